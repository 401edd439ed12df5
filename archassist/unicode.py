"""Text that is no text: halves of characters, which stand for bytes that were not UTF-8 or come from broken programs.

Python carries such bytes of arguments, names of files and terminals along as lone surrogates. They cannot be written
into a file in UTF-8. What is to be kept is refused; the name of a file is spelled out where it becomes text.
"""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def is_text(text: str) -> bool:
    """Whether the text can be written in UTF-8."""
    return text.isascii() or _HALF.search(text) is None


def spelled(text: str) -> str:
    r"""The text with what is none spelled out: `caf\xe9`."""
    return text if is_text(text) else _HALF.sub(_name, text)


def _name(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"
