"""From scores to chosen options for many futures at once. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine.columns.choice import choose_again, choose_all
from archassist.engine.columns.scores import ScoredCases, repeated
from archassist.engine.columns.step_down import step_down, summed
from archassist.engine.resolution import Agenda

MOST = 0.5
"""With more than this share of all rows, all are chosen for again: taking rows out costs as much as choosing."""


@dataclass(frozen=True, slots=True)
class SettledRows:
    """Options by row and decision: what is chosen, what would be if operating load were no matter, and the floors
    that others then set."""

    chosen: NDArray[Any]
    wished: NDArray[Any]
    pulled: NDArray[Any]

    def repeated(self, times: int) -> SettledRows:
        """All rows so many times over; a copy in any case."""
        count = self.chosen.shape[1]
        arrays = (self.chosen, self.wished, self.pulled)
        return SettledRows(*(repeated(each.T, times).reshape(count, -1).T for each in arrays))


def settle_all(agenda: Agenda, cases: ScoredCases) -> NDArray[Any]:
    """The chosen option of every decision in every row: rows x decisions."""
    return settled(agenda, cases).chosen


def settled(agenda: Agenda, cases: ScoredCases) -> SettledRows:
    """The same with how it came about."""
    wished, pulled = choose_all(agenda, cases)
    chosen = wished.copy(order="F")
    _carry(agenda, cases, np.arange(len(wished)), chosen, pulled.copy(order="F"))
    return SettledRows(chosen, wished, pulled)


def settle_again(
    agenda: Agenda,
    cases: ScoredCases,
    moved: Sequence[int],
    rows: NDArray[Any],
    before: SettledRows,
    watched: NDArray[Any],
) -> NDArray[Any]:
    """What is chosen when the cases of some decisions have changed in some rows, in the arrays of `before`.

    Only decisions in `watched` (rows x decisions) are worked out to the end, which should hold all they depend on.
    """
    if not len(rows):
        return before.chosen
    beyond = set(moved).union(*(agenda.touched[decision] for decision in moved))
    if any(agenda.circular[decision] and not agenda.apart[decision] for decision in beyond):
        beyond = set(agenda.walk)
    touched = [decision for decision in agenda.walk if decision in beyond]
    most = len(rows) > MOST * len(before.chosen)
    choose_again(agenda, cases, slice(None) if most else rows, touched, None, before.wished, before.pulled)
    before.chosen[rows] = before.wished[rows]
    # Where all that is watched is at its simplest, none of it can step down, whatever others do to carry the load.
    rows = rows[((before.chosen.take(rows, axis=0) > 0) & watched.take(rows, axis=0)).any(axis=1)]
    _carry(agenda, cases, rows, before.chosen, before.pulled, watched)
    return before.chosen


def _carry(
    agenda: Agenda,
    cases: ScoredCases,
    rows: NDArray[Any],
    chosen: NDArray[Any],
    pulled: NDArray[Any],
    watched: NDArray[Any] | None = None,
) -> None:
    """In rows where the load of what is wished is too high, decisions step down, in place."""
    load = np.empty((chosen.shape[1] + 1, len(chosen)))
    some: Any = slice(None) if len(rows) == len(chosen) else rows
    load[0][some] = cases.base[some]
    for decision in range(chosen.shape[1]):
        load[decision + 1][some] = cases.points.taken(decision, chosen[:, decision][some], rows)
    over = rows[summed(load, rows) > cases.capacity[some]]
    if len(over):
        step_down(agenda, cases, over, chosen, pulled, load, watched)
