"""Lines in columns: what a list shows as a table, its heads included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from archassist.tui.legible import assemble, styled

GAP = 2
"""Columns of the screen between two of the table."""


class Column(NamedTuple):
    """A column: its head, how wide it is, and how much of what is left over it takes besides.

    What is too long in it is cut at its end, or in its `middle`. One that is `spare` may be left out for want of room.
    """

    title: str
    width: int
    share: int = 0
    right: bool = False
    middle: bool = False
    spare: bool = False


class TextTable:
    """Columns in the width that there is. A column of no width is not shown."""

    def __init__(self, columns: Sequence[Column], width: int) -> None:
        shown = [each for each in columns if each.width]
        left = max(0, width - sum(each.width for each in shown) - GAP * (len(shown) - 1))
        shares = sum(each.share for each in shown) or 1
        self._columns = columns
        self._widths = [each.width and each.width + left * each.share // shares for each in columns]

    @property
    def head(self) -> Content:
        """The heads of the columns."""
        return self.row([styled(each.title, "$text-muted") for each in self._columns])

    def row(self, cells: Sequence[Content]) -> Content:
        """One line: every cell in its column, cut where it is too long."""
        parts: list[Content] = []
        for cell, column, width in zip(cells, self._columns, self._widths, strict=True):
            if not width:
                continue
            if parts:
                parts.append(assemble(" " * GAP))
            cut = _without_middle(cell, width) if column.middle else cell.truncate(width, ellipsis=True)
            room = " " * (width - cut.cell_length)
            parts.append(assemble(room, cut) if column.right else assemble(cut, room))
        return assemble(*parts)


def _without_middle(cell: Content, width: int) -> Content:
    """A text of which both ends are kept, when it is too long for its column."""
    if cell.cell_length <= width:
        return cell
    behind = (width - 1) // 2
    return assemble(cell[: width - 1 - behind], "…", cell[len(cell) - behind :]).truncate(width)
