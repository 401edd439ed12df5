"""Which columns of a CSV file hold ids, values and units of measurements: told from their heads, else asked back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archassist import foreign
from archassist.foreign import ForeignFault
from archassist.terminal_text import shortened

_IDS = frozenset(["id", "ids", "key", "name", "metric", "question", "fact", "measurement"])
_VALUES = frozenset(
    [
        "value",
        "values",
        "measured",
        "measurement",
        "answer",
        "number",
        "result",
        "amount",
        "figure",
        "wert",
        "valeur",
        "valor",
    ]
)
_UNITS = frozenset(["unit", "units", "einheit", "unité", "unidad"])


class _Columns(NamedTuple):
    """Places of the columns; no unit for a table that has none. `width`: how many cells a row may have."""

    id: int = 0
    value: int = 1
    unit: int | None = None
    width: int = 2


def read_rows(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Id, value, unit (empty for none) and line of each row. Raises ForeignFault."""
    columns = _Columns()
    for number, (line, cells) in enumerate(foreign.read_csv(text)):
        if number == 0 and _is_head(cells):
            columns = _columns(cells, line)
            continue
        while len(cells) > columns.width and not cells[-1]:
            cells.pop()
        if not max(columns.id, columns.value) < len(cells) <= columns.width or not cells[columns.id]:
            raise ForeignFault(_ROW, line)
        if not cells[columns.value]:
            raise ForeignFault(_ROW, line)
        unit = cells[columns.unit] if columns.unit is not None and columns.unit < len(cells) else ""
        yield cells[columns.id], cells[columns.value], unit, line


_ROW = "a row needs an id and a value, and nothing else"


def _is_head(cells: Sequence[str]) -> bool:
    return cells[0].casefold() == "id" or (len(cells) > 1 and any(_plain(cell) in _VALUES for cell in cells))


def _columns(heads: Sequence[str], line: int) -> _Columns:
    """Raises ForeignFault when no column, or several, are called value, or one has its unit in its head."""
    names = [_plain(each) for each in heads]
    ids = [at for at, name in enumerate(names) if name in _IDS] or [0]
    values = [at for at, name in enumerate(names) if name in _VALUES and at != ids[0]]
    units = [at for at, name in enumerate(names) if name in _UNITS]
    if len(values) == 1 and len(units) < 2:
        return _Columns(ids[0], values[0], units[0] if units else None, len(heads))
    listed = ", ".join(f"“{shortened(each, 40)}”" for at, each in enumerate(heads) if at != ids[0])
    said = f"which column holds the values: {listed or 'none'}? Call one of them value, and write units into its cells"
    raise ForeignFault(f"{said} (500 MB) or into a column called unit", line)


def _plain(head: str) -> str:
    return re.sub(r"[\s_]+", " ", head).strip().casefold()
