"""How often something is right, and how well that is known: shares with intervals that know of companies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
"""Draws of a bootstrap."""

CONFIDENCE = (0.025, 0.975)
"""The quantiles between which the truth lies with 95% confidence."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of so many were right.

    `share` is None when nothing was tried. Between `low` and `high` the share of all such advice lies with 95% confidence:
    a bootstrap over companies, whose decisions are not independent. None where it was not worked out.
    """

    right: int
    of: int
    share: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one share is above another on the same questions, and its interval: as in `Rate`."""

    points: float
    low: float
    high: float


def rate(rights: Sequence[bool], companies: Sequence[str] = ()) -> Rate:
    """How many are right. With the company of each also between which shares the truth lies."""
    right, of = sum(rights), len(rights)
    share = right / of if of else None
    if not companies or not of:
        return Rate(right, of, share)
    low, high = _quantiles([float(each) for each in rights], companies)
    return Rate(right, of, share, low, high)


def difference(rights: Sequence[float], others: Sequence[float], companies: Sequence[str]) -> Difference:
    """By how much more often the first are right than the others, question by question."""
    apart = [one - other for one, other in zip(rights, others, strict=True)]
    if not apart:
        return Difference(0.0, 0.0, 0.0)
    return Difference(sum(apart) / len(apart), *_quantiles(apart, companies))


def _quantiles(values: Sequence[float], companies: Sequence[str]) -> tuple[float, float]:
    by_company: dict[str, list[float]] = defaultdict(list)
    for value, company in zip(values, companies, strict=True):
        by_company[company.casefold()].append(value)
    summed, of = (np.array([float(count(each)) for each in by_company.values()]) for count in (sum, len))
    drawn = np.random.default_rng(0).integers(0, len(of), (DRAWS, len(of)))
    shares: NDArray[np.float64] = summed[drawn].sum(axis=1) / of[drawn].sum(axis=1)
    low, high = np.quantile(shares, CONFIDENCE)
    return float(low), float(high)
