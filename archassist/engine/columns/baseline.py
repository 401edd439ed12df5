"""What is chosen where no answer has moved, and from there what is chosen where some have: only what follows from those
is worked out again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.columns.resolution import settle_again, settled
from archassist.engine.columns.scores import ScoredCases, cases_again, cases_of
from archassist.engine.compiled import Compiled


class Unmoved:
    """Columns of answers, and the option of every decision in each of their rows: rows x decisions.

    A column may be one value that holds in every row. `behind` says for every decision which others it depends on:
    decisions x decisions.
    """

    def __init__(self, compiled: Compiled, columns: Mapping[str, Any], rows: int) -> None:
        self._compiled, self._columns, self._rows = compiled, columns, rows
        self._found = compiled.choosing.again(columns)
        self._cases = cases_of(compiled, self._found, rows)
        self._settled = settled(compiled.agenda, self._cases)
        self._read_by = list(compiled.read_by.values())
        self.chosen = self._settled.chosen
        self.behind = np.zeros((len(self._read_by), len(self._read_by)), dtype=bool)
        for place, behind in enumerate(compiled.agenda.behind):
            self.behind[place, list(behind)] = True

    def moved(
        self, columns: Mapping[str, Any], times: int, watched: NDArray[Any]
    ) -> tuple[NDArray[Any], ScoredCases]:
        """What is chosen after each of so many changes, all rows of one change after those of another.

        `columns` are those that move: changes x rows, or changes x 1 when a change holds in every row. Only decisions that
        are `watched` (changes x decisions) are worked out to the end; they should be with all they depend on.
        """
        compiled = self._compiled
        touched = {name.removeprefix("known:") for name in columns}
        found = compiled.choosing.again({**self._columns, **columns}, self._found, touched)
        reading = (place for place, read in enumerate(self._read_by) if not touched.isdisjoint(read))
        cases, again, differs = cases_again(compiled, found, self._found, self._cases, reading, times)
        before = self._settled.repeated(times)
        every_row = watched if self._rows == 1 else np.repeat(watched, self._rows, axis=0)
        chosen = settle_again(compiled.agenda, cases, again, np.flatnonzero(differs), before, every_row)
        return chosen, cases

    def watched(self, decisions: Collection[int]) -> NDArray[Any]:
        """All that these decisions, by their places, depend on."""
        watched: NDArray[Any] = np.logical_or.reduce(self.behind[list(decisions)], axis=0)
        return watched
