"""From scores to chosen options for many futures at once. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.resolution import NEAR_TIE, Agenda, Slate

_NEVER = np.int16(-10_000)
_NO_CAP = 10**6

SHRINK_BELOW = 0.6
"""The share of rows still stepping down below which the settled ones are left behind."""


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


def settle_all(agenda: Agenda, cases: Cases) -> NDArray[Any]:
    """The chosen option of every decision in every row: rows x decisions."""
    count, size = len(cases.base), len(agenda.slates)
    chosen, pulled = _choose_all(agenda, cases, np.full((count, size), _NO_CAP))
    rows = np.flatnonzero(_load(cases, chosen) > cases.capacity)
    part, caps = cases.rows(rows), np.full((len(rows), size), _NO_CAP)
    mine, pulled = chosen[rows], pulled[rows]
    active = np.ones(len(rows), dtype=bool)
    for _ in range(agenda.steps):
        if not active.any():
            break
        decision, option, found = _cheapest_step(agenda, part, mine, pulled)
        active &= found
        stepping = np.flatnonzero(active)
        caps[stepping, decision[stepping]] = option[stepping]
        mine, pulled = _choose_all(agenda, part, caps)
        active[stepping] = _load(part, mine)[stepping] > part.capacity[stepping]
        if active.mean() < SHRINK_BELOW:  # copying costs, too: rows that are settled stay until they are many
            chosen[rows] = mine
            rows, part, caps = rows[active], part.rows(active), caps[active]
            mine, pulled, active = mine[active], pulled[active], active[active]
    chosen[rows] = mine
    return chosen


def _choose_all(agenda: Agenda, cases: Cases, caps: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    rows, size = caps.shape
    chosen = np.full((rows, size), -1, order="F")
    pulled = np.zeros((rows, size), dtype=int, order="F")
    waiting = set(range(size))
    for _ in range(size + 1):
        if not waiting:
            break
        for decision in agenda.walk:
            if decision not in waiting:
                continue
            waiting.discard(decision)
            slate = agenda.slates[decision]
            option = _choose(slate, cases, decision, pulled[:, decision], caps[:, decision])
            chosen[:, decision] = option
            for mine, pulls in enumerate(slate.pulls):
                if not pulls:
                    continue
                takes = option == mine
                for other, least in pulls:
                    # Only a floor that rises can change what another decision takes.
                    raised = takes & (pulled[:, other] < least)
                    if raised.any():
                        pulled[raised, other] = least
                        waiting.add(other)
    return chosen, pulled


def _choose(
    slate: Slate, cases: Cases, decision: int, pulled: NDArray[Any], caps: NDArray[Any]
) -> NDArray[Any]:
    scores, out, floor = cases.scores[decision], cases.out[decision], cases.floors[decision]
    least = np.maximum(floor, pulled)
    allowed = [~out[:, option] & (least <= option) & (caps >= option) for option in range(slate.size)]
    stuck = ~np.logical_or.reduce(allowed)
    if stuck.any():
        _loosen(allowed, stuck, slate.size, out, floor, least)
    if slate.default:
        quiet = (floor == 0) & ~scores.any(axis=1) & ~out.any(axis=1)
        scores = scores.copy()
        scores[quiet, slate.default] += NEAR_TIE + 1
    seen = [np.where(allowed[option], scores[:, option], _NEVER) for option in range(slate.size)]
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


def _load(cases: Cases, chosen: NDArray[Any]) -> NDArray[Any]:
    load = cases.base
    rows = np.arange(len(load))
    for decision, points in enumerate(cases.points):
        load = load + points[rows, chosen[:, decision]]
    return load


def _cheapest_step(
    agenda: Agenda, cases: Cases, chosen: NDArray[Any], pulled: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The decision that steps down and the option it steps to; the third says in which rows there is one."""
    rows = np.arange(len(chosen))
    best = np.full(len(chosen), np.inf)
    decisions, options = np.zeros(len(chosen), dtype=int), np.zeros(len(chosen), dtype=int)
    for decision in range(len(agenda.slates)):
        mine = chosen[:, decision]
        scores, points, out = cases.scores[decision], cases.points[decision], cases.out[decision]
        floor = np.maximum(cases.floors[decision], pulled[:, decision])
        for simpler in range(agenda.slates[decision].size - 1):
            saved = points[rows, mine] - points[:, simpler]
            able = (simpler < mine) & (simpler >= floor) & ~out[:, simpler] & (saved > 0)
            able &= scores[:, simpler] >= 0
            if not able.any():
                continue
            lost = scores[rows, mine].astype(float) - scores[:, simpler]
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                cost = np.where(able, lost / saved, np.inf)
            better = cost < best
            best = np.where(better, cost, best)
            decisions = np.where(better, decision, decisions)
            options = np.where(better, simpler, options)
    return decisions, options, np.isfinite(best)
