r"""Text from people made safe to show: what a terminal would obey, or a reader could not see, is spelled out instead.

This is the one place that decides. Spelled out (`\x1b`, `\u202e`) are:

- control characters (C0 without tab and newline, DEL, C1), lone surrogates and code points that are no characters;
- marks that turn the direction of text round, in every form;
- separators and format characters that cannot be seen: soft hyphen, zero-width space, word joiner, byte order mark, line
  and paragraph separator, tags, annotations, fillers that stand for letters;
- joiners, variation selectors and combining marks where no script and no emoji has them: after a Latin letter, twice in a
  row, the ninth mark on one letter.

Kept are joiners inside emoji, Persian and Indian words, the selector after a sign or an ideograph, the Arabic marks that can
be seen, and private characters, with which icon fonts draw.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAKE_SELECTORS = "#*0123456789\xa9\xae"
_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f"
    "\u06d6-\u06dc\u06df-\u06e4\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
MOST_MARKS = 8
"""Combining marks on one letter: Hebrew with accents needs four, and more than eight only cover the lines around."""

_ORDINARY = (
    "\t\n", " ~", "\xa0\xac", "\xae\u02ff", "\u0370\u0482", "\u048a\u0590", "\u2010\u2027", "\u2030\u205f",
    "\u2070\u20cf", "\u2100\u2cff", "\u3000\u3163", "\u3165\ud7ff",
)  # fmt: skip
"""The first and the last character of each range in which nothing is unsafe; nearly all text is of these."""
_met: set[str] = set()
"""Ordinary characters that were met: a class with so many ranges takes 2 ms to compile, and each start would wait for it."""
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with everything in it that is not to be trusted spelled out; lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    return plain(text, _spelled)


def one_line(text: str) -> str:
    """The same on one line, with single blanks."""
    return " ".join(visible(unbroken(text)).split())


def unbroken(text: str) -> str:
    """The text with a blank for every end of a line: what stands in columns stays in them."""
    return _BREAKS.sub(" ", text)


def plain(text: str, instead: Callable[[str], str] = lambda char: "") -> str:
    """The text without what `visible` spells out, or with something `instead`: for documents, and for what is pasted."""
    if (text.isascii() and text.isprintable()) or _ordinary(text):
        return text
    return _runs().sub(lambda found: "".join(_judged(found, instead)), text)


def _ordinary(text: str) -> bool:
    if _met.issuperset(text):
        return True
    for char in {*text} - _met:
        if not any(ends[0] <= char <= ends[1] for ends in _ORDINARY):
            return False
        _met.add(char)
    return True


def shortened(text: str, most: int, end: str = "...") -> str:
    """The text as a message quotes it: the beginning of one that has more than `most` characters, and `end`."""
    return text if len(text) <= most else text[: most - len(end)] + end


def escaped_in_json(text: str) -> str:
    """JSON text that says the same, with what `visible` spells out as JSON's own escapes."""
    return plain(text, _as_json)


def _judged(run: re.Match[str], instead: Callable[[str], str]) -> Iterator[str]:
    """The characters of a run that may be wrong, those that are replaced. Each is judged by what is shown before it."""
    before = run.string[run.start() - 1] if run.start() else ""
    marks, selected = 0, False
    for found in _kinds().finditer(run.group()):
        char, kind = found.group(), found.lastgroup
        if (
            (kind == "mark" and marks < MOST_MARKS)
            or (kind == "joiner" and before >= "\u0600" and before not in _JOINERS)
            or (kind == "selector" and (before in _TAKE_SELECTORS or before >= "\u2010") and not selected)
        ):
            shown = char
            marks = marks + 1 if kind == "mark" else 0
        else:
            shown = instead(char)
        selected = kind == "selector" and shown == char
        before = shown[-1:] or before
        yield shown


@cache
def _runs() -> re.Pattern[str]:
    # Made when it is first needed: at the start of the program that is hardly ever.
    return re.compile(f"[{_NEVER}{_JOINERS}{_SELECTORS}{_MARKS}]+")


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(
        f"(?P<mark>[{_MARKS}])|(?P<joiner>[{_JOINERS}])|(?P<selector>[{_SELECTORS}])|(?P<never>[{_NEVER}])"
    )


def _spelled(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _as_json(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code - 0x10000 & 0x3FF):04x}"
