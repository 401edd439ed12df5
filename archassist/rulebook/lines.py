"""Line numbers of tables and keys in TOML text, which `tomllib` does not give.

The text has been parsed already, or `tomllib` says why not; this only finds places and never judges.
"""

from __future__ import annotations

import re

Path = tuple[str, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEYS = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*({_KEYS})[ \t]*\]\]?[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_LINE_OF_HEADER = re.compile(rf"^[ \t]*\[[ \t]*({_KEYS})[ \t]*\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_KEY = re.compile(rf"[ \t]*({_KEYS})[ \t]*=")
_PARTS = re.compile(_PART)
# Everything that can open, close or hide a bracket or the end of a line inside a value.
_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[\]{}]|\n''',
    re.DOTALL,
)


class Lines:
    """Finds the line of a table or key by its path. The text is scanned when first asked, and once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Path, int] | None = None
        self._headers: list[tuple[Path, int]] = []
        self._tables: dict[Path, int] | None = None

    def of_table(self, path: Path) -> int:
        """The line of a `[table]` header that is known to be there; much faster than `of`."""
        if self._tables is None:
            self._tables = {}
            line = at = 0
            for header in _LINE_OF_HEADER.finditer(self._text):
                line, at = line + self._text.count("\n", at, header.start()), header.start()
                self._tables.setdefault(_split(header[1]), line + 1)
        return self._tables.get(path) or self.of(path)

    def of(self, path: Path) -> int:
        """The line (from 1) of `path`, or of the nearest table around it; 1 when nothing matches."""
        found = self._scanned()
        for end in range(len(path), 0, -1):
            if path[:end] in found:
                return found[path[:end]]
        return 1

    def headers(self) -> list[tuple[Path, int]]:
        """Every `[table]` header in order, repeated ones too."""
        self._scanned()
        return self._headers

    def _scanned(self) -> dict[Path, int]:
        if self._found is None:
            self._found = {}
            self._scan(self._found)
        return self._found

    def _scan(self, found: dict[Path, int]) -> None:
        table: Path = ()
        text, at, line = self._text, 0, 1
        while at < len(text):
            start = at
            if header := _HEADER.match(text, at):
                table = _split(header[1])
                self._headers.append((table, line))
                for end in range(1, len(table) + 1):
                    found.setdefault(table[:end], line)
                at = header.end()
            elif key := _KEY.match(text, at):
                path = table + _split(key[1])
                for end in range(len(table) + 1, len(path) + 1):
                    found.setdefault(path[:end], line)
                at = _end_of_value(text, key.end())
            else:
                at = text.find("\n", at) + 1 or len(text)
            line += text.count("\n", start, at)


def _split(keys: str) -> Path:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _PARTS.findall(keys))


def _end_of_value(text: str, at: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, at):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        elif mark == "\n" and depth <= 0:
            return token.end()
    return len(text)
