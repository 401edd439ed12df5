"""Where the choices of the single profile turn when answers are moved through what is plausible."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import UNKNOWN, Belief, Exact, OutOfScope, Unknown
from archassist.engine.curves import PRIOR_COVERAGE, half_width
from archassist.engine.encoding import Code
from archassist.engine.engine import Engine
from archassist.engine.many import choices
from archassist.rulebook import Formula, Multiple, Question, Spread

STEPS = 40
"""Values tried between the ends of what is plausible, before halving."""

HALVINGS = 30
FARTHEST = 3.0
"""Standard deviations of the prior beyond which a change is absurd and is never shown."""

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
        self._places = {id: place for place, id in enumerate(engine.rulebook.decisions)}
        self._following = {
            id: tuple(other for other in others if isinstance(beliefs.get(other, UNKNOWN), Unknown))
            for id, others in self._compiled.followers.items()
        }

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

    def behind(self, decision: str) -> list[str]:
        """The questions that a decision's rules read and that may be moved, in the interview's order."""
        rules = self._engine.rulebook.decisions[decision].rules
        read = frozenset[str]().union(*(self._compiled.behind(rule.when) for rule in rules))
        return [id for id in self._questions if id in read and id not in self._fixed]

    def moved(self, candidate: Candidate, further: float) -> Code:
        """The candidate's value, moved on by a share of the move and rounded away from where it was."""
        if not self.is_number(candidate.question):
            return candidate.after
        before, after = float(candidate.before), float(candidate.after)
        target = before + (after - before) * further
        question = self._questions[candidate.question]
        low, high = question.range or (-math.inf, math.inf)
        if question.type == "number" and question.unit in COUNTED:
            target = float(math.ceil(target) if after > before else math.floor(target))
        else:
            target = _rounded(target, up=after > before)
        return min(max(target, low), high)

    def candidates(self, decisions: Sequence[str]) -> dict[str, list[Candidate]]:
        """For every decision the changes at which the profile's choice turns, nearest first."""
        moves = [move for id in self._questions if id not in self._fixed for move in self.moves(id)]
        chosen = self.chosen([{id: code} for id, line in moves for code in line])
        at = 0
        turning: list[tuple[str, str, Code, Code]] = []
        base = self.chosen([{}])[0]
        found: dict[str, list[Candidate]] = {decision: [] for decision in decisions}
        for id, line in moves:
            rows = chosen[at : at + len(line)]
            at += len(line)
            for decision in decisions:
                place = self._places[decision]
                other = np.flatnonzero(rows[:, place] != base[place])
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
        for (decision, id, _, _), after in zip(turning, self._halved(turning, base), strict=True):
            found[decision].append(Candidate(id, self._codes[id], after, self.distance(id, after)))
        return {
            decision: sorted(
                (each for each in mine if each.distance <= FARTHEST),
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

    def _halved(self, turning: Sequence[tuple[str, str, Code, Code]], base: NDArray[Any]) -> list[Code]:
        """The turning points between the last value that keeps the choice and the first that changes it."""
        if not turning:
            return []
        same = np.array([float(each[2]) for each in turning])
        other = np.array([float(each[3]) for each in turning])
        places = np.array([self._places[each[0]] for each in turning])
        rows = np.arange(len(turning))
        for _ in range(HALVINGS):
            middle = (same + other) / 2
            chosen = self.chosen([{each[1]: value} for each, value in zip(turning, middle, strict=True)])
            turned = chosen[rows, places] != base[places]
            same, other = np.where(turned, same, middle), np.where(turned, middle, other)
            if np.all(np.abs(other - same) <= 1e-3 * np.abs(other)):
                break
        return [float(each) for each in other]

    def chosen(self, changes: Iterable[Mapping[str, Code]]) -> NDArray[Any]:
        """What every decision takes when answers of the profile are changed: one row for each set of changes."""
        listed = list(changes)
        moved: dict[str, list[tuple[int, Code]]] = {}
        for row, each in enumerate(listed):
            for id, code in each.items():
                moved.setdefault(id, []).append((row, code))
        columns: dict[str, Any] = dict(self._codes)
        for id, changed in moved.items():
            where = np.array([row for row, _ in changed])
            column = np.full(len(listed), self._codes[id])
            columns[id] = column.astype(np.result_type(column, type(changed[0][1])))
            columns[id][where] = [code for _, code in changed]
            known = np.full(len(listed), bool(self._codes[f"known:{id}"]))
            known[where] = True
            columns[f"known:{id}"] = known
        for row, each in enumerate(listed):
            reached = {other: None for id in each for other in self._following.get(id, ())}
            following = [other for other in reached if other not in each]
            if not following:
                continue
            beliefs = {id: belief_of(self._engine, id, code) for id, code in each.items()}
            kept = {name: code for name, code in self._codes.items() if name not in each}
            for other in following:
                del kept[other]
            followed = self._engine.middles({**self._beliefs, **beliefs}, following, kept)
            for other in following:
                if np.ndim(columns[other]) == 0:
                    columns[other] = np.full(len(listed), columns[other])
                columns[other][row] = followed[other]
        return choices(self._compiled, columns, len(listed))


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
