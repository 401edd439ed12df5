"""Damages inputs as disks, editors, mergers, strangers and chance do: by bytes, by lines and by values."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

GENTLE = 0.4
"""Of so many inputs only a word is changed: most readers still read them, and what comes after reading is tried, too."""

LARGEST = 60_000
"""Bytes of what comes out: more is refused by size alone, which says nothing."""

VALUES = [
    b"0", b"-1", b"1e400", b"-0.0", b"nan", b"inf", b"-inf", b"NaN", b"Infinity", b"9" * 20, b"9" * 5000, b"0x" + b"f" * 4000,
    b"1" + b"0" * 300, b"1_000", b"01", b"1.", b".5", b"true", b"null", b'""', b"''", b'"x"', b"[]", b"{}", b"[1, 2, 3]",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]", b"{ low = 2, high = 1 }", b"{ low = nan, high = inf }", b"1979-05-27T07:32:00Z",
    b"9999-12-31", b"0000-00-00", b"2026-13", b"24:00", b"120.000", b"1,5", b"$5-10k", b"10..50", b"~200", b"unknown", b"out of scope: x",
    b"reads > 10", b"1 if x in (1, 2) else 0", b"((((((((", b"a" * 300, b"x ** 99999", b"__import__('os')", b"{{ 7*7 }}", b"{x.__class__}",
    b"schema = 1", b"[answers]", b"[a.b.c.d.e.f]", b"[[document]]", b"a.a.a.a.a.a.a = 1", b"../../etc/passwd", b"/etc/passwd", b".git/config",
    b"accepted", b"superseded by ADR-0001", b"<<<<<<< HEAD", b"=======", b">>>>>>> theirs", b"---", b"```", b"|", b"| status |", b"* status: (((",
    b"{% for i in range(9**9) %}", b"{% include 'x' %}", b"{{ 1/0 }}",
]  # fmt: skip
"""What stands for something else in one of the languages that are read."""

SIGNS = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\t", b"\x1b[31m", b"\x7f", b"\xc3\x28",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xe2\x80\x8b", b"\xc2\x85", b"\\ud800", b"\\u0000", b"\\U00110000",
    b'"', b"'", b'"""', b"'''", b"[", b"]", b"{", b"}", b"=", b"#", b",", b";", b".", b"\\", b"`", b"<!-- adrlog -->", b"%", b"@", b"&", b"*",
]  # fmt: skip


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One damaged input: mostly a little, sometimes a lot."""
    text = bytearray(chance.choice(seeds))
    if chance.random() < GENTLE:
        chance.choice(_GENTLE)(chance, text)
        return bytes(text)
    for _ in range(chance.choice([1, 1, 1, 2, 2, 3, 5, 12])):
        chance.choice(_WAYS)(chance, text, seeds)
        del text[LARGEST:]
    return bytes(text)


def _place(chance: random.Random, text: bytearray) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.choice([1, 1, 2, 5, 20, 80, 400]))


def _flip(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    if text:
        text[chance.randrange(len(text))] ^= 1 << chance.randrange(8)


def _set(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    if text:
        text[chance.randrange(len(text))] = chance.randrange(256)


def _cut(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    start, end = _place(chance, text)
    del text[start:end]


def _end(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    del text[chance.randrange(len(text) + 1) :]


def _sign(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    start, _ = _place(chance, text)
    text[start:start] = chance.choice(SIGNS) * chance.choice([1, 1, 1, 3, 50])


def _many(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    start, end = _place(chance, text)
    text[start:start] = (text[start:end] or b" ") * chance.choice([2, 10, 300, 5000])


def _value(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    """Puts another value in the place of a number, a word or a string."""
    places = [found.span() for found in re.finditer(rb'"[^"\n]*"|[\w.+-]+', bytes(text[:8000]))]
    start, end = chance.choice(places) if places else (0, 0)
    text[start:end] = chance.choice(VALUES)


def _whole(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    """Puts a value after the sign of a key, to the end of the line."""
    places = [found.span(1) for found in re.finditer(rb"[=:,] *([^\n]*)", bytes(text[:20_000]))]
    start, end = chance.choice(places) if places else (0, 0)
    text[start:end] = chance.choice(VALUES)


def _lines(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    """Swaps, doubles or removes lines."""
    lines = text.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(3)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        lines.insert(one, lines[other])
    else:
        del lines[one]
    text[:] = b"\n".join(lines)


def _splice(chance: random.Random, text: bytearray, seeds: Sequence[bytes]) -> None:
    """Goes on with the end of another input."""
    other = chance.choice(seeds)
    del text[chance.randrange(len(text) + 1) :]
    text += other[chance.randrange(len(other) + 1) :]


def _digits(chance: random.Random, text: bytearray) -> None:
    """Puts another number in the place of one."""
    places = [found.span() for found in re.finditer(rb"[0-9]+", bytes(text[:20_000]))]
    if places:
        start, end = chance.choice(places)
        text[start:end] = chance.choice(
            [b"0", b"1", b"7", b"31", b"2027", b"100000", b"9999", b"123456789012"]
        )


def _words(chance: random.Random, text: bytearray) -> None:
    """Puts strange signs into a text in quotation marks."""
    places = [found.start(1) for found in re.finditer(rb'"([^"\n\\]*)"', bytes(text[:20_000]))]
    if places:
        at = chance.choice(places)
        strange = [
            "é",
            "‮",
            "\u200b",
            "=1+1",
            "<b>",
            "{{ x }}",
            "[red]",
            "|",
            "`",
            "’",
            "𝔘",
            "ﬁ",
            "# ",
            "..",
            "\u2028",
        ]
        text[at:at] = (chance.choice(strange) * chance.choice([1, 1, 40])).encode()


def _remark(chance: random.Random, text: bytearray) -> None:
    """Adds a remark or an empty line between two lines."""
    at = bytes(text).find(b"\n", chance.randrange(len(text) + 1)) + 1
    text[at:at] = chance.choice(
        [b"# a remark\n", b"\n", b"\n\n\n", b"  # one more, \xe2\x80\x9cquoted\xe2\x80\x9d\n"]
    )


def _ends(chance: random.Random, text: bytearray) -> None:
    """Writes line ends as another system does."""
    text[:] = text.replace(b"\n", b"\r\n")


_GENTLE: tuple[Callable[[random.Random, bytearray], None], ...] = (_digits, _digits, _words, _remark, _ends)
_WAYS: tuple[Callable[[random.Random, bytearray, Sequence[bytes]], None], ...] = (
    _flip, _set, _cut, _end, _sign, _sign, _many, _value, _value, _value, _whole, _whole, _lines, _splice,
)  # fmt: skip
