"""One profile: one value for every question, from what is believed of it or from the middle of its prior."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Set

from archassist.engine.beliefs import COVERAGE, Belief, BeliefError, Exact, OutOfScope, Range, Unknown
from archassist.engine.curves import PRIOR_COVERAGE, Curve, between
from archassist.engine.encoding import Code, Encoding, quiet_code
from archassist.rulebook import (
    Each,
    Formula,
    Given,
    Multiple,
    Parameter,
    Question,
    Rulebook,
    Spread,
    Weights,
    level_id,
)

Lookup = Callable[[str], Code]


class Profile:
    """Middle values, with what does not change between assessments worked out beforehand."""

    def __init__(self, rulebook: Rulebook, encoding: Encoding) -> None:
        self._encoding = encoding
        self._questions = rulebook.questions
        self._fixed = {
            id: middle_of_prior(question)
            for id, question in rulebook.questions.items()
            if not isinstance(question.prior, (Multiple, Formula)) and not question.prior_if
        }
        self._unanswered = {f"known:{id}": False for id in rulebook.questions}

    def usual(self, beliefs: Mapping[str, Belief], moved: Set[str]) -> dict[str, Code]:
        """The coded values of the open questions that follow from no answer: most of a new team's."""
        touched = moved | beliefs.keys()
        return {id: code for id, code in self._fixed.items() if id not in touched}

    def known(self, beliefs: Mapping[str, Belief]) -> dict[str, Code]:
        """By "known:" and question whether it is answered."""
        answered = {f"known:{id}": True for id, belief in beliefs.items() if not isinstance(belief, Unknown)}
        return {**self._unanswered, **answered}

    def check(self, beliefs: Mapping[str, Belief]) -> None:
        """Raise BeliefError for a belief that its question cannot have."""
        for id, belief in beliefs.items():
            if id not in self._questions:
                raise BeliefError(id, "there is no such question")
            question = self._questions[id]
            if isinstance(belief, Exact):
                self._exact(id, belief)
            elif isinstance(belief, Range):
                if question.type not in ("number", "share"):
                    raise BeliefError(id, "only numbers have ranges")
                if not (math.isfinite(belief.low) and math.isfinite(belief.high)):
                    raise BeliefError(id, "the ends of a range are finite numbers")
                if belief.low > belief.high:
                    raise BeliefError(id, f"the range {belief.low:g} to {belief.high:g} runs backwards")

    def middle(
        self, id: str, belief: Belief, value_of: Lookup, moved: float = 0.0, holding: Given | None = None
    ) -> Code:
        """The value that stands for the question. `value_of` looks up what its prior is relative to.

        `moved` says by how many standard deviations other answers move it when it is open; `holding` is what takes the
        place of its prior.
        """
        question = self._questions[id]
        if isinstance(belief, Exact):
            return self._exact(id, belief)
        if isinstance(belief, OutOfScope):
            return quiet_code(question)
        if isinstance(belief, Range):
            return middle_of_range(question, belief)
        if question.prior_if:
            return middle_of_prior(question, holding)
        if id not in self._fixed:
            return relative_middle(question, value_of, moved)
        return clip(question, prior_curve(question).point(moved)) if moved else self._fixed[id]

    def _exact(self, id: str, belief: Exact) -> Code:
        try:
            return self._encoding.encode(id, belief.value)
        except ValueError as error:
            raise BeliefError(id, str(error)) from None


def relative_middle(question: Question, value_of: Lookup, moved: float = 0.0) -> Code:
    """The middle of a prior that is relative to another answer or to a fact."""
    prior = question.prior
    assert isinstance(prior, (Multiple, Formula))
    return clip(question, float(value_of(prior.base)) * usual_factor(question, moved))


def usual_factor(question: Question, moved: float = 0.0) -> float:
    """The middle of the factor of a relative prior, or what is so many standard deviations from it."""
    prior = question.prior
    assert isinstance(prior, (Multiple, Formula))
    return prior_curve(question).point(moved) if moved else math.sqrt(prior.low * prior.high)


def prior_curve(question: Question) -> Curve:
    """The prior of a number; for one that is relative to something else, of the factor between them."""
    prior = question.prior
    assert isinstance(prior, (Spread, Multiple, Formula))
    share = isinstance(prior, Spread) and question.type == "share"
    return between(prior.low, prior.high, PRIOR_COVERAGE, share=share)


def parameter_curve(parameter: Parameter, low: float, high: float) -> Curve:
    """An uncertain parameter above zero, whose range is from `low` to `high`."""
    share = parameter.unit == "share" and high < 1
    return between(low, high, PRIOR_COVERAGE, share=share, median=parameter.value)


def middle_of_prior(question: Question, holding: Given | None = None) -> Code:
    """The median of a prior that stands alone, or of what is `holding` in its place; of unordered choices, the likeliest."""
    prior = holding.prior if holding else question.prior
    if isinstance(prior, Spread):
        return clip(question, prior_curve(question).median)
    if isinstance(prior, Weights):
        if question.levels:
            return _weighted_level(question, [prior.by_choice[level_id(level)] for level in question.levels])
        weights = [prior.by_choice[choice] for choice in question.choices]
        return _median_place(weights) if question.ordered else weights.index(max(weights))
    assert isinstance(prior, Each)
    # What nobody has seen in place is not counted on unless most teams have it.
    return (1 << len(question.choices)) - 1 if prior.chance > 0.5 else 0


def middle_of_range(question: Question, belief: Range) -> Code:
    """The middle of a range as its question scales it."""
    if question.levels:
        return _weighted_level(question, level_weights(question, belief))
    if belief.low == belief.high:
        return clip(question, belief.low)
    curve = between(belief.low, belief.high, COVERAGE[belief.sureness], share=question.type == "share")
    return clip(question, curve.median)


def level_weights(question: Question, belief: Range) -> list[float]:
    """Prior weights of the levels inside a range; when none lies inside, all on the nearest."""
    prior = question.prior
    weights = [
        (prior.by_choice[level_id(level)] if isinstance(prior, Weights) else 1.0)
        * (belief.low <= level <= belief.high)
        for level in question.levels
    ]
    if not sum(weights):
        middle = (belief.low + belief.high) / 2
        nearest = min(question.levels, key=lambda level: abs(level - middle))
        weights = [float(level == nearest) for level in question.levels]
    return [weight / sum(weights) for weight in weights]


def clip(question: Question, number: float) -> float:
    """The number, brought inside the question's range."""
    if question.range is None:
        return number
    return min(max(number, question.range[0]), question.range[1])


def _weighted_level(question: Question, weights: list[float]) -> float:
    return question.levels[_median_place(weights)]


def _median_place(weights: list[float]) -> int:
    total = 0.0
    for place, weight in enumerate(weights):
        total += weight
        if total >= 0.5 * sum(weights):
            return place
    return len(weights) - 1
