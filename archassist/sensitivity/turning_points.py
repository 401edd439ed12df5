"""Where the choices of the single profile turn when answers are moved through what is plausible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import UNKNOWN, Belief, Exact, OutOfScope, Unknown
from archassist.engine.columns.baseline import Unmoved
from archassist.engine.columns.following import follow
from archassist.engine.encoding import Code
from archassist.engine.engine import Engine
from archassist.sensitivity.perturbations import FARTHEST, NEAREST, Candidate, Moves

SECTIONS = 16
"""Parts into which the way to a turning point is cut at a time: many rows at once cost little more than one."""

ROUNDS = 8
CLOSE = 1e-3
"""The share of a value to which a turning point is found."""


def belief_of(engine: Engine, question: str, code: Code) -> Belief:
    """The belief that an answer is exactly what a code stands for."""
    value = engine.compiled.encoding.decode(question, code)
    return Exact(frozenset(value) if isinstance(value, tuple) else value)


class TurningPoints:
    """Finds turning points in the single profile."""

    def __init__(self, engine: Engine, beliefs: Mapping[str, Belief]) -> None:
        self._engine = engine
        self._compiled = engine.compiled
        self._questions = engine.rulebook.questions
        self._fixed = {id for id, belief in beliefs.items() if isinstance(belief, OutOfScope)}
        self._fixed |= {id for id, question in self._questions.items() if question.moved_by == "nobody"}
        self._beliefs = beliefs
        self._codes = engine.profile(beliefs)
        self.moves = Moves(engine.rulebook.questions, self._codes)
        self._moved = engine.conditioning(beliefs).moved
        self._places = {id: place for place, id in enumerate(engine.rulebook.decisions)}
        self._following = {
            id: tuple(other for other in others if isinstance(beliefs.get(other, UNKNOWN), Unknown))
            for id, others in self._compiled.followers.items()
        }

    @cached_property
    def unmoved(self) -> NDArray[Any]:
        """What every decision takes in the profile as it is."""
        chosen: NDArray[Any] = self._unmoved.chosen[0]
        return chosen

    @cached_property
    def _unmoved(self) -> Unmoved:
        return Unmoved(self._compiled, self._codes, 1)

    @cached_property
    def tried(self) -> tuple[list[tuple[str, list[Code]]], NDArray[Any]]:
        """Every answer moved along its lines, and what every decision then takes: a row for each value."""
        moves = [(id, line) for id in self._questions if id not in self._fixed for line in self.moves.of(id)]
        return moves, self.chosen([{id: code} for id, line in moves for code in line])

    def place(self, decision: str) -> int:
        """The place of a decision among all."""
        return self._places[decision]

    def follow(self, one: str, other: str) -> bool:
        """Whether the usual value of one of two answers follows from the other."""
        followers = self._compiled.followers
        return other in followers.get(one, ()) or one in followers.get(other, ())

    def behind(self, decision: str) -> list[str]:
        """The questions that a decision's rules read and that may be moved, in the interview's order."""
        read = self._compiled.behind_rules[decision]
        return [id for id in self._questions if id in read and id not in self._fixed]

    def candidates(self, decisions: Sequence[str]) -> dict[str, list[Candidate]]:
        """For every decision the changes at which the profile's choice turns, nearest first."""
        moves, chosen = self.tried
        at = 0
        turning: list[tuple[str, str, Code, Code]] = []
        found: dict[str, list[Candidate]] = {decision: [] for decision in decisions}
        for id, line in moves:
            rows = chosen[at : at + len(line)]
            at += len(line)
            for decision in decisions:
                place = self._places[decision]
                other = np.flatnonzero(rows[:, place] != self.unmoved[place])
                if not len(other):
                    continue
                first = int(other[0])
                if self.moves.is_number(id):
                    last = line[first - 1] if first else self._codes[id]
                    turning.append((decision, id, last, line[first]))
                else:
                    found[decision].append(
                        Candidate(id, self._codes[id], line[first], self.moves.distance(id, line[first]))
                    )
        narrowed = self.narrowed(
            [{} for _ in turning],
            [id for _, id, _, _ in turning],
            [float(last) for _, _, last, _ in turning],
            [float(first) for _, _, _, first in turning],
            [self._places[decision] for decision, _, _, _ in turning],
        )
        for (decision, id, _, _), after in zip(turning, narrowed, strict=True):
            found[decision].append(Candidate(id, self._codes[id], after, self.moves.distance(id, after)))
        return {
            decision: sorted(
                (each for each in mine if NEAREST <= each.distance <= FARTHEST),
                key=lambda each: (each.distance, list(self._questions).index(each.question)),
            )
            for decision, mine in found.items()
        }

    def narrowed(
        self,
        changes: Sequence[Mapping[str, Code]],
        ids: Sequence[str],
        same: Sequence[float],
        turned: Sequence[float],
        places: Sequence[int],
        within: float = CLOSE,
    ) -> list[float]:
        """For every set of changes the value of one of its answers at which a decision just turns.

        `same` are values that keep the profile's choice and `turned` are values that change it; between them the
        first value that changes it is sought until it is known to a share of `within`.
        """
        if not changes:
            return []
        low, high = np.array(same, dtype=float), np.array(turned, dtype=float)
        base = self.unmoved[list(places)]
        inner = np.arange(1, SECTIONS)
        for _ in range(ROUNDS):
            values = low[:, None] + (high - low)[:, None] * inner / SECTIONS
            tried = [
                {**each, id: float(value)}
                for each, id, line in zip(changes, ids, values, strict=True)
                for value in line
            ]
            about = np.repeat(places, len(inner))
            rows = self.chosen(tried, self._unmoved.behind[about])[np.arange(len(tried)), about]
            other = np.column_stack(
                (rows.reshape(values.shape) != base[:, None], np.ones(len(low), dtype=bool))
            )
            ends = np.column_stack((low, values, high))
            first, every = other.argmax(axis=1), np.arange(len(low))
            low, high = ends[every, first], ends[every, first + 1]
            if np.all(np.abs(high - low) <= within * np.abs(high)):
                break
        return [float(each) for each in high]

    def chosen(
        self, changes: Sequence[Mapping[str, Code]], watched: NDArray[Any] | None = None
    ) -> NDArray[Any]:
        """What every decision takes when answers of the profile are changed: one row for each set of changes.

        Only decisions that are `watched` (changes x decisions; all by default) are worked out to the end.
        """
        rows: dict[str, list[int]] = {}
        codes: dict[str, list[Code]] = {}
        for row, each in enumerate(changes):
            for id, code in each.items():
                rows.setdefault(id, []).append(row)
                codes.setdefault(id, []).append(code)
        if watched is None:
            watched = np.ones((len(changes), len(self._places)), dtype=bool)
        return self.chosen_at(rows, codes, len(changes), watched)

    def chosen_at(
        self,
        rows: Mapping[str, Sequence[int] | NDArray[Any]],
        codes: Mapping[str, Sequence[Code] | NDArray[Any]],
        count: int,
        watched: NDArray[Any],
    ) -> NDArray[Any]:
        """The same, by answer: in which of so many rows it is changed, and what to."""
        columns: dict[str, Any] = dict(self._codes)
        for id, moved in codes.items():
            column = np.full(count, self._codes[id])
            columns[id] = column.astype(np.result_type(column, np.asarray(moved)))
            columns[id][rows[id]] = moved
            columns[f"known:{id}"] = np.full(count, bool(self._codes[f"known:{id}"]))
            columns[f"known:{id}"][rows[id]] = True
        following = dict.fromkeys(other for id in codes for other in self._following.get(id, ()))
        shape = next((np.shape(columns[id]) for id in rows), ())
        follow(self._compiled, columns, following, rows, codes, shape, self._moved)
        touched = {
            name: column[:, None] for name, column in columns.items() if column is not self._codes[name]
        }
        return self._unmoved.moved(touched, count, watched)[0]

    def depends(self, decision: str) -> NDArray[Any]:
        """Which decisions this one depends on, itself among them."""
        behind: NDArray[Any] = self._unmoved.behind[self._places[decision]]
        return behind
