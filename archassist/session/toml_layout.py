"""Where everything stands in a TOML text: statements with their places, found in one pass.

tomllib says what a text means; this says where it says so, so that a fault can be pointed at, one entry be changed
without a touch to the rest, and what no person writes (lists a thousand deep, numbers of a million digits) be refused
before tomllib spends minutes or gigabytes on it. It reads leniently: whether the text is TOML is for tomllib to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

DEEPEST = 64
"""How deep tables and lists may be nested for tomllib to read them without harm, headings and dotted keys counted."""

LONGEST_NUMBER = 1_000
"""Characters of a number, date or other bare word in a value."""

Path = tuple[str, ...]
Kind = Literal["table", "array", "entry"]


class Unreadable(ValueError):
    """Something in the text is beyond all bounds. `at` is where it begins."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class TomlStatement(NamedTuple):
    """A heading (`[a]`, `[[a]]`) or an entry (`a = 1`), on whole lines from `start` to `end`.

    `path` is the whole path, that of the heading above included; `heading` the index of that heading, -1 for none.
    For an entry `value` and `value_end` are where its value begins and ends. `comments` are its own: behind it, and
    between the elements of its value.
    """

    kind: Kind
    path: Path
    heading: int
    start: int
    end: int
    value: int
    value_end: int
    comments: tuple[tuple[int, int], ...]


_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(
    r"""[ \t]*+( [A-Za-z0-9_-]++ | "(?:[^"\\\n]++|\\.)*+" | '[^'\n]*+' )[ \t]*+(\.?)""", re.VERBOSE
)
_COMMENT = re.compile(r"[ \t]*+(#[^\n]*+)?")
_SIMPLE = re.compile(r"""(?:"[^"\\\n]++"|'[^'\n]++'|[\w+-]{1,40}+)(?=\r?\n)""")
"""A value of the plainest kind, alone on its line: a shortcut."""
_TOKEN = re.compile(
    r'''
      (?P<text> """(?:[^"\\]++|\\.|"(?!""))*+"{3,5} | "(?:[^"\\\n]++|\\.)*+"
              | \'\'\'(?:[^']++|'(?!''))*+'{3,5} | '[^'\n]*+' )
    | (?P<open> [\[{] ) | (?P<close> [\]}] ) | (?P<comment> \#[^\n]*+ )
    | (?P<next> , ) | (?P<dot> \. ) | (?P<line> \n ) | (?P<space> [ \t\r]++ ) | (?P<equals> = )
    | (?P<word> [^\s\[\]{},."'\#=]++ )
    ''',
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=2)
def statements(text: str) -> tuple[TomlStatement, ...]:
    """The statements of a text in their order, up to the first thing that is no TOML. Raises Unreadable."""
    return tuple(_Scanner(text).scan())


@lru_cache(maxsize=2)
def _lines(text: str) -> Mapping[Path, int]:
    """The line on which each path is first spoken of; for an entry that stands by itself that of the entry."""
    found: dict[Path, int] = {}
    line, seen = 1, 0
    for each in statements(text):
        line += text.count("\n", seen, each.start)
        seen = each.start
        for length in range(1, len(each.path)):
            found.setdefault(each.path[:length], line)
        if each.kind == "entry":
            found[each.path] = line
        else:
            found.setdefault(each.path, line)
    return found


def line_of(text: str, path: Path) -> int:
    """The line (from 1) on which the entry or table at `path` is written, or what it stands in; 0 when it cannot be told."""
    try:
        lines = _lines(text)
    except Unreadable:
        return 0
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 0)


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._first = self._at = 1 if text.startswith("\ufeff") else 0
        self._comments: list[tuple[int, int]] = []

    def scan(self) -> list[TomlStatement]:
        """Statement after statement, until there is none or one cannot be read."""
        found: list[TomlStatement] = []
        heading = -1
        while True:
            self._at = _end(_BLANK, self._text, self._at)
            if self._at >= len(self._text):
                return found
            self._comments = []
            if self._text[self._at] == "[":
                heading, next_one = len(found), self._heading()
            else:
                next_one = self._entry(heading, found[heading].path if heading >= 0 else ())
            if next_one is None:
                return found
            found.append(next_one)

    def _heading(self) -> TomlStatement | None:
        start, brackets = self._line_start(), 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        path = self._key(())
        if not path or not self._text.startswith("]" * brackets, self._at):
            return None
        self._at = end = self._at + brackets
        return self._done("array" if brackets == 2 else "table", path, -1, start, end, end)

    def _entry(self, heading: int, above: Path) -> TomlStatement | None:
        start, path = self._line_start(), self._key(above)
        if not path or not self._text.startswith("=", self._at):
            return None
        value = self._at = _end(_SPACE, self._text, self._at + 1)
        if (simple := _SIMPLE.match(self._text, value)) is not None:
            self._at = end = simple.end()
        else:
            end = self._value(len(path))
        return self._done("entry", path, heading, start, value, end) if end > value else None

    def _done(
        self, kind: Kind, path: Path, heading: int, start: int, value: int, value_end: int
    ) -> TomlStatement | None:
        """The statement up to the end of its line, when nothing but a comment follows."""
        if not self._line_ends():
            return None
        return TomlStatement(kind, path, heading, start, self._at, value, value_end, tuple(self._comments))

    def _line_start(self) -> int:
        return max(self._text.rfind("\n", 0, self._at) + 1, self._first)

    def _key(self, above: Path) -> Path:
        """The parts of a dotted key behind those above it; nothing when there is no key here."""
        parts, start = list(above), self._at
        while found := _KEY.match(self._text, self._at):
            parts.append(_spelled(found[1]))
            self._at = found.end()
            if len(parts) > DEEPEST:
                raise Unreadable("tables or lists are nested too deep", start)
            if not found[2]:
                return tuple(parts)
        return ()

    def _value(self, depth: int) -> int:
        """Goes past a value and gives back its end. `depth` is how deep the value stands already."""
        text, end = self._text, self._at
        stack: list[int] = []
        dots = 0  # of the dotted key or number at hand; those of the keys around it lie on the stack
        deep = depth
        while found := _TOKEN.match(text, self._at):
            kind = found.lastgroup
            if not stack and kind in ("comment", "line", "next", "close", "equals"):
                break
            self._at = found.end()
            if kind not in ("space", "comment", "line"):
                end = self._at
            if kind == "open":
                stack.append(dots)
                deep += 1 + dots
                dots = 0
            elif kind == "close":
                dots = stack.pop()
                deep -= 1 + dots
                dots = 0
            elif kind == "next":
                dots = 0
            elif kind == "dot":
                dots += 1
            elif kind == "comment":
                self._comments.append(self._stripped(found.start(), found.end()))
            elif kind == "word" and found.end() - found.start() > LONGEST_NUMBER:
                many = found.end() - found.start()
                raise Unreadable(f"a number or word of {many:,} characters is no value", found.start())
            if deep + dots > DEEPEST:
                raise Unreadable("tables or lists are nested too deep", found.start())
        return end

    def _line_ends(self) -> bool:
        """Goes past a comment and the end of the line; whether there was nothing else."""
        text = self._text
        found = _COMMENT.match(text, self._at)
        assert found is not None  # it matches nothing, too
        self._at = found.end()
        if found[1]:
            self._comments.append(self._stripped(found.start(1), found.end()))
        if text.startswith("\r\n", self._at):
            self._at += 2
            return True
        if text.startswith("\n", self._at):
            self._at += 1
            return True
        return self._at >= len(text)

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        return start, end - 1 if self._text[end - 1] == "\r" else end


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _spelled(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    if "\\" not in key:
        return key[1:-1]
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except ValueError:
        return key
