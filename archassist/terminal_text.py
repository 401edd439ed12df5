"""Text from people made safe to show on a terminal: what a terminal would obey is spelled out instead."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which a terminal would obey, and marks that turn the order of what is read round."""


def visible(text: str) -> str:
    """The text with control characters and marks of direction spelled out (`\\x1b`, `\\u202e`)."""
    return _UNSAFE.sub(_spelled, text)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def _spelled(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
