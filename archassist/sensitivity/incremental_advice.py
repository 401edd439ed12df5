"""Advice for answers of which one or two differ from others: only what follows from those is worked out again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import Belief
from archassist.engine.columns.baseline import Unmoved
from archassist.engine.columns.futures import inputs
from archassist.engine.encoding import Code
from archassist.engine.engine import Engine
from archassist.engine.recommendation import advised

TOGETHER = 2**20
"""Rows x decisions that are worked on together: several changes cost less together than one after the other, but what
does not stay near the processor costs more."""


class Nearby:
    """Says what `Engine.advise` says of the same beliefs, seed and samples.

    The single profile is one more row, the last, behind the futures.
    """

    def __init__(self, engine: Engine, beliefs: Mapping[str, Belief], seed: int, samples: int) -> None:
        self._engine, self._beliefs = engine, beliefs
        self._seed, self._samples = seed, samples
        compiled, codes = engine.compiled, engine.profile(beliefs)
        self._codes, self._told = codes, engine.conditioning(beliefs)
        self._drawn = inputs(compiled, beliefs, codes, seed, samples, told=self._told.told)
        self._columns = {name: _with(column, codes[name]) for name, column in self._drawn.items()}
        self._unmoved = Unmoved(compiled, self._columns, samples + 1)
        self._places = {id: place for place, id in enumerate(engine.rulebook.decisions)}

    def advise_all(
        self, changes: Sequence[Mapping[str, Belief]], about: Sequence[Collection[str]]
    ) -> list[dict[str, str]]:
        """What is recommended, by decision, with each of several changes in the place of the beliefs: for each the
        decisions it is about."""
        at_once = max(1, TOGETHER // ((self._samples + 1) * max(1, len(self._places))))
        found: list[dict[str, str]] = []
        for start in range(0, len(changes), at_once):
            some = slice(start, start + at_once)
            found += self._together(changes[some], about[some])
        return found

    def _together(
        self, changes: Sequence[Mapping[str, Belief]], about: Sequence[Collection[str]]
    ) -> list[dict[str, str]]:
        compiled, rows = self._engine.compiled, self._samples + 1
        moved = [self._moved(each) for each in changes]
        names = set[str]().union(*moved)
        chosen, cases = self._unmoved.moved(
            {name: self._stacked(name, moved) for name in names},
            len(changes),
            np.array([self._unmoved.watched([self._places[id] for id in ids]) for ids in about]),
        )
        found = []
        for start, ids in zip(range(0, rows * len(changes), rows), about, strict=True):
            profile = start + self._samples
            options = advised(
                compiled.agenda,
                chosen[profile].tolist(),
                cases.out[:, :, profile].T.tolist(),
                self._shares(chosen[start:profile]),
            )
            named = compiled.named(options)
            found.append({id: named[id] for id in ids})
        return found

    def _moved(self, changed: Mapping[str, Belief]) -> dict[str, Any]:
        """The columns that a change moves."""
        engine, beliefs = self._engine, {**self._beliefs, **changed}
        engine.check(changed)
        conditioning = engine.conditioning(beliefs)
        moved = self._told.moved.keys() | conditioning.moved.keys() | changed.keys()
        touched = moved.union(*(engine.compiled.followers.get(id, ()) for id in moved))
        touched |= {f"known:{id}" for id in changed}
        kept = {name: column for name, column in self._drawn.items() if name not in touched}
        codes = engine.profile(beliefs, {name: code for name, code in self._codes.items() if name in kept})
        columns = inputs(engine.compiled, beliefs, codes, self._seed, self._samples, kept, conditioning.told)
        return {name: _with(columns[name], codes[name]) for name in touched}

    def _stacked(self, name: str, moved: Sequence[Mapping[str, Any]]) -> NDArray[Any]:
        """The column of every change: changes x rows, or changes x 1 when each holds in every row."""
        parts = [each.get(name, self._columns[name]) for each in moved]
        if all(np.ndim(part) == 0 for part in parts):
            return np.array(parts)[:, None]
        return np.array([np.broadcast_to(part, (self._samples + 1,)) for part in parts])

    def _shares(self, chosen: NDArray[Any]) -> list[list[float]]:
        """By decision and option the share of futures in which it is chosen."""
        size = max(len(decision.options) for decision in self._engine.compiled.decisions)
        places = np.arange(chosen.shape[1]) * size
        counted = np.bincount((chosen + places).ravel(), minlength=chosen.shape[1] * size)
        shares: list[list[float]] = (counted.reshape(-1, size) / len(chosen)).tolist()
        return shares


def _with(column: Any, code: Code) -> Any:
    """A column with the value of the single profile behind it."""
    return column if np.ndim(column) == 0 else np.append(column, code)
