"""Advice for answers of which one or two differ from others: only what follows from those is worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import Belief
from archassist.engine.engine import Engine
from archassist.engine.futures import Cases, settle_all
from archassist.engine.many import cases_of, inputs, shares_of

SETTLED_APART = 0.7
"""With more rows touched than this share, all are settled: taking the others out would cost more than it saves."""


class Nearby:
    """Says what `Engine.advise` says of the same beliefs, seed and samples."""

    def __init__(self, engine: Engine, beliefs: Mapping[str, Belief], seed: int, samples: int) -> None:
        self._engine, self._beliefs = engine, beliefs
        self._seed, self._samples = seed, samples
        compiled = engine.compiled
        self._told = engine.conditioning(beliefs).told
        self._columns = inputs(compiled, beliefs, engine.profile(beliefs), seed, samples, told=self._told)
        self._cases = cases_of(compiled, self._all(self._columns), samples)
        self._chosen = settle_all(compiled.agenda, self._cases)

    def advise(self, changed: Mapping[str, Belief]) -> dict[str, str]:
        """What is recommended, by decision, with these beliefs in the place of the others."""
        beliefs = {**self._beliefs, **changed}
        compiled = self._engine.compiled
        self._engine.check(beliefs)
        told = self._engine.conditioning(beliefs).told
        moved = {id for each in (*self._told, *told) for id, _ in each.gains} | changed.keys()
        touched = moved.union(*(compiled.followers.get(id, ()) for id in moved))
        kept = {
            name: column
            for name, column in self._columns.items()
            if name.removeprefix("known:") not in touched
        }
        codes = self._engine.profile(beliefs)
        columns = inputs(compiled, beliefs, codes, self._seed, self._samples, kept, told)
        reading = {decision for decision, read in compiled.read_by.items() if not touched.isdisjoint(read)}
        cases = cases_of(compiled, self._all(columns), self._samples, self._cases, reading)
        return self._engine.advise_by(beliefs, shares_of(compiled, self._settled(cases)))

    def _all(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        return {**columns, **self._engine.compiled.program.ragged(columns)}

    def _settled(self, cases: Cases) -> NDArray[Any]:
        agenda = self._engine.compiled.agenda
        rows = _differing(self._cases, cases)
        if len(rows) > SETTLED_APART * self._samples:
            return settle_all(agenda, cases)
        chosen = self._chosen.copy(order="F")
        if len(rows):
            chosen[rows] = settle_all(agenda, cases.rows(rows))
        return chosen


def _differing(one: Cases, other: Cases) -> NDArray[Any]:
    """The rows of which anything differs."""
    differs = (one.base != other.base) | (one.capacity != other.capacity)
    for mine, theirs in (
        *zip(one.scores, other.scores, strict=True),
        *zip(one.out, other.out, strict=True),
        *zip(one.points, other.points, strict=True),
    ):
        if mine is not theirs:
            differs |= (mine != theirs).any(axis=1)
    for mine, theirs in zip(one.floors, other.floors, strict=True):
        if mine is not theirs:
            differs |= mine != theirs
    return np.flatnonzero(differs)
