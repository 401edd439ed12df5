"""Growth curves through two points and under a ceiling, for many futures at once.

Every curve passes through the users of now and those of twelve months on. They differ in what happens then:
exponential growth goes on until the ceiling, the others slow down before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[Any]

YEAR = 12.0
"""Months between the two points."""

INNOVATION = 0.003
"""Bass curve: the share of the rest that joins in a month without having heard of it from users (Bass 1969; small
values are usual for products that spread by word of mouth)."""


def users_by_month(now: Rows, later: Rows, ceiling: Rows, model: Rows, months: Rows) -> Rows:
    """Users in each future (rows) and month (columns). `model` holds places in MODELS.

    Where a curve that saturates cannot pass through both points (no growth, or the ceiling is met within the year),
    growth is exponential up to the ceiling.
    """
    now = np.maximum(now, 1.0)
    later = np.maximum(later, 1.0)
    ceiling = np.maximum(ceiling, np.maximum(now, later))
    found = _exponential(now, later, ceiling, months)
    saturating = (later > now * 1.001) & (later < ceiling * 0.98)
    for place, curve in enumerate(MODELS.values()):
        mine = saturating & (model == place)
        if place and mine.any():
            found[mine] = curve(now[mine], later[mine], ceiling[mine], months)
    return found


def _exponential(now: Rows, later: Rows, ceiling: Rows, months: Rows) -> Rows:
    rate = np.log(later / now) / YEAR
    # No product grows without end: the exponent is held where numbers would cease to mean anything.
    grown: Rows = now[:, None] * np.exp(np.clip(rate[:, None] * months, -50.0, 50.0))
    return np.minimum(grown, ceiling[:, None])


def _logistic(now: Rows, later: Rows, ceiling: Rows, months: Rows) -> Rows:
    start = (ceiling - now) / now
    rate = -np.log((ceiling / later - 1.0) / start) / YEAR
    grown: Rows = ceiling[:, None] / (1.0 + start[:, None] * np.exp(-rate[:, None] * months))
    return grown


def _gompertz(now: Rows, later: Rows, ceiling: Rows, months: Rows) -> Rows:
    start = np.log(ceiling / now)
    rate = -np.log(np.log(ceiling / later) / start) / YEAR
    grown: Rows = ceiling[:, None] * np.exp(-start[:, None] * np.exp(-rate[:, None] * months))
    return grown


def _bass(now: Rows, later: Rows, ceiling: Rows, months: Rows) -> Rows:
    # Those who join by themselves are at most a tenth of the year's growth; else no curve passes both points.
    innovation = np.minimum(INNOVATION, 0.1 * (later - now) / (YEAR * ceiling))
    low, high = np.zeros_like(now), np.full_like(now, 20.0)
    for _ in range(60):  # imitation is found by halving: the curve at the second point rises with it
        middle = (low + high) / 2
        short = _bass_curve(now, ceiling, innovation, middle, np.asarray([YEAR]))[:, 0] < later
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return _bass_curve(now, ceiling, innovation, (low + high) / 2, months)


def _bass_curve(now: Rows, ceiling: Rows, innovation: Rows, imitation: Rows, months: Rows) -> Rows:
    share, ratio = now / ceiling, imitation / innovation
    start = (1.0 - share) / (1.0 + ratio * share)
    decay = start[:, None] * np.exp(-(innovation + imitation)[:, None] * months)
    grown: Rows = ceiling[:, None] * (1.0 - decay) / (1.0 + ratio[:, None] * decay)
    return grown


Curve = Callable[[Rows, Rows, Rows, Rows], Rows]

MODELS: Mapping[str, Curve] = MappingProxyType(
    {"exponential": _exponential, "logistic": _logistic, "gompertz": _gompertz, "bass": _bass}
)
"""The curves. Without history each future follows one of them, with the weights of WEIGHTS."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"exponential": 0.35, "logistic": 0.35, "gompertz": 0.2, "bass": 0.1}
)
"""How often each curve is drawn when nobody gave a history: a judgement, since two points fit all of them."""


def curve_of(uniform: Rows) -> Rows:
    """The curve that each future follows, as places in MODELS, from uniform numbers."""
    assert list(WEIGHTS) == list(MODELS)
    places: Rows = np.searchsorted(np.cumsum(list(WEIGHTS.values()))[:-1], uniform, side="right")
    return places
