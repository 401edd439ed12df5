"""Advice for answers of which one or two differ from others: only what follows from those is worked out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import Belief
from archassist.engine.engine import Engine
from archassist.engine.futures import Before, carried, wished, wished_again
from archassist.engine.many import inputs, shares_of
from archassist.engine.scoring import Cases, cases_again, cases_of

WORKED_ON_APART = 0.5
"""With more rows touched than this share, all are worked on: taking the others out would cost more than it saves."""


class Nearby:
    """Says what `Engine.advise` says of the same beliefs, seed and samples."""

    def __init__(self, engine: Engine, beliefs: Mapping[str, Belief], seed: int, samples: int) -> None:
        self._engine, self._beliefs = engine, beliefs
        self._seed, self._samples = seed, samples
        compiled = engine.compiled
        self._told = engine.conditioning(beliefs).told
        self._columns = inputs(compiled, beliefs, engine.profile(beliefs), seed, samples, told=self._told)
        self._found = compiled.choosing.again(self._columns)
        self._cases = cases_of(compiled, self._found, samples)
        self._wished, self._pulled = wished(compiled.agenda, self._cases)
        self._chosen = carried(compiled.agenda, self._cases, self._wished, self._pulled)
        self._read_by = [compiled.read_by[id] for id in engine.rulebook.decisions]

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
        found = compiled.choosing.again(columns, self._found, touched)
        reading = (place for place, read in enumerate(self._read_by) if not touched.isdisjoint(read))
        cases, differing = cases_again(compiled, found, self._found, self._cases, reading)
        return self._engine.advise_by(codes, shares_of(compiled, self._settled(cases, differing)))

    def _settled(self, cases: Cases, reading: Sequence[int]) -> NDArray[Any]:
        differs = _differing(self._cases, cases, reading)
        if not differs.any():
            return self._chosen
        chosen, pulled = self._wished.copy(order="F"), self._pulled.copy(order="F")
        few = differs.sum() < WORKED_ON_APART * self._samples
        rows = np.flatnonzero(differs) if few else slice(None)
        agenda = self._engine.compiled.agenda
        wished_again(agenda, cases, reading, rows, chosen, pulled)
        return carried(agenda, cases, chosen, pulled, Before(differs, self._chosen))


def _differing(one: Cases, other: Cases, decisions: Sequence[int]) -> NDArray[np.bool_]:
    """By row whether anything differs, when only some decisions may."""
    differs: NDArray[np.bool_] = (one.base != other.base) | (one.capacity != other.capacity)
    for decision in decisions:
        for mine, theirs in ((one.scores, other.scores), (one.out, other.out)):
            differs |= (mine[:, decision] != theirs[:, decision]).any(axis=0)
        differs |= one.floors[decision] != other.floors[decision]
        if decision in one.points.varying or decision in other.points.varying:
            every = np.arange(len(differs))
            differs |= (one.points.of(decision, every) != other.points.of(decision, every)).any(axis=0)
        elif (one.points.same[:, decision] != other.points.same[:, decision]).any():
            differs[:] = True
    return differs
