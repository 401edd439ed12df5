"""From scores to chosen options for many futures at once. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.resolution import NEAR_TIE, Agenda, Slate

_NEVER = -(10**6)
_NO_CAP = 10**6


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
    caps = np.full((count, size), _NO_CAP)
    chosen, pulled = _choose_all(agenda, cases, caps)
    active = np.flatnonzero(_load(cases, chosen) > cases.capacity)
    for _ in range(agenda.steps):
        if not len(active):
            break
        part = cases.rows(active)
        decision, option, found = _cheapest_step(agenda, part, chosen[active], pulled[active])
        active, part = active[found], part.rows(found)
        if not len(active):
            break
        caps[active, decision[found]] = option[found]
        chosen[active], pulled[active] = _choose_all(agenda, part, caps[active])
        active = active[_load(part, chosen[active]) > part.capacity]
    return chosen


def _choose_all(agenda: Agenda, cases: Cases, caps: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    rows, size = caps.shape
    chosen = np.full((rows, size), -1)
    pulled = np.zeros((rows, size), dtype=int)
    for _ in range(size + 1):
        before = chosen.copy()
        for decision in agenda.walk:
            slate = agenda.slates[decision]
            option = _choose(slate, cases, decision, pulled[:, decision], caps[:, decision])
            chosen[:, decision] = option
            for mine, pulls in enumerate(slate.pulls):
                for other, least in pulls:
                    pulled[:, other] = np.maximum(pulled[:, other], np.where(option == mine, least, 0))
        if (before == chosen).all():
            break
    return chosen, pulled


def _choose(
    slate: Slate, cases: Cases, decision: int, pulled: NDArray[Any], caps: NDArray[Any]
) -> NDArray[Any]:
    scores, out, floor = cases.scores[decision], cases.out[decision], cases.floors[decision]
    options = np.arange(slate.size)
    open_ = ~out
    above = open_ & (options >= np.maximum(floor, pulled)[:, None])
    allowed = above & (options <= caps[:, None])
    for looser in (above, open_ & (options >= floor[:, None]), open_, np.ones_like(open_)):
        stuck = ~allowed.any(axis=1)
        if not stuck.any():
            break
        allowed[stuck] = looser[stuck]
    if slate.default:
        quiet = (floor == 0) & ~scores.any(axis=1) & ~out.any(axis=1)
        scores = scores.copy()
        scores[quiet, slate.default] += NEAR_TIE + 1
    seen = np.where(allowed, scores, _NEVER)
    chosen: NDArray[Any] = (seen >= seen.max(axis=1, keepdims=True) - NEAR_TIE).argmax(axis=1)
    return chosen


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
