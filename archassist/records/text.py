"""The bytes of a file as lines and back: encoding, newline style, byte order mark and final newline stay as they were."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

BOM = "\ufeff"

_WIDE: dict[bytes, Literal["utf-16-le", "utf-16-be"]] = {
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Lines without their ends, and how the file writes them."""

    lines: tuple[str, ...]
    newline: str = "\n"
    bom: bool = False
    ends: bool = True
    encoding: Literal["utf-8", "utf-16-le", "utf-16-be"] = "utf-8"

    def with_lines(self, lines: list[str] | tuple[str, ...]) -> Text:
        """Other lines in the same style."""
        return replace(self, lines=tuple(lines))

    def encode(self) -> bytes:
        """The bytes of the file."""
        body = self.newline.join(self.lines)
        if self.ends and self.lines:
            body += self.newline
        errors = "surrogateescape" if self.encoding == "utf-8" else "replace"
        return ((BOM if self.bom else "") + body).encode(self.encoding, errors)


def decode(content: bytes) -> Text:
    """Reads bytes. What is no UTF-8 survives; a lone carriage return inside a line does, too.

    UTF-16 is told by its byte order mark.
    """
    said, encoding = _told(content)
    bom = said.startswith(BOM)
    said = said.removeprefix(BOM)
    # Where ends of lines are mixed, each line keeps its own: the carriage return is then part of the line.
    newline = "\r\n" if said.count("\n") and said.count("\r\n") == said.count("\n") else "\n"
    ends = said.endswith("\n")
    lines = said.split(newline)
    if ends:
        lines.pop()
    return Text(tuple(lines) if said else (), newline, bom, ends, encoding)


def _told(content: bytes) -> tuple[str, Literal["utf-8", "utf-16-le", "utf-16-be"]]:
    wide = _WIDE.get(content[:2])
    if wide is not None:
        try:
            return content.decode(wide), wide
        except UnicodeDecodeError:
            pass  # cut off, or only looking like it: kept byte by byte
    return content.decode("utf-8", "surrogateescape"), "utf-8"


def readable(text: str) -> str:
    """The text on one line for people and for other files: always one that can be saved as UTF-8.

    Bytes that are no UTF-8 are read as Windows-1252, which Latin-1 is part of; control characters are left out.
    """
    text = _BYTE.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return " ".join(_CONTROL.sub("", text).split())


_BYTE = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def of(text: str) -> Text:
    """A text of our own."""
    return decode(text.encode())


def in_fences(lines: tuple[str, ...] | list[str]) -> list[bool]:
    """For every line whether it stands in a fenced code block, fences included."""
    found, fence = [], ""
    for line in lines:
        bare = line.strip()
        if fence:
            found.append(True)
            if bare.startswith(fence) and not bare.strip(fence[0]):
                fence = ""
        elif bare.startswith(("```", "~~~")):
            fence = bare[: len(bare) - len(bare.lstrip(bare[0]))]
            found.append(True)
        else:
            found.append(False)
    return found


def front_matter(lines: tuple[str, ...] | list[str]) -> int:
    """How many lines front matter takes with both its fences; 0 when there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for at, line in enumerate(lines[1:200], 1):
        if line.rstrip() in ("---", "..."):
            return at + 1
    return 0
