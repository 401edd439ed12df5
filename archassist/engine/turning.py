"""Where the choices of the single profile turn when answers are moved through what is plausible."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import UNKNOWN, Belief, Exact, OutOfScope, Unknown
from archassist.engine.curves import PRIOR_COVERAGE, half_width
from archassist.engine.encoding import Code
from archassist.engine.engine import Engine
from archassist.engine.many import choices
from archassist.engine.profile import usual_factor
from archassist.rulebook import Formula, Multiple, Question, Spread

STEPS = 40
"""Values tried between the ends of what is plausible, before the turning point is narrowed down."""

SECTIONS = 16
"""Parts into which the way to a turning point is cut at a time: many rows at once cost little more than one."""

ROUNDS = 8
CLOSE = 1e-3
"""The share of a value to which a turning point is found."""

FARTHEST = 3.0
"""Standard deviations of the prior beyond which a change is absurd and is never shown."""

NEAREST = 0.05
"""Standard deviations of the prior below which a change is none: it is shown as what it was."""

ONE_STEP = 0.7
"""What a step to another choice counts as, in standard deviations: as much as a number that doubles or so."""

COUNTED = frozenset({"", "1", "people"})
"""Units of things that are counted: their flips are whole numbers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer moved from `before` to `after`; `distance` is in standard deviations of the prior."""

    question: str
    before: Code
    after: Code
    distance: float


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
        self._moved = engine.conditioning(beliefs).moved
        self._places = {id: place for place, id in enumerate(engine.rulebook.decisions)}
        self._following = {
            id: tuple(other for other in others if isinstance(beliefs.get(other, UNKNOWN), Unknown))
            for id, others in self._compiled.followers.items()
        }

    @cached_property
    def unmoved(self) -> NDArray[Any]:
        """What every decision takes in the profile as it is."""
        chosen: NDArray[Any] = self.chosen([{}])[0]
        return chosen

    @cached_property
    def tried(self) -> tuple[list[tuple[str, list[Code]]], NDArray[Any]]:
        """Every answer moved along its lines, and what every decision then takes: a row for each value."""
        moves = [move for id in self._questions if id not in self._fixed for move in self.moves(id)]
        return moves, self.chosen([{id: code} for id, line in moves for code in line])

    def is_number(self, question: str) -> bool:
        """Whether an answer is a number that can be moved a little."""
        known = self._questions[question]
        return known.type in ("number", "share") and not known.levels

    def code(self, question: str) -> Code:
        """The coded answer in the single profile."""
        return self._codes[question]

    def place(self, decision: str) -> int:
        """The place of a decision among all."""
        return self._places[decision]

    def candidate(self, question: str, code: Code) -> Candidate:
        """An answer moved to a code."""
        return Candidate(question, self._codes[question], code, self.distance(question, code))

    def follow(self, one: str, other: str) -> bool:
        """Whether the usual value of one of two answers follows from the other."""
        followers = self._compiled.followers
        return other in followers.get(one, ()) or one in followers.get(other, ())

    def behind(self, decision: str) -> list[str]:
        """The questions that a decision's rules read and that may be moved, in the interview's order."""
        read = self._compiled.behind_rules[decision]
        return [id for id in self._questions if id in read and id not in self._fixed]

    def moved(self, candidate: Candidate, further: float) -> Code:
        """The candidate's value, moved on by a share of the move and rounded away from where it was."""
        if not self.is_number(candidate.question):
            return candidate.after
        before, after = float(candidate.before), float(candidate.after)
        question = self._questions[candidate.question]
        target = before + (after - before) * further
        # Towards nothing (or the whole) by equal factors: by equal steps the move would end there.
        if 0 < after < before:
            target = before * (after / before) ** further
        elif question.type == "share" and before < after < 1:
            target = 1 - (1 - before) * ((1 - after) / (1 - before)) ** further
        low, high = question.range or (-math.inf, math.inf)
        if question.type == "number" and question.unit in COUNTED:
            target = float(math.ceil(target) if after > before else math.floor(target))
            low = float(math.ceil(low)) if math.isfinite(low) else low
        else:
            target = _rounded(target, up=after > before)
        return min(max(target, low), high)

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
                if self.is_number(id):
                    last = line[first - 1] if first else self._codes[id]
                    turning.append((decision, id, last, line[first]))
                else:
                    found[decision].append(
                        Candidate(id, self._codes[id], line[first], self.distance(id, line[first]))
                    )
        narrowed = self.narrowed(
            [{} for _ in turning],
            [id for _, id, _, _ in turning],
            [float(last) for _, _, last, _ in turning],
            [float(first) for _, _, _, first in turning],
            [self._places[decision] for decision, _, _, _ in turning],
        )
        for (decision, id, _, _), after in zip(turning, narrowed, strict=True):
            found[decision].append(Candidate(id, self._codes[id], after, self.distance(id, after)))
        return {
            decision: sorted(
                (each for each in mine if NEAREST <= each.distance <= FARTHEST),
                key=lambda each: (each.distance, list(self._questions).index(each.question)),
            )
            for decision, mine in found.items()
        }

    def moves(self, id: str) -> Iterator[tuple[str, list[Code]]]:
        """Lines of values from where the answer is, outwards: upwards and downwards, or one for each choice."""
        question, code = self._questions[id], self._codes[id]
        if question.levels:
            yield id, [level for level in question.levels if level > code]
            yield id, [level for level in reversed(question.levels) if level < code]
        elif question.type == "choice":
            places: list[Code] = [place for place in range(len(question.choices)) if place != code]
            if question.ordered:
                yield id, [place for place in places if place > code]
                yield id, [place for place in reversed(places) if place < code]
            else:
                yield from ((id, [place]) for place in places)
        elif question.type == "choices":
            for place in range(len(question.choices)):
                yield id, [int(code) ^ (1 << place)]
        else:
            low, high = self._plausible(question, float(code))
            for end in (high, low):
                if end != code:
                    yield id, [float(each) for each in _between(float(code), end, STEPS)]

    def _plausible(self, question: Question, now: float) -> tuple[float, float]:
        low, high = question.range or (0.0, 1e12)
        spread = self._spread(question)
        if question.type == "share":
            logit = math.log(min(max(now, 1e-4), 1 - 1e-4) / (1 - min(max(now, 1e-4), 1 - 1e-4)))
            ends = [1 / (1 + math.exp(-(logit + sign * FARTHEST * spread))) for sign in (-1, 1)]
        else:
            base = max(now, 1e-6)
            ends = [base * math.exp(sign * FARTHEST * spread) for sign in (-1, 1)]
        return max(low, ends[0]), min(high, ends[1])

    def _spread(self, question: Question) -> float:
        """The standard deviation of the prior, on the scale (log or logit) on which it is normal."""
        prior = question.prior
        if isinstance(prior, Spread):
            ends = [self._scaled(question, each) for each in (prior.low, prior.high)]
            return max((ends[1] - ends[0]) / (2 * half_width(PRIOR_COVERAGE)), 0.2)
        if isinstance(prior, (Multiple, Formula)):
            return max(math.log(prior.high / prior.low) / (2 * half_width(PRIOR_COVERAGE)), 0.2)
        return 1.0

    def distance(self, id: str, code: Code) -> float:
        question, now = self._questions[id], self._codes[id]
        if question.levels:
            return ONE_STEP * abs(question.levels.index(float(code)) - question.levels.index(float(now)))
        if question.type == "choice":
            return ONE_STEP * (abs(int(code) - int(now)) if question.ordered else 1)
        if question.type == "choices":
            return ONE_STEP
        one, other = (self._scaled(question, float(each)) for each in (now, code))
        return abs(other - one) / self._spread(question)

    @staticmethod
    def _scaled(question: Question, number: float) -> float:
        if question.type == "share":
            inside = min(max(number, 1e-4), 1 - 1e-4)
            return math.log(inside / (1 - inside))
        return math.log(max(number, 1e-6))

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
            rows = self.chosen(tried)[np.arange(len(tried)), np.repeat(places, len(inner))]
            other = np.column_stack(
                (rows.reshape(values.shape) != base[:, None], np.ones(len(low), dtype=bool))
            )
            ends = np.column_stack((low, values, high))
            first, every = other.argmax(axis=1), np.arange(len(low))
            low, high = ends[every, first], ends[every, first + 1]
            if np.all(np.abs(high - low) <= within * np.abs(high)):
                break
        return [float(each) for each in high]

    def chosen(self, changes: Sequence[Mapping[str, Code]]) -> NDArray[Any]:
        """What every decision takes when answers of the profile are changed: one row for each set of changes."""
        columns: dict[str, Any] = dict(self._codes)
        rows: dict[str, list[int]] = {}
        codes: dict[str, list[Code]] = {}
        for row, each in enumerate(changes):
            for id, code in each.items():
                rows.setdefault(id, []).append(row)
                codes.setdefault(id, []).append(code)
        for id, moved in codes.items():
            column = np.full(len(changes), self._codes[id])
            columns[id] = column.astype(np.result_type(column, type(moved[0])))
            columns[id][rows[id]] = moved
            columns[f"known:{id}"] = np.full(len(changes), bool(self._codes[f"known:{id}"]))
            columns[f"known:{id}"][rows[id]] = True
        following = dict.fromkeys(other for id in codes for other in self._following.get(id, ()))
        self._follow(columns, following, rows, codes)
        return choices(self._compiled, columns, len(changes))

    def _follow(
        self,
        columns: dict[str, Any],
        following: Iterable[str],
        rows: Mapping[str, list[int]],
        codes: Mapping[str, list[Code]],
    ) -> None:
        """Lets unanswered questions whose usual value follows moved answers follow them, row by row."""
        open_still = set(following)
        shape = next((np.shape(columns[id]) for id in rows), ())

        def value_of(name: str) -> Any:
            if name in open_still:
                open_still.discard(name)
                question = self._questions[name]
                assert isinstance(question.prior, (Multiple, Formula))
                column = np.array(np.broadcast_to(value_of(question.prior.base), shape), dtype=float)
                column *= usual_factor(question, self._moved.get(name, 0.0))
                if question.range is not None:
                    column = np.clip(column, *question.range)
                if name in rows:
                    column[rows[name]] = codes[name]
                columns[name] = column
            if name not in columns:
                return self._compiled.fact_alone(name, value_of, many=True)
            return columns[name]

        for other in list(open_still):
            value_of(other)


def _between(start: float, end: float, steps: int) -> NDArray[Any]:
    """Values from near `start` to `end`: even on a log scale where both are above zero."""
    if start > 0 and end > 0 and max(start, end) / min(start, end) > 4:
        line: NDArray[Any] = np.exp(np.linspace(math.log(start), math.log(end), steps + 1)[1:])
        return line
    return np.linspace(start, end, steps + 1)[1:]


def _rounded(number: float, up: bool) -> float:
    """Three significant digits, away from where the number came from."""
    if number == 0 or not math.isfinite(number):
        return number
    size = 10.0 ** (math.floor(math.log10(abs(number))) - 2)
    steps = number / size
    return float(f"{(math.ceil(steps - 1e-9) if up else math.floor(steps + 1e-9)) * size:.12g}")
