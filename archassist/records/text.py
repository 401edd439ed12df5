"""The bytes of a file as lines and back: newline style, byte order mark and final newline stay as they were."""

from __future__ import annotations

from dataclasses import dataclass, replace

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines without their ends, and how the file writes them."""

    lines: tuple[str, ...]
    newline: str = "\n"
    bom: bool = False
    ends: bool = True

    def with_lines(self, lines: list[str] | tuple[str, ...]) -> Text:
        """Other lines in the same style."""
        return replace(self, lines=tuple(lines))

    def encode(self) -> bytes:
        """The bytes of the file."""
        body = self.newline.join(self.lines)
        if self.ends and self.lines:
            body += self.newline
        return ((BOM if self.bom else "") + body).encode("utf-8", "surrogateescape")


def decode(content: bytes) -> Text:
    """Reads bytes. What is no UTF-8 survives; a lone carriage return inside a line does, too."""
    said = content.decode("utf-8", "surrogateescape")
    bom = said.startswith(BOM)
    said = said.removeprefix(BOM)
    # Where ends of lines are mixed, each line keeps its own: the carriage return is then part of the line.
    newline = "\r\n" if said.count("\n") and said.count("\r\n") == said.count("\n") else "\n"
    ends = said.endswith("\n")
    lines = said.split(newline)
    if ends:
        lines.pop()
    return Text(tuple(lines) if said else (), newline, bom, ends)


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
