"""While the operating load of a future is too high, decisions step down. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.choosing import choose, choose_again
from archassist.engine.resolution import Agenda
from archassist.engine.scoring import Cases, Places

_NO_CAP = 127


def summed(load: NDArray[Any]) -> NDArray[Any]:
    """The load of every row, added up in the same order as for one row, so that both agree to the last bit."""
    total = load[:, 0].copy()
    for column in range(1, load.shape[1]):
        total += load[:, column]
    return total


def step_down(
    agenda: Agenda,
    cases: Cases,
    rows: NDArray[Any],
    chosen: NDArray[Any],
    pulled: NDArray[Any],
    load: NDArray[Any],
) -> None:
    """While the load of one of these rows is too high, the decision that loses least steps down, in place.

    `load` has the base and what is chosen by each decision: rows x (1 + decisions).
    """
    descent = Descent(agenda, cases, chosen, pulled, load)
    steep, decisions = np.nonzero(chosen[rows])
    descent.look(rows[steep], decisions)
    for _ in range(agenda.steps):
        if not len(rows):
            break
        rows = descent.step(rows)


class Descent:
    """What each step would cost: worked out again only for decisions that moved, and those they require something of.

    In one round every row takes its own cheapest step; rows of different decisions are settled together.
    """

    def __init__(
        self,
        agenda: Agenda,
        cases: Cases,
        chosen: NDArray[Any],
        pulled: NDArray[Any],
        load: NDArray[Any],
    ) -> None:
        self._agenda, self._cases, self._chosen, self._pulled = agenda, cases, chosen, pulled
        self._load = load
        self._caps = np.full(chosen.shape, _NO_CAP, dtype=np.int8)
        self._costs = np.full(chosen.shape, np.inf)
        self._steps = np.zeros(chosen.shape, dtype=np.int8)
        self._places = np.arange(len(cases.scores))[:, None]
        self._defaults = np.array([slate.default for slate in agenda.slates])
        self._circular = np.array(agenda.circular)
        self._pulling = np.array([len(each) > 1 for each in agenda.touched])

    def look(self, rows: NDArray[Any], decisions: Places) -> None:
        """What a step costs in points a load point, and to which option it leads; inf: there is none."""
        cases, here = self._cases, np.arange(len(rows))
        mine = self._chosen[rows, decisions]
        points = cases.points.of(decisions, rows)
        my_points = points[mine, here]
        self._load[rows, decisions + 1] = my_points
        highest = int(mine.max(initial=0))
        if not highest:
            self._costs[rows, decisions] = np.inf
            return
        # Simpler options only: those beyond are none to step down to.
        scores = cases.scores[: highest + 1, decisions, rows]
        floor = np.maximum(cases.floors[decisions, rows], self._pulled[rows, decisions])
        places = self._places[:highest]
        saved = my_points - points[:highest]
        able = (places < mine) & (places >= floor)
        able &= ~cases.out[:highest, decisions, rows]
        able &= scores[:highest] >= 0
        able &= saved > 0
        cost = np.full(saved.shape, np.inf)
        with np.errstate(over="ignore"):
            np.divide(scores[mine, here] - scores[:highest], saved, out=cost, where=able)
        step = cost.argmin(axis=0)
        self._costs[rows, decisions] = cost[step, here]
        self._steps[rows, decisions] = step

    def step(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Lets every row take its cheapest step; the rows whose load is still too high and that could step."""
        costs = self._costs[rows]
        decisions = costs.argmin(axis=1)
        able = np.isfinite(costs[np.arange(len(rows)), decisions])
        rows, decisions = rows[able], decisions[able]
        self._caps[rows, decisions] = self._steps[rows, decisions]
        circular = self._circular[decisions]
        if circular.any():
            for decision in np.unique(decisions[circular]):
                self._again(rows[decisions == decision], int(decision))
            self._settle(rows[~circular], decisions[~circular])
        else:
            self._settle(rows, decisions)
        still = summed(self._load[rows]) > self._cases.capacity[rows]
        left: NDArray[Any] = rows[still]
        return left

    def _again(self, rows: NDArray[Any], decision: int) -> None:
        """Settles all that may move when a decision moves that requires something of itself through others."""
        agenda = self._agenda
        touched = agenda.touched[decision] if agenda.apart[decision] else agenda.walk
        choose_again(agenda, self._cases, rows, touched, self._caps, self._chosen, self._pulled)
        for each in touched:
            self.look(rows, each)

    def _settle(self, rows: NDArray[Any], decisions: NDArray[Any]) -> None:
        """Settles one decision of each row, and then whatever it requires something of."""
        if not len(rows):
            return
        self._take(rows, decisions)
        waiting: dict[int, list[NDArray[Any]]] = {}
        pulling = self._pulling[decisions]
        if pulling.any():
            rows, decisions = rows[pulling], decisions[pulling]
            for decision in np.unique(decisions):
                self._tell(waiting, int(decision), rows[decisions == decision])
        while waiting:
            decision = next(each for each in self._agenda.walk if each in waiting)
            mine = np.unique(np.concatenate(waiting.pop(decision)))
            floor = np.zeros(len(mine), dtype=np.int8)
            for other, option, least in self._agenda.pulled_by[decision]:
                np.maximum(floor, np.int8(least) * (self._chosen[mine, other] == option), out=floor)
            moved = floor != self._pulled[mine, decision]
            if moved.any():
                mine = mine[moved]
                self._pulled[mine, decision] = floor[moved]
                self._tell(waiting, decision, mine[self._take(mine, decision)])

    def _tell(self, waiting: dict[int, list[NDArray[Any]]], decision: int, rows: NDArray[Any]) -> None:
        if len(rows):
            for pulls in self._agenda.slates[decision].pulls:
                for other, _ in pulls:
                    waiting.setdefault(other, []).append(rows)

    def _take(self, rows: NDArray[Any], decisions: Places) -> NDArray[Any]:
        """Chooses within floors and caps; says where something else is taken than before."""
        cases = self._cases
        took = choose(
            self._defaults[decisions],
            cases.scores[:, decisions, rows],
            cases.out[:, decisions, rows],
            cases.floors[decisions, rows],
            self._pulled[rows, decisions],
            self._caps[rows, decisions],
        )
        differs: NDArray[Any] = took != self._chosen[rows, decisions]
        self._chosen[rows, decisions] = took
        self.look(rows, decisions)
        return differs
