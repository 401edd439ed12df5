"""Tables in Markdown: rows of cells, and where each cell's text stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_ROWS: Final = 200
"""Rows of a table that are looked at."""

MOST_COLUMNS: Final = 50

_ESCAPED = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and where it stands: its line, and the places from and to in it."""

    text: str
    line: int
    span: tuple[int, int]


def table_at(lines: Sequence[str], start: int, end: int) -> tuple[list[list[Cell]], int]:
    """The rows of the table that begins on a line, without the rule below its head, and the line behind it.

    No rows when there is no table. It begins with a bar, or has a rule as its second line.
    """
    if start >= end or "|" not in lines[start]:
        return [], start + 1
    barred = lines[start].lstrip().startswith("|")
    if not barred and not (start + 1 < end and is_rule(lines[start + 1])):
        return [], start + 1
    rows: list[list[Cell]] = []
    at = start
    while at < end and "|" in lines[at] and lines[at].strip():
        if not is_rule(lines[at]) and len(rows) < MOST_ROWS:
            rows.append(cells_of(lines[at], at))
        at += 1
    return rows, at


def is_rule(line: str) -> bool:
    """Whether a line is the rule between a table's head and its rows."""
    return len(line) < 2000 and "-" in line and "|" in line and not line.strip(" \t|:-")


def cells_of(line: str, at: int) -> list[Cell]:
    """The cells of a row."""
    if len(line) > 4000:
        return []
    ends = [found.start() for found in _ESCAPED.finditer(line)]
    first = [-1] if not line.lstrip().startswith("|") else []
    last = [len(line)] if not line.rstrip().endswith("|") or not ends else []
    bars = [*first, *ends, *last]
    found = []
    for left, right in itertools.pairwise(bars[: MOST_COLUMNS + 1]):
        inside = line[left + 1 : right]
        begin = left + 1 + len(inside) - len(inside.lstrip())
        text = inside.strip()
        found.append(Cell(text, at, (begin, begin + len(text))))
    return found
