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


Rows = NDArray[Any] | slice
"""Some rows by their numbers, or a stretch of them."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was chosen in rows of which some differ now."""

    differs: NDArray[Any]
    chosen: NDArray[Any]


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


def settle_all(agenda: Agenda, cases: Cases) -> NDArray[Any]:
    """The chosen option of every decision in every row: rows x decisions."""
    return carried(agenda, cases, *wished(agenda, cases))


def wished(agenda: Agenda, cases: Cases) -> tuple[NDArray[Any], NDArray[Any]]:
    """What every decision would take in every row if operating load were no matter, and the floors that others set."""
    return _choose_all(agenda, cases, None)


def wished_again(
    agenda: Agenda, cases: Cases, moved: Sequence[int], rows: Rows, chosen: NDArray[Any], pulled: NDArray[Any]
) -> None:
    """Brings what `wished` said up to date, in place, where in some rows the cases of some decisions have changed."""
    beyond = set(moved).union(*(agenda.touched[decision] for decision in moved))
    if all(agenda.apart[decision] or not agenda.circular[decision] for decision in beyond):
        touched = [decision for decision in agenda.walk if decision in beyond]
        _choose_circle(agenda, cases, rows, touched, None, chosen, pulled)
    else:
        chosen[:], pulled[:] = wished(agenda, cases)


def carried(
    agenda: Agenda, cases: Cases, chosen: NDArray[Any], pulled: NDArray[Any], before: Before | None = None
) -> NDArray[Any]:
    """What is chosen in the end: where the load of what is wished is too high, decisions step down.

    With `before` only rows that differ step down again.
    """
    over = _load(cases, chosen) > cases.capacity
    chosen = chosen.copy(order="F")
    if before is not None:
        same = np.flatnonzero(over & ~before.differs)
        chosen[same] = before.chosen[same]
        over &= before.differs
    rows = np.flatnonzero(over)
    if len(rows):
        chosen[rows] = _stepped_down(agenda, cases.rows(rows), chosen[rows], pulled[rows])
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
            if not agenda.circular[moved]:
                _choose_again(agenda, cases, rows, touched, caps, chosen, pulled)
            elif agenda.apart[moved]:
                _choose_circle(agenda, cases, rows, touched, caps, chosen, pulled)
            else:
                touched = agenda.walk
                chosen[rows], pulled[rows] = _choose_all(agenda, cases.rows(rows), caps[rows])
            look(rows, touched)
            weigh(rows, touched)
        active = active[np.cumsum(load[active], axis=1)[:, -1] > cases.capacity[active]]
    return chosen


def _choose_all(agenda: Agenda, cases: Cases, caps: NDArray[Any] | None) -> tuple[NDArray[Any], NDArray[Any]]:
    rows, size = len(cases.base), len(agenda.slates)
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
            cap = None if caps is None else caps[:, decision]
            option = _choose(slate, cases, decision, pulled[:, decision], cap)
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


def _choose_circle(
    agenda: Agenda,
    cases: Cases,
    rows: Rows,
    touched: Sequence[int],
    caps: NDArray[Any] | None,
    chosen: NDArray[Any],
    pulled: NDArray[Any],
) -> None:
    """Settles decisions again that may require each other, as `_choose_all` does.

    Those that require something of them from outside stay as they are. Without `caps` no decision has stepped down.
    """
    floors: dict[int, NDArray[Any]] = {}
    for decision in touched:
        floors[decision] = np.zeros_like(pulled[rows, decision])
        for other, option, least in agenda.pulled_by[decision]:
            if other not in touched:
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
            took = taken[decision] = _choose(slate, parts[decision], 0, floors[decision], cap)
            for mine, pulls in enumerate(slate.pulls):
                takes = took == mine
                for other, least in pulls:
                    raised = takes & (floors[other] < least)
                    if raised.any():
                        floors[other][raised] = least
                        waiting.add(other)
    for decision in touched:
        chosen[rows, decision], pulled[rows, decision] = taken[decision], floors[decision]


def _choose(
    slate: Slate, cases: Cases, decision: int, pulled: NDArray[Any], caps: NDArray[Any] | None
) -> NDArray[Any]:
    scores, out, floor = cases.scores[decision], cases.out[decision], cases.floors[decision]
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
