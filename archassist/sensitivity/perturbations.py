"""What an answer can be moved to, and how far that is from where it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine.curves import PRIOR_COVERAGE, half_width
from archassist.engine.encoding import Code
from archassist.rulebook import Formula, Multiple, Question, Spread

STEPS = 40
"""Values tried between the ends of what is plausible, before the turning point is narrowed down."""

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


class Moves:
    """The answers of a single profile, and where they can be moved."""

    def __init__(self, questions: Mapping[str, Question], codes: Mapping[str, Code]) -> None:
        self._questions, self._codes = questions, codes

    def is_number(self, question: str) -> bool:
        """Whether an answer is a number that can be moved a little."""
        known = self._questions[question]
        return known.type in ("number", "share") and not known.levels

    def code(self, question: str) -> Code:
        """The coded answer in the single profile."""
        return self._codes[question]

    def candidate(self, question: str, code: Code) -> Candidate:
        """An answer moved to a code."""
        return Candidate(question, self._codes[question], code, self.distance(question, code))

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

    def of(self, id: str) -> Iterator[list[Code]]:
        """Lines of values from where the answer is, outwards: upwards and downwards, or one for each choice."""
        question, code = self._questions[id], self._codes[id]
        if question.levels:
            yield [level for level in question.levels if level > code]
            yield [level for level in reversed(question.levels) if level < code]
        elif question.type == "choice":
            places: list[Code] = [place for place in range(len(question.choices)) if place != code]
            if question.ordered:
                yield [place for place in places if place > code]
                yield [place for place in reversed(places) if place < code]
            else:
                yield from ([place] for place in places)
        elif question.type == "choices":
            for place in range(len(question.choices)):
                yield [int(code) ^ (1 << place)]
        else:
            low, high = self._plausible(question, float(code))
            for end in (high, low):
                if end != code:
                    yield [float(each) for each in _between(float(code), end, STEPS)]

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
        """How far a code is from the answer, in standard deviations of its prior."""
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
