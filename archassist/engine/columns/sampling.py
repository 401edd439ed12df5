"""Many futures: for every question and uncertain parameter a column of values, the same for the same seed.

Each name has its own stream, made from the seed and the name. So an answer changes the columns that follow
from it and those of open questions of which it tells (see `conditioning.py`), and no other. The columns are
stratified (a Latin hypercube): each takes the middle of every one of as many equal strata as there are rows, in an
order of its own.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.beliefs import COVERAGE, Belief, Exact, OutOfScope, Range
from archassist.engine.curves import PRIOR_COVERAGE, between, half_width
from archassist.engine.encoding import Code
from archassist.engine.profile import level_weights, parameter_curve, prior_curve
from archassist.rulebook import (
    Each,
    Formula,
    Given,
    Multiple,
    Parameter,
    Question,
    Spread,
    Weights,
    level_id,
)

Column = Any
"""A NumPy column, or one value that holds in every future."""

TOGETHER = 0.9
"""How closely two ranges move together when one question is asked as a multiple of the other:
whoever is low about users now is low about users in a year."""


@lru_cache(maxsize=8)
def _strata(rows: int) -> NDArray[Any]:
    """Standard normal deviates at the middle of each stratum."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((row + 0.5) / rows) for row in range(rows)])


class Draws:
    """Columns of uniform and standard normal numbers, one of each per name.

    `kept` holds what was made of these numbers alone before, for the same pack, seed and rows (`Compiled.drawn`).
    """

    def __init__(self, seed: int, rows: int, kept: dict[str, NDArray[Any]] | None = None) -> None:
        self.seed = seed
        self.rows = rows
        self._kept = {} if kept is None else kept
        self._moved: dict[str, NDArray[Any]] = {}

    def uniform(self, name: str) -> NDArray[Any]:
        """Numbers between 0 and 1."""
        column: NDArray[Any] = (self._order(name) + 0.5) / self.rows
        return column

    def normal(self, name: str) -> NDArray[Any]:
        """Standard normal numbers, unless they were moved; the order is that of `uniform`."""
        if name in self._moved:
            return self._moved[name]
        column: NDArray[Any] = _strata(self.rows)[self._order(name)]
        return column

    def move(self, name: str, by: NDArray[Any]) -> None:
        """Moves the normal numbers of a name: what other answers tell of it, in each future."""
        self._moved[name] = self.normal(name) + by

    def once(self, key: str, name: str, make: Callable[[], Column]) -> Column:
        """A column that follows from the numbers of a name alone, whatever was answered: made once, unless they moved.

        It is not to be written to.
        """
        if name in self._moved:
            return make()
        if key not in self._kept:
            made = make()
            made.flags.writeable = False
            self._kept[key] = made
        return self._kept[key]

    def _order(self, name: str) -> NDArray[Any]:
        return _order(self.seed, self.rows, name)


@lru_cache(maxsize=1024)
def _order(seed: int, rows: int, name: str) -> NDArray[Any]:
    """The order of the strata of one name. Kept: one answer changes few columns, and none of the orders."""
    key = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    # Raw bits of a bit generator, unlike the methods built on it, are promised never to change.
    bits = np.random.PCG64(int.from_bytes(key[:16], "big")).random_raw(rows)
    order: NDArray[Any] = np.argsort(bits, kind="stable")
    order.flags.writeable = False
    return order


def question_column(
    question: Question,
    belief: Belief,
    middle: Code,
    draws: Draws,
    value_of: Callable[[str], Column],
    base_is_range: bool,
    holding: Sequence[tuple[Given, Column]] = (),
) -> Column:
    """The values of a question over all futures. `middle` is its value in the single profile.

    `holding` says in which futures something takes the place of its prior while it is open; the first counts.
    """
    if isinstance(belief, (Exact, OutOfScope)):
        return middle
    if isinstance(belief, Range):
        return _range_column(question, belief, draws, base_is_range)
    column = _usual(question, draws, value_of)
    for given, holds in reversed(holding):
        column = np.where(holds, _instead(question, given, draws), column)
    return column


def _usual(question: Question, draws: Draws, value_of: Callable[[str], Column]) -> Column:
    """The values of an open question, by its prior."""
    id, prior = question.id, question.prior
    if not isinstance(prior, (Multiple, Formula)):
        return draws.once(id, id, lambda: _alone(question, prior, draws))
    times = draws.once(id, id, lambda: prior_curve(question).at(draws.normal(id)))
    with np.errstate(over="ignore"):  # what is beyond all numbers is beyond the range, and is clipped
        return _clipped(question, value_of(prior.base) * times)


def _instead(question: Question, given: Given, draws: Draws) -> Column:
    """The same by what takes the place of its prior."""
    key = f"{question.id} if {given.when.text}"
    return draws.once(key, question.id, lambda: _alone(question, given.prior, draws))


def _alone(question: Question, prior: Spread | Each | Weights, draws: Draws) -> Column:
    """The values of an open question, by a prior that is relative to nothing. All priors of a question take the same
    place in the order of the draws."""
    if isinstance(prior, Spread):
        return _clipped(question, prior_curve(question).at(draws.normal(question.id)))
    if isinstance(prior, Each):
        return _set_column(question, prior, draws)
    if question.levels:
        weights = [prior.by_choice[level_id(level)] for level in question.levels]
        return np.array(question.levels)[_places(weights, draws.uniform(question.id))]
    return _places([prior.by_choice[choice] for choice in question.choices], draws.uniform(question.id))


def expected_column(question: Question, draws: Draws, value_of: Callable[[str], Column]) -> Column:
    """What the usual value of a question lets expect of its answer, though it has been answered."""
    prior, name = question.prior, f"expected {question.id}"
    assert isinstance(prior, (Multiple, Formula))
    return value_of(prior.base) * draws.once(name, name, lambda: prior_curve(question).at(draws.normal(name)))


def parameter_column(parameter: Parameter, draws: Draws) -> Column:
    """The values of a parameter: one, or spread over its range on both sides of the value."""
    if parameter.range is None or not draws.rows:
        return parameter.value
    name, ends = f"parameter {parameter.id}", parameter.range
    return draws.once(name, name, lambda: _around(parameter, *ends, draws.normal(name)))


def _around(parameter: Parameter, low: float, high: float, normal: NDArray[Any]) -> NDArray[Any]:
    if low <= 0 and high > 0 and not low < 0:
        low = min(parameter.value, high) / 10
    if low <= 0 or parameter.value <= 0:
        below, above = parameter.value - low, high - parameter.value
        straight: NDArray[Any] = parameter.value + np.where(normal < 0, below, above) * normal / half_width(
            PRIOR_COVERAGE
        )
        return straight
    return parameter_curve(parameter, low, high).at(normal)


def _range_column(question: Question, belief: Range, draws: Draws, base_is_range: bool) -> Column:
    if question.levels:
        places = _places(level_weights(question, belief), draws.uniform(question.id))
        return np.array(question.levels)[places]
    if belief.low == belief.high:
        return _clipped(question, np.float64(belief.low))
    curve = between(belief.low, belief.high, COVERAGE[belief.sureness], share=question.type == "share")
    normal = draws.normal(question.id)
    if base_is_range and isinstance(question.prior, Multiple):
        normal = TOGETHER * draws.normal(question.prior.of) + math.sqrt(1 - TOGETHER**2) * normal
    values = curve.at(normal)
    return _clipped(question, np.maximum(values, 0.0) if belief.low >= 0 else values)


def _set_column(question: Question, prior: Each, draws: Draws) -> NDArray[Any]:
    column = np.zeros(draws.rows, dtype=np.int64)
    for place, choice in enumerate(question.choices):
        column |= (draws.uniform(f"{question.id} {choice}") < prior.chance).astype(np.int64) << place
    return column


def _places(weights: list[float], uniform: NDArray[Any]) -> NDArray[Any]:
    borders = np.cumsum(weights)[:-1]
    return np.searchsorted(borders, uniform, side="right")


def _clipped(question: Question, column: Column) -> Column:
    if question.range is None:
        return column
    clipped: Column = np.clip(column, question.range[0], question.range[1])
    return clipped
