"""What the language's operators and functions do with one plain value. Says the same as `columns.py`.

Nothing raises: as in IEEE arithmetic, 1/0 is infinite and the square root of -1 is not a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from math import inf, nan

from archassist.expressions.functions import SMALLEST
from archassist.expressions.queueing import safe_util


def divide(a: float, b: float) -> float:
    """a / b; x/0 is infinite with the sign of x, 0/0 is not a number."""
    try:
        return a / b
    except ZeroDivisionError:
        return nan if a != a or a == 0 else math.copysign(inf, a)


def power(a: float, b: float) -> float:
    """a ** b; infinite beyond what a float holds."""
    try:
        return math.pow(a + 0.0, b)
    except OverflowError:
        return -inf if a < 0 and b % 2 == 1 else inf
    except ValueError:
        # A negative number to a fraction, or zero to a negative power.
        return nan if a != 0 else inf


def least(a: float, b: float) -> float:
    """The smaller; not a number if either is not."""
    return a if a < b or a != a else b


def most(a: float, b: float) -> float:
    """The greater; not a number if either is not."""
    return a if a > b or a != a else b


def least_of(*values: float) -> float:
    """The smallest of several, from the first to the last."""
    return reduce(least, values)


def most_of(*values: float) -> float:
    """The greatest of several, from the first to the last."""
    return reduce(most, values)


def logarithm(log: Callable[[float], float]) -> Callable[[float], float]:
    """A logarithm that is minus infinity at 0 and not a number below."""

    def safe(a: float) -> float:
        return log(a) if a > 0 else (-inf if a == 0 else nan)

    return safe


def square_root(a: float) -> float:
    """The square root; not a number below 0."""
    return math.sqrt(a) if a >= 0 else nan


def exponential(a: float) -> float:
    """e ** a; infinite beyond what a float holds."""
    try:
        return math.exp(a)
    except OverflowError:
        return inf


def whole(rounding: Callable[[float], int]) -> Callable[[float], float]:
    """Rounding that leaves infinities and what is not a number as they are."""

    def safe(a: float) -> float:
        return float(rounding(a)) if math.isfinite(a) else a

    return safe


OPERATIONS: dict[str, Callable[..., float]] = {
    "_div": divide,
    "_pow": power,
    "_min": least,
    "_max": most,
    "_min_of": least_of,
    "_max_of": most_of,
    "_abs": abs,
    "_floor": whole(math.floor),
    "_ceil": whole(math.ceil),
    "_sqrt": square_root,
    "_exp": exponential,
    "_log": logarithm(math.log),
    "_log2": logarithm(math.log2),
    "_log10": logarithm(math.log10),
    "_size": lambda a: math.log(max(a, SMALLEST)),
    "_safe_util": safe_util,
}
