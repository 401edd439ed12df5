"""What people type, spelt in one way: digits of any script, spaces, dashes and quotes of any kind."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_SAME: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms of ASCII
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣"), "-"),
    **dict.fromkeys(map(ord, "’‘‛ʼ′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "〜～∼˜"), "~"),
    **dict.fromkeys(map(ord, "⁄∕÷"), "/"),
    **dict.fromkeys(map(ord, "٪﹪"), "%"),
    **dict.fromkeys(map(ord, "·∙⋅✕✖"), "×"),
    ord("…"): "...",
    ord("。"): ".",
    ord("、"): ",",
    ord("،"): ",",
    ord("：") : ":",
    ord("؟"): "?",
    ord("≦"): "≤",
    ord("≧"): "≥",
    ord("⩽"): "≤",
    ord("⩾"): "≥",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = re.compile(r"(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_HIDDEN = frozenset(["Cc", "Cf", "Co", "Cs", "Cn"])


class Unseen(ValueError):
    """A text holds a character that nobody can see."""


def tidy(text: str) -> str:
    """The same text in plain digits, spaces, dashes and quotes. Raises Unseen for characters that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _POWER.sub(lambda power: f"^{power.group().translate(_RAISED)}", text)
    return "".join(_spelt(char) for char in text.strip().strip("\u200e\u200f\u061c\ufeff")).strip()


def fraction(char: str) -> Decimal | None:
    """The value of a character such as ½; None for any other."""
    spelt = unicodedata.decomposition(char) if len(char) == 1 else ""
    if not spelt.startswith("<fraction>"):
        return None
    whole = "".join(chr(int(code, 16)) for code in spelt.split()[1:])
    above, _, below = whole.partition("\u2044")
    return Decimal(above) / Decimal(below) if above and below else None


def _spelt(char: str) -> str:
    if char.isascii() and char.isprintable():
        return char
    if char.isspace():
        return " "
    if (same := _SAME.get(ord(char))) is not None:
        return same
    if unicodedata.category(char) in _HIDDEN:
        raise Unseen
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
