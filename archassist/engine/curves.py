"""Distributions of numbers, made from a low and a high end: lognormal, logit-normal for shares."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Literal

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRIOR_COVERAGE = 0.90
"""Priors and uncertain parameters are given as 5th and 95th percentile."""

_LARGEST = 700.0
"""Exponents beyond this have no number."""

_EDGE = 1e-3
"""Shares of exactly 0 or 1 have no logit; the ends of a range are kept this far away."""


@lru_cache(maxsize=16)
def half_width(coverage: float) -> float:
    """How many standard deviations lie between the middle and either end of a central interval."""
    return NormalDist().inv_cdf((1 + coverage) / 2)


@dataclass(frozen=True, slots=True)
class Curve:
    """A normal variable seen through a scale. `below` and `above` are its deviations on either side."""

    scale: Literal["log", "logit"]
    middle: float
    below: float
    above: float
    shift: float = 0.0

    @property
    def median(self) -> float:
        """The value half of the futures lie below."""
        if self.scale == "logit":
            return 1 / (1 + math.exp(min(-self.middle, _LARGEST)))
        return math.exp(min(self.middle, _LARGEST)) - self.shift

    def point(self, normal: float) -> float:
        """The value at one standard normal deviate."""
        scaled = self.middle + (self.below if normal < 0 else self.above) * normal
        if self.scale == "logit":
            return 1 / (1 + math.exp(min(-scaled, _LARGEST)))
        return math.exp(min(scaled, _LARGEST)) - self.shift

    def at(self, normal: NDArray[Any]) -> NDArray[Any]:
        """The values at standard normal deviates."""
        import numpy as np

        if self.below == self.above:
            scaled = self.middle + self.below * normal
        else:
            scaled = self.middle + np.where(normal < 0, self.below, self.above) * normal
        if self.scale == "logit":
            return 1 / (1 + np.exp(np.minimum(-scaled, _LARGEST)))
        return np.exp(np.minimum(scaled, _LARGEST)) - self.shift


def between(
    low: float, high: float, coverage: float, share: bool = False, median: float | None = None
) -> Curve:
    """The curve with `coverage` of its mass between `low` and `high`; `median` may lie off the middle."""
    half = half_width(coverage)
    if share:
        low, high = max(low, _EDGE), min(high, 1 - _EDGE)
        start, end = _logit(low), _logit(max(high, low))
        shift = 0.0
    else:
        # A range that begins at zero (or below) has no logarithm: it is moved up by a tenth of its width.
        shift = 0.0 if low > 0 else 0.1 * (high - low or 1.0) - low
        start, end = math.log(low + shift), math.log(high + shift)
    middle = (start + end) / 2
    if median is not None:
        inside = min(max(median, low), high)
        middle = _logit(inside) if share else math.log(inside + shift)
    return Curve("logit" if share else "log", middle, (middle - start) / half, (end - middle) / half, shift)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
