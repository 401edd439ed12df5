"""What decisions take in many futures at once, each within its cap. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.resolution import NEAR_TIE, Agenda, Slate

NEVER = np.int16(-10_000)
"""The score of what is not allowed."""


Rows = NDArray[Any] | slice
"""Some rows by their numbers, or a stretch of them."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Scores and more, by decision: arrays of rows x options; floors, base and capacity by row."""

    scores: list[NDArray[Any]]
    out: list[NDArray[Any]]
    floors: list[NDArray[Any]]
    points: list[NDArray[Any]]
    base: NDArray[Any]
    capacity: NDArray[Any]

    def rows(self, wanted: NDArray[Any]) -> Cases:
        """Only the wanted rows."""
        return Cases(
            [array[wanted] for array in self.scores],
            [array[wanted] for array in self.out],
            [array[wanted] for array in self.floors],
            [array[wanted] for array in self.points],
            self.base[wanted],
            self.capacity[wanted],
        )

    def one(self, decision: int, wanted: Rows) -> Cases:
        """Only one decision, in the wanted rows."""
        return Cases(
            [self.scores[decision][wanted]],
            [self.out[decision][wanted]],
            [self.floors[decision][wanted]],
            [self.points[decision][wanted]],
            self.base[wanted],
            self.capacity[wanted],
        )


def choose_all(agenda: Agenda, cases: Cases, caps: NDArray[Any] | None) -> tuple[NDArray[Any], NDArray[Any]]:
    """Settles every decision of every row: what is chosen, and the floors that others set.

    `caps` are by row and decision; None: there are none.
    """
    shape = (len(cases.base), len(agenda.slates))
    chosen, pulled = np.full(shape, -1, order="F"), np.zeros(shape, dtype=int, order="F")
    choose_again(agenda, cases, slice(None), agenda.walk, caps, chosen, pulled)
    return chosen, pulled


def choose_again(
    agenda: Agenda,
    cases: Cases,
    rows: Rows,
    touched: Sequence[int],
    caps: NDArray[Any] | None,
    chosen: NDArray[Any],
    pulled: NDArray[Any],
) -> None:
    """Settles some decisions of some rows again, those in `touched`, in the order of the agenda.

    Whatever they require is among them; others that require something of them stay as they are. Without `caps` no
    decision has stepped down.
    """
    inside = set(touched)
    floors: dict[int, NDArray[Any]] = {}
    for decision in touched:
        floors[decision] = np.zeros_like(pulled[rows, decision])
        for other, option, least in agenda.pulled_by[decision]:
            if other not in inside:
                needed = np.where(chosen[rows, other] == option, least, 0)
                np.maximum(floors[decision], needed, out=floors[decision])
    parts = {decision: cases.one(decision, rows) for decision in touched}
    taken: dict[int, NDArray[Any]] = {}
    waiting = set(touched)
    for _ in range(len(agenda.slates) + 1):
        if not waiting:
            break
        for decision in touched:
            if decision not in waiting:
                continue
            waiting.discard(decision)
            slate = agenda.slates[decision]
            cap = None if caps is None else caps[rows, decision]
            took = taken[decision] = _choose(slate, parts[decision], floors[decision], cap)
            for mine, pulls in enumerate(slate.pulls):
                if not pulls:
                    continue
                takes = took == mine
                for other, least in pulls:
                    # Only a floor that rises can change what another decision takes.
                    raised = takes & (floors[other] < least)
                    if raised.any():
                        floors[other][raised] = least
                        waiting.add(other)
    for decision in touched:
        chosen[rows, decision], pulled[rows, decision] = taken[decision], floors[decision]


def _choose(slate: Slate, part: Cases, pulled: NDArray[Any], caps: NDArray[Any] | None) -> NDArray[Any]:
    (scores,), (out,), (floor,) = part.scores, part.out, part.floors
    least = np.maximum(floor, pulled)
    allowed = [~out[:, option] & (least <= option) for option in range(slate.size)]
    if caps is not None:
        allowed = [each & (caps >= option) for option, each in enumerate(allowed)]
    stuck = ~np.logical_or.reduce(allowed)
    if stuck.any():
        _loosen(allowed, stuck, slate.size, out, floor, least)
    if slate.default:
        quiet = (floor == 0) & ~scores.any(axis=1) & ~out.any(axis=1)
        scores = scores.copy()
        scores[quiet, slate.default] += NEAR_TIE + 1
    seen = [np.where(allowed[option], scores[:, option], NEVER) for option in range(slate.size)]
    near = np.maximum.reduce(seen) - NEAR_TIE
    chosen: NDArray[Any] = np.full(len(floor), slate.size - 1)
    for option in range(slate.size - 2, -1, -1):
        chosen[seen[option] >= near] = option
    return chosen


def _loosen(
    allowed: list[NDArray[Any]],
    stuck: NDArray[Any],
    size: int,
    out: NDArray[Any],
    floor: NDArray[Any],
    least: NDArray[Any],
) -> None:
    """Where nothing is allowed, drop one demand after another: the cap, what is pulled, the floor, what is out."""
    every = np.ones(len(floor), dtype=bool)
    for looser in (
        [~out[:, option] & (least <= option) for option in range(size)],
        [~out[:, option] & (floor <= option) for option in range(size)],
        [~out[:, option] for option in range(size)],
        [every] * size,
    ):
        for option in range(size):
            allowed[option][stuck] = looser[option][stuck]
        stuck = ~np.logical_or.reduce(allowed)
        if not stuck.any():
            return
