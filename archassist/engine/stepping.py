"""While the operating load of a future is too high, decisions step down. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.choosing import Cases, choose_again
from archassist.engine.resolution import Agenda

_NO_CAP = 10**6


def stepped_down(agenda: Agenda, cases: Cases, chosen: NDArray[Any], pulled: NDArray[Any]) -> NDArray[Any]:
    """While a row's load is too high, the decision that loses least steps down.

    What each step would cost is kept, and worked out again only for the decision that moved and for those of which
    its options require something.
    """
    count, size = chosen.shape
    caps = np.full((count, size), _NO_CAP)
    costs = np.full((count, size), np.inf)
    steps = np.zeros((count, size), dtype=int)
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
        for each in np.unique(decision):
            choose(active[decision == each], int(each))
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
