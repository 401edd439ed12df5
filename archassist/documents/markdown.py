"""Text as Markdown that shows it unchanged. Whatever people or packs write stays text.

`Markdown` marks text that is Markdown already; everything else is escaped before it reaches a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from archassist.terminal_text import plain, unbroken
from archassist.words import capital


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


_ANYWHERE = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=])|=)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")


def visible(text: str) -> str:
    """The text on one line without control characters and whatever else would be obeyed, or could not be seen."""
    return " ".join(plain(unbroken(text)).split())


@lru_cache(
    maxsize=1 << 14
)  # a record shows the same texts of rules and answers in every length that is tried
def escape(text: str) -> Markdown:
    """The text as inline Markdown that renders as exactly this text, wherever in a line it stands."""
    text = visible(text)
    text = re.sub(r"[&<>@]", lambda found: _ENTITIES[found.group()], text)
    text = _ANYWHERE.sub(lambda found: "\\" + found.group(), text)
    # Renderers that turn bare addresses into links do so only when the colon or dot is written plainly.
    text = _LINK.sub(lambda found: f"{found[1]}&#58;" if found[1] else f"{found[3]}&#46;", text)
    text = _AT_START.sub(r"\\\1", text)
    return Markdown(_NUMBERED.sub(r"\1\\\2", text))


def link(text: str, address: str) -> Markdown:
    """A link, when the address is one of the web; else the text with the address behind it."""
    address = visible(address)
    if not re.match(r"https?://[^\s]+$", address):
        return Markdown(f"{escape(text)} ({escape(address)})" if address else escape(text))
    safe = re.sub(r"[()<>\\\"'` \[\]]", lambda found: f"%{ord(found.group()):02X}", address)
    return Markdown(f"[{escape(text)}]({safe})")


def yaml_scalar(text: str) -> Markdown:
    """A string for front matter: plain where that is safe, else in double quotes.

    A reader of Markdown that knows no front matter takes it for a paragraph. So every sign that means something there is
    spelled by its number, which YAML reads back as the sign, and such a reader shows as it stands.
    """
    text = visible(text)
    spelled = text.casefold() in _NO_TEXT or _LINK.search(text) or _ANYWHERE.search(text)
    if _PLAIN.fullmatch(text) and not spelled:
        return Markdown(text)
    safe = " ,;()'+-/" if _LINK.search(text) else " ,;()'+-/."
    return Markdown('"' + "".join(each if _shown(each, safe) else _by_number(each) for each in text) + '"')


_PLAIN = re.compile(r"[^\W\d_](?:[\w .-]*[^\W_])?")
_NO_TEXT = frozenset({"yes", "no", "true", "false", "on", "off", "null", "y", "n"})


def _shown(char: str, safe: str) -> bool:
    return (char.isalnum() or char in safe) if char.isascii() else char.isprintable()


def _by_number(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def yaml_list(texts: Iterable[str]) -> Markdown:
    """A list of strings for front matter, on one line."""
    return Markdown("[" + ", ".join(yaml_scalar(text) for text in texts) + "]")


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return capital(text) + ("" if text.endswith((".", "!", "?", "…")) else ".")


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(text.split()), maxsplit=1)[0]


_CODE = re.compile(r"[{}`]|\w_|\w\(\w|\b(?:SELECT|EXPLAIN)\b|\s\|\s|\s--?[a-z]")


def for_everybody(text: str) -> str:
    """A text for people who run no queries: what stands before the code; empty where that says nothing by itself.

    What stands behind code is about the same in another system, and nothing without it.
    """
    if not _CODE.search(text):
        return " ".join(text.split()).rstrip(":;")
    told = []
    for each in re.split(r"(?<=[.!?;])\s+", " ".join(text.split())):
        if not _CODE.search(each):
            told.append(each)
            continue
        before = each.rpartition(": ")[0]
        if len(before.split()) >= FEWEST_WORDS and not _CODE.search(before):
            told.append(before)
        break
    kept = " ".join(told).rstrip(":;")
    return kept if len(kept.split()) >= FEWEST_WORDS else ""


FEWEST_WORDS = 6
"""With fewer words left, a text without its code says nothing."""


def clause(text: str) -> str:
    """The text to stand inside a sentence: no full stop at its end."""
    return text.strip().rstrip(".")


def chart_text(text: str) -> Markdown:
    """The text as a label of a Mermaid chart, which knows no escapes: letters, digits and a few signs stay.

    A colon, which would end the label, becomes a dash; a quotation mark is told by its typographic form.
    """
    told = visible(text).replace(": ", " - ").replace("'", "’")
    return Markdown(re.sub(r"[^\w .,()%/+’“”-]", " ", told))
