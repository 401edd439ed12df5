"""Changes entries of a TOML text that people may have written in, and leaves every other byte as it is.

Comments, blank lines, order, spelling and line ends of what does not change stay. A comment that stands inside a value
that is written anew, or behind an entry that goes, becomes a line of its own in the same place. An entry that is new
goes where its neighbours are and is written as they are: below their heading, or as a dotted key.

tomlkit would do the same; it was measured at ten times the time for a session (50 ms at every key of the app), and does
not place new entries. What is written here is read back before it counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from archassist.answers.shapes import Table
from archassist.session import toml_format, toml_layout
from archassist.session.toml_format import same
from archassist.session.toml_layout import Path, TomlStatement

_LINE, _SECTION = 0, 1
"""Ranks of what is put in at one place: an entry belongs to what is above it, so it comes before a heading."""

_COMMENT_LINE = re.compile(r"^[ \t]*(#[^\r\n]*)", re.MULTILINE)


def rewrite(text: str, wanted: Table, inline: Mapping[str, int]) -> str:
    """`text` with the content `wanted`, whose order places what is new. `inline` is as in `toml.write`."""
    before = toml_format.read(text.removeprefix("\ufeff"))
    edited = _Editor(text, wanted, inline).bring(before)
    if _reads(edited, wanted):
        return edited
    # No text is known with which this happens. Should there be one, its comments move to the end; none is lost.
    whole = toml_format.write(wanted, inline) + "".join(f"{each}\n" for each in comments(text))
    return ("\ufeff" if text.startswith("\ufeff") else "") + whole


def comments(text: str) -> list[str]:
    """Every comment of a text, in order."""
    found, seen = [], 0
    for each in toml_layout.statements(text):
        found += _COMMENT_LINE.findall(text[seen : each.start])
        found += [text[start:end] for start, end in each.comments]
        seen = each.end
    return found + _COMMENT_LINE.findall(text[seen:])


def _reads(text: str, wanted: Table) -> bool:
    try:
        return same(_filled(toml_format.read(text.removeprefix("\ufeff"))), _filled(wanted))
    except toml_format.TomlError:
        return False


def _filled(tables: Table) -> Table:
    """Without empty tables at the top: whether their heading is there means nothing."""
    return {name: value for name, value in tables.items() if value != {}}


class _Editor:
    def __init__(self, text: str, wanted: Table, inline: Mapping[str, int]) -> None:
        self._text, self._wanted, self._inline = text, wanted, inline
        self._statements = toml_layout.statements(text)
        self._of: dict[Path, list[int]] = defaultdict(list)
        """Indices of all statements at and below a path."""
        self._last: dict[int, int] = {-1: -1}
        """The last statement of each section, by the index of its heading."""
        for index, each in enumerate(self._statements):
            for length in range(1, len(each.path) + 1):
                self._of[each.path[:length]].append(index)
            self._last[each.heading if each.kind == "entry" else index] = index
        self._edits: list[tuple[int, int, int, str]] = []
        self._sections: dict[Path, tuple[int, list[str]]] = {}
        self._newline = "\r\n" if re.match(r"[^\n]*\r\n", text) else "\n"

    def bring(self, before: Table) -> str:
        """The text with the content that is wanted, when `before` is what it holds."""
        for name in dict.fromkeys([*self._wanted, *before]):
            self._change((name,), before.get(name), self._wanted.get(name))
        for path, (at, lines) in self._sections.items():
            self._put(at, _SECTION, [f"[{toml_format.dotted(path)}]", *lines])
        return self._applied()

    # -- one entry

    def _change(self, path: Path, old: Any, new: Any) -> None:
        if same(old, new) or (len(path) == 1 and old in (None, {}) and new in (None, {})):
            return
        written = next((each for each in self._at(path) if each.kind == "entry" and each.path == path), None)
        if written is not None and new is not None:
            self._spell(written, toml_format.value_text(new))
        elif isinstance(old, dict) and isinstance(new, dict) and written is None:
            for key in dict.fromkeys([*new, *old]):
                self._change((*path, key), old.get(key), new.get(key))
            if not new and len(path) > 1 and all(each.kind == "entry" for each in self._at(path)):
                self._add(path, new)
        else:
            for index in self._of.get(path, ()):
                self._drop(index)
            if new is not None and not (new == {} and len(path) == 1):
                self._add(path, new)

    def _at(self, path: Path) -> Iterator[TomlStatement]:
        return (self._statements[index] for index in self._of.get(path, ()))

    def _spell(self, entry: TomlStatement, value: str) -> None:
        inside = [place for place in entry.comments if place[0] < entry.value_end]
        self._edits.append((entry.start, entry.start, _LINE, self._alone(entry, inside)))
        self._edits.append((entry.value, entry.value_end, _LINE, value))

    def _drop(self, index: int) -> None:
        each = self._statements[index]
        start = each.start
        if each.kind != "entry":
            end = self._statements[self._last[index]].end
            blank = self._newline if self._text.endswith(self._newline * 2, 0, start) else ""
            if blank and (end == len(self._text) or self._text.startswith(self._newline, end)):
                start -= len(blank)  # one of the two blank lines that would be left
        self._edits.append((start, each.end, _LINE, self._alone(each, each.comments)))

    def _alone(self, each: TomlStatement, places: Any) -> str:
        indent = self._indent(each)
        return "".join(f"{indent}{self._text[start:end]}{self._newline}" for start, end in places)

    def _indent(self, each: TomlStatement) -> str:
        line = self._text[each.start : each.end]
        return line[: len(line) - len(line.lstrip(" \t"))]

    # -- what is new

    def _add(self, path: Path, value: Any) -> None:
        above = path[:-1]
        home = next((index for index in self._of.get(above, ()) if self._heads(index, above)), None)
        for length in range(len(above), 0, -1) if home is None else ():
            # A table that dotted keys have made can only be added to by dotted keys, beside the others.
            for each in self._at(path[:length]):
                if each.kind == "entry" and len(self._above(each)) < length:
                    self._entry(path, value, each.heading)
                    return
        levels = self._inline.get(path[0], toml_format.EVERY) - len(path) + 1
        if isinstance(value, dict) and levels > 0:
            for block in toml_format.blocks(path, value, levels):
                self._put(self._place(path), _SECTION, block.split("\n"))
            return
        if home is not None or not above:
            self._entry(path, value, -1 if home is None else home)
        else:
            _, lines = self._sections.setdefault(above, (self._place(above), []))
            lines.append(_spelled(path[-1:], value))

    def _entry(self, path: Path, value: Any, home: int) -> None:
        """Puts a line into a section, behind the nearest entry that comes before it."""
        above = self._statements[home].path if home >= 0 else ()
        line = _spelled(path[len(above) :], value)
        for length in range(len(path), len(above), -1):
            for other in (*self._before(path[:length]), path[:length]):
                near = [each for each in self._at(other) if each.kind == "entry" and each.heading == home]
                if near:
                    self._put(near[-1].end, _LINE, [self._indent(near[-1]) + line])
                    return
        self._put(self._statements[home].end if home >= 0 else 0, _LINE, [line])

    def _place(self, path: Path) -> int:
        """Where a new heading goes: behind the section of what comes before it."""
        for length in range(len(path), 0, -1):
            for other in (*self._before(path[:length]), path[: length - 1]):
                if other and (found := self._of.get(other)):
                    last = self._statements[found[-1]]
                    return self._section_end(last.heading if last.kind == "entry" else found[-1])
        return self._section_end(-1)

    def _section_end(self, heading: int) -> int:
        """The end of a section and of comments that stand directly below it, unless they stand directly above the next."""
        last = self._last[heading]
        at = self._statements[last].end if last >= 0 else 0
        comments = re.compile(r"(?:[ \t]*#[^\n]*(?:\n|\Z))*").match(self._text, at)
        end = comments.end() if comments else at
        return end if re.compile(r"[ \t]*(?:\r?\n|\Z)").match(self._text, end) else at

    def _before(self, path: Path) -> Iterator[Path]:
        """What comes before this in the order that is wanted and stands in the text, the nearest first."""
        table = self._wanted
        for key in path[:-1]:
            table = table.get(key, {})
        keys = list(table)
        for key in reversed(keys[: keys.index(path[-1])] if path[-1] in table else keys):
            if (*path[:-1], key) in self._of:
                yield (*path[:-1], key)

    def _above(self, each: TomlStatement) -> Path:
        return self._statements[each.heading].path if each.heading >= 0 else ()

    def _heads(self, index: int, path: Path) -> bool:
        return self._statements[index].kind == "table" and self._statements[index].path == path

    # -- the text

    def _put(self, at: int, rank: int, lines: list[str]) -> None:
        self._edits.append((at, at, rank, "".join(line + self._newline for line in lines)))

    def _applied(self) -> str:
        done: list[str] = []
        tail, at = "", 0

        def write(piece: str) -> None:
            nonlocal tail
            if piece:
                done.append(piece)
                tail = (tail + piece)[-4:]

        for start, end, rank, new in sorted(self._edits, key=lambda edit: edit[:3]):
            write(self._text[at:start])
            at = max(at, end)
            if start == end and new and tail and not tail.endswith("\n"):
                write(self._newline)
            if rank == _SECTION:
                if not tail.endswith(self._newline * 2):
                    write(self._newline)
                write(new)
                if self._text[at : at + 1] not in ("", "\r", "\n"):
                    write(self._newline)
            else:
                write(new)
        write(self._text[at:])
        return "".join(done)


def _spelled(path: Path, value: Any) -> str:
    return f"{toml_format.dotted(path)} = {toml_format.value_text(value)}"
