"""From scores to chosen options for many futures at once. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.resolution import NEAR_TIE, Agenda, Slate

_NEVER = np.int16(-10_000)
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

    def one(self, decision: int, wanted: NDArray[Any]) -> Cases:
        """Only one decision, in the wanted rows."""
        return Cases(
            [self.scores[decision][wanted]],
            [self.out[decision][wanted]],
            [self.floors[decision][wanted]],
            [self.points[decision][wanted]],
            self.base[wanted],
            self.capacity[wanted],
        )


def settle_all(agenda: Agenda, cases: Cases) -> NDArray[Any]:
    """The chosen option of every decision in every row: rows x decisions."""
    count, size = len(cases.base), len(agenda.slates)
    chosen, pulled = _choose_all(agenda, cases, np.full((count, size), _NO_CAP))
    over = np.flatnonzero(_load(cases, chosen) > cases.capacity)
    if len(over):
        chosen[over] = _stepped_down(agenda, cases.rows(over), chosen[over], pulled[over])
    return chosen


def _stepped_down(agenda: Agenda, cases: Cases, chosen: NDArray[Any], pulled: NDArray[Any]) -> NDArray[Any]:
    """While a row's load is too high, the decision that loses least steps down.

    What each step would cost is kept, and worked out again only for the decision that moved and for those of which
    its options require something.
    """
    count, size = chosen.shape
    caps = np.full((count, size), _NO_CAP)
    costs = np.full((count, size), np.inf)
    steps = np.zeros((count, size), dtype=int)
    everyone = np.arange(count)

    def look(rows: NDArray[Any], decisions: Iterable[int]) -> None:
        for decision in decisions:
            costs[rows, decision], steps[rows, decision] = _step(cases, decision, rows, chosen, pulled)

    # The load is summed in the same order as for one row, so that both agree to the last bit.
    load = np.empty((count, size + 1))
    load[:, 0] = cases.base

    def weigh(rows: NDArray[Any], decisions: Iterable[int]) -> None:
        for decision in decisions:
            load[rows, decision + 1] = cases.points[decision][rows, chosen[rows, decision]]

    look(everyone, range(size))
    weigh(everyone, range(size))
    active = everyone
    for _ in range(agenda.steps):
        decision = costs[active].argmin(axis=1)
        found = np.isfinite(costs[active, decision])
        active, decision = active[found], decision[found]
        if not len(active):
            break
        caps[active, decision] = steps[active, decision]
        for moved in np.unique(decision):
            rows, touched = active[decision == moved], agenda.touched[moved]
            if agenda.circular[moved]:
                touched = agenda.walk
                chosen[rows], pulled[rows] = _choose_all(agenda, cases.rows(rows), caps[rows])
            else:
                _choose_again(agenda, cases, rows, touched, caps, chosen, pulled)
            look(rows, touched)
            weigh(rows, touched)
        active = active[np.cumsum(load[active], axis=1)[:, -1] > cases.capacity[active]]
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


def _choose_again(
    agenda: Agenda,
    cases: Cases,
    rows: NDArray[Any],
    touched: Sequence[int],
    caps: NDArray[Any],
    chosen: NDArray[Any],
    pulled: NDArray[Any],
) -> None:
    """Settles some decisions of some rows again, in the order of the agenda; those before them stay as they are."""
    for decision in touched:
        floor = np.zeros(len(rows), dtype=int)
        for other, option, least in agenda.pulled_by[decision]:
            np.maximum(floor, np.where(chosen[rows, other] == option, least, 0), out=floor)
        pulled[rows, decision] = floor
        part = cases.one(decision, rows)
        chosen[rows, decision] = _choose(agenda.slates[decision], part, 0, floor, caps[rows, decision])


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
    load, rows = cases.base, np.arange(len(chosen))
    for decision, points in enumerate(cases.points):
        load = load + points[rows, chosen[:, decision]]
    return load


def _step(
    cases: Cases, decision: int, rows: NDArray[Any], chosen: NDArray[Any], pulled: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """What it costs in points a load point to step a decision down, and the option it steps to; inf: it cannot."""
    mine = chosen[rows, decision]
    best, options = np.full(len(rows), np.inf), np.zeros(len(rows), dtype=int)
    highest = int(mine.max(initial=0))
    if not highest:
        return best, options
    scores, points, out = (each[decision][rows] for each in (cases.scores, cases.points, cases.out))
    floor = np.maximum(cases.floors[decision][rows], pulled[rows, decision])
    here = np.arange(len(rows))
    my_score, my_points = scores[here, mine].astype(float), points[here, mine]
    for simpler in range(highest):
        saved = my_points - points[:, simpler]
        able = (simpler < mine) & (simpler >= floor) & ~out[:, simpler] & (saved > 0)
        able &= scores[:, simpler] >= 0
        if not able.any():
            continue
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            cost = np.where(able, (my_score - scores[:, simpler]) / saved, np.inf)
        better = cost < best
        best = np.where(better, cost, best)
        options = np.where(better, simpler, options)
    return best, options
