"""While the operating load of a future is too high, decisions step down. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.choosing import NEVER, Cases, choose_again
from archassist.engine.resolution import NEAR_TIE, Agenda

_NO_CAP = 10**6


class _Alone:
    """Decisions whose options require nothing of others, side by side: in every row another of them may step at once."""

    def __init__(self, agenda: Agenda, cases: Cases) -> None:
        decisions = [
            decision
            for decision, touched in enumerate(agenda.touched)
            if len(touched) == 1 and not agenda.circular[decision]
        ]
        widest = max((agenda.slates[decision].size for decision in decisions), default=0)
        rows, shape = len(cases.base), (len(cases.base), len(decisions), widest)
        self.place = np.full(len(agenda.slates), -1)
        self.place[decisions] = np.arange(len(decisions))
        self._scores, self._points = np.zeros(shape, dtype=np.int16), np.zeros(shape)
        self._out, self._floors = np.ones(shape, dtype=bool), np.zeros((rows, len(decisions)), dtype=np.int64)
        self._spoken = np.zeros((rows, len(decisions)), dtype=bool)
        self._defaults = np.array([agenda.slates[decision].default for decision in decisions], dtype=int)
        self._options = np.arange(widest)
        for place, decision in enumerate(decisions):
            size = agenda.slates[decision].size
            self._scores[:, place, :size] = cases.scores[decision]
            self._points[:, place, :size] = cases.points[decision]
            self._out[:, place, :size] = cases.out[decision]
            self._floors[:, place] = cases.floors[decision]
            self._spoken[:, place] = (
                (cases.floors[decision] > 0)
                | cases.scores[decision].any(axis=1)
                | cases.out[decision].any(axis=1)
            )

    def step(
        self, rows: NDArray[Any], places: NDArray[Any], pulled: NDArray[Any], caps: NDArray[Any]
    ) -> tuple[NDArray[Any], ...]:
        """By row the option taken under its cap, its points, what the next step costs, the option it leads to, and
        whether nothing is allowed so that demands have to be dropped first."""
        scores, points, out = (each[rows, places] for each in (self._scores, self._points, self._out))
        floor, options, every = self._floors[rows, places], self._options, np.arange(len(rows))
        least = np.maximum(floor, pulled)[:, None]
        allowed = ~out & (least <= options) & (caps[:, None] >= options)
        default = self._defaults[places]
        quiet = (default > 0) & ~self._spoken[rows, places]
        seen = np.where(allowed, scores, NEVER)
        seen[every[quiet], default[quiet]] += np.int16(NEAR_TIE + 1)
        chosen = (seen >= seen.max(axis=1)[:, None] - NEAR_TIE).argmax(axis=1)
        mine = points[every, chosen]
        saved = mine[:, None] - points
        able = (options < chosen[:, None]) & (options >= least) & ~out & (saved > 0) & (scores >= 0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            lost = scores[every, chosen].astype(float)[:, None] - scores
            costs = np.where(able, lost / saved, np.inf)
        to = costs.argmin(axis=1)
        return chosen, mine, costs[every, to], to, ~allowed.any(axis=1)


def stepped_down(agenda: Agenda, cases: Cases, chosen: NDArray[Any], pulled: NDArray[Any]) -> NDArray[Any]:
    """While a row's load is too high, the decision that loses least steps down.

    What each step would cost is kept, and worked out again only for the decision that moved and for those of which
    its options require something.
    """
    count, size = chosen.shape
    caps = np.full((count, size), _NO_CAP)
    costs = np.full((count, size), np.inf)
    steps = np.zeros((count, size), dtype=int)
    alone = _Alone(agenda, cases)
    # The load is summed in the same order as for one row, so that both agree to the last bit.
    load = np.empty((count, size + 1))
    load[:, 0] = cases.base

    def look(rows: NDArray[Any], decisions: Iterable[int]) -> None:
        for decision in decisions:
            costs[rows, decision], steps[rows, decision] = _step(cases, decision, rows, chosen, pulled)
            load[rows, decision + 1] = cases.points[decision][rows, chosen[rows, decision]]

    def choose(rows: NDArray[Any], moved: int) -> None:
        touched = agenda.touched[moved]
        if agenda.circular[moved] and not agenda.apart[moved]:
            touched = agenda.walk
        choose_again(agenda, cases, rows, touched, caps, chosen, pulled)
        look(rows, touched)

    look(np.arange(count), range(size))
    active = np.arange(count)
    for _ in range(agenda.steps):
        decision = costs[active].argmin(axis=1)
        found = np.isfinite(costs[active, decision])
        active, decision = active[found], decision[found]
        if not len(active):
            break
        caps[active, decision] = steps[active, decision]
        places = alone.place[decision]
        together = places >= 0
        if together.any():
            rows, moved = active[together], decision[together]
            took, points, cost, to, stuck = alone.step(
                rows, places[together], pulled[rows, moved], caps[rows, moved]
            )
            chosen[rows, moved], load[rows, moved + 1] = took, points
            costs[rows, moved], steps[rows, moved] = cost, to
            together[together] = ~stuck
        for each in np.unique(decision[~together]):
            choose(active[~together & (decision == each)], int(each))
        active = active[np.cumsum(load[active], axis=1)[:, -1] > cases.capacity[active]]
    return chosen


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
