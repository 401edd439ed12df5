"""While the operating load of a future is too high, decisions step down. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.columns.choice import choose, choose_again
from archassist.engine.columns.scores import Places, ScoredCases
from archassist.engine.resolution import GIVES_WAY, Agenda

_NO_CAP = 127

APART = 256
"""With more rows than this, one decision after another is looked at first: all together would take more than it saves."""


def summed(load: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """The load of some rows, added up in the same order as for one row, so that both agree to the last bit."""
    total: NDArray[Any] = load[0].take(rows)
    for part in load[1:]:
        total += part.take(rows)
    return total


def step_down(
    agenda: Agenda,
    cases: ScoredCases,
    rows: NDArray[Any],
    chosen: NDArray[Any],
    pulled: NDArray[Any],
    load: NDArray[Any],
    watched: NDArray[Any] | None = None,
) -> None:
    """While the load of one of these rows is too high, the decision that loses least steps down, in place.

    `load` has the base and what is chosen by each decision: (1 + decisions) x rows. The rows of a decision lie together in
    `chosen` and `pulled` (order F). With `watched` (rows x decisions) a row is left alone as soon as none of those can
    step any further; they should hold all they depend on.
    """
    descent = Descent(agenda, cases, chosen, pulled, load, watched)
    with np.errstate(all="ignore"):
        descent.look_everywhere(rows)
        for _ in range(agenda.steps):
            if not len(rows):
                break
            rows = descent.step(rows)


class Descent:
    """What each step would cost: worked out again only for decisions that moved, and those they require something of.

    In one round every row takes its own cheapest step; rows of different decisions are settled together. Everything
    lies by decision and row in one stretch of memory, in which a place is decision x rows + row: taking from many
    places of a stretch is several times as fast as from two axes.
    """

    def __init__(
        self,
        agenda: Agenda,
        cases: ScoredCases,
        chosen: NDArray[Any],
        pulled: NDArray[Any],
        load: NDArray[Any],
        watched: NDArray[Any] | None = None,
    ) -> None:
        self._watched = watched
        self._agenda, self._cases, self._chosen, self._pulled = agenda, cases, chosen, pulled
        self._rows, self._decisions = chosen.shape
        self._load = load
        self._caps = np.full(chosen.shape, _NO_CAP, dtype=np.int8, order="F")
        self._costs = np.full(chosen.shape, np.inf)
        self._steps = np.zeros(chosen.shape, dtype=np.int8)
        options = len(cases.scores)
        self._scores, self._out = cases.scores.reshape(options, -1), cases.out.reshape(options, -1)
        self._floors = cases.floors.reshape(-1)
        self._taken, self._floored, self._capped = (
            each.T.reshape(-1) for each in (chosen, pulled, self._caps)
        )
        self._options = np.arange(options, dtype=np.int8)[:, None]
        defaults = np.array([slate.default for slate in agenda.slates])
        self._defaults = defaults if defaults.any() else None
        self._near_ties = np.array([slate.near_tie for slate in agenda.slates], dtype=np.int32)
        self._learned = np.array([slate.learned for slate in agenda.slates])
        self._required = [{other for each in slate.pulls for other, _ in each} for slate in agenda.slates]
        self._circular = np.array(agenda.circular)
        self._pulling = np.array([len(each) > 1 for each in agenda.touched])

    def look_everywhere(self, rows: NDArray[Any]) -> None:
        """A first look at all decisions that are not at their simplest."""
        if len(rows) > APART:
            for decision in np.flatnonzero(self._chosen.any(axis=0)).tolist():
                self.look(rows, decision)
        else:
            decisions, places = np.nonzero(self._chosen.T.take(rows, axis=1))
            self.look(rows[places], decisions)

    def look(self, rows: NDArray[Any], decisions: Places) -> None:
        """What a step costs in points a load point, and to which option it leads; inf: there is none."""
        at = decisions * self._rows + rows
        mine = self._taken.take(at).astype(np.intp)
        my_points = self._cases.points.taken(decisions, mine, rows)
        self._load.reshape(-1)[at + self._rows] = my_points
        highest = int(mine.max(initial=0))
        by_row = rows * self._decisions + decisions
        if not highest:
            self._costs.reshape(-1)[by_row] = np.inf
            return
        # Simpler options only: those beyond are none to step down to.
        scores = self._scores[:highest].take(at, axis=1)
        floor = np.maximum(self._floors.take(at), self._floored.take(at))
        options = self._options[:highest]
        saved = my_points - self._cases.points.below(decisions, rows, highest)
        able = options < mine
        able &= options >= floor
        able &= ~self._out[:highest].take(at, axis=1)
        lost = self._scores.reshape(-1).take(mine * self._scores.shape[1] + at) - scores
        learned = self._learned[decisions]
        if learned.all():
            able &= lost <= GIVES_WAY
        elif not learned.any():
            able &= scores >= 0
        else:
            able &= np.where(learned, lost <= GIVES_WAY, scores >= 0)
        able &= saved > 0
        cost = lost / saved
        np.copyto(cost, np.inf, where=~able)
        # Option by option: that is several times as fast as argmin across a few options.
        least, step = cost[0], np.zeros(len(rows), dtype=np.int8)
        for option in range(1, highest):
            np.copyto(step, np.int8(option), where=cost[option] < least)
            least = np.minimum(least, cost[option])
        self._costs.reshape(-1)[by_row] = least
        self._steps.reshape(-1)[by_row] = step

    def step(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Lets every row take its cheapest step; the rows whose load is still too high and that could step."""
        costs = self._costs.take(rows, axis=0)
        decisions = costs.argmin(axis=1)
        if self._watched is None:
            able = np.isfinite(costs[np.arange(len(rows)), decisions])
        else:
            able = (np.isfinite(costs) & self._watched.take(rows, axis=0)).any(axis=1)
        rows, decisions = rows[able], decisions[able]
        self._caps[rows, decisions] = self._steps[rows, decisions]
        circular = self._circular[decisions]
        if circular.any():
            self._again(rows[circular], decisions[circular])
            self._settle(rows[~circular], decisions[~circular])
        else:
            self._settle(rows, decisions)
        left: NDArray[Any] = rows[summed(self._load, rows) > self._cases.capacity[rows]]
        return left

    def _again(self, rows: NDArray[Any], decisions: NDArray[Any]) -> None:
        """Settles all that may move when decisions move that require something of themselves through others."""
        agenda = self._agenda
        together: dict[tuple[int, ...], list[int]] = {}
        for decision in np.unique(decisions).tolist():
            touched = agenda.touched[decision] if agenda.apart[decision] else agenda.walk
            together.setdefault(touched, []).append(decision)
        for touched, moved in together.items():
            mine = rows if len(together) == 1 else rows[np.isin(decisions, moved)]
            at = (np.array(touched)[:, None] * self._rows + mine).ravel()
            took, floored = self._taken.take(at), self._floored.take(at)
            choose_again(agenda, self._cases, mine, touched, self._caps, self._chosen, self._pulled)
            # A step costs what it did where neither what is taken nor what others require has changed.
            differs = self._taken.take(at) != took
            differs |= self._floored.take(at) != floored
            decisions_again, rows_again = np.divmod(at[differs], self._rows)
            self.look(rows_again, decisions_again)

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
            told = waiting.pop(decision)
            mine = told[0] if len(told) == 1 else np.unique(np.concatenate(told))
            floor = np.zeros(len(mine), dtype=np.int8)
            for other, option, least in self._agenda.pulled_by[decision]:
                np.maximum(floor, np.int8(least) * (self._chosen[:, other][mine] == option), out=floor)
            moved = floor != self._pulled[:, decision][mine]
            if moved.any():
                mine = mine[moved]
                self._pulled[:, decision][mine] = floor[moved]
                self._tell(waiting, decision, mine[self._take(mine, decision)])

    def _tell(self, waiting: dict[int, list[NDArray[Any]]], decision: int, rows: NDArray[Any]) -> None:
        if len(rows):
            for other in self._required[decision]:
                waiting.setdefault(other, []).append(rows)

    def _take(self, rows: NDArray[Any], decisions: Places) -> NDArray[Any]:
        """Chooses within floors and caps; says where something else is taken than before."""
        at = decisions * self._rows + rows
        took = choose(
            None if self._defaults is None else self._defaults[decisions],
            self._near_ties[decisions],
            self._scores.take(at, axis=1),
            self._out.take(at, axis=1),
            self._floors.take(at),
            self._floored.take(at),
            self._capped.take(at),
        )
        differs: NDArray[Any] = took != self._taken.take(at)
        self._taken[at] = took
        self.look(rows, decisions)
        return differs
