"""What a history of users says of the future: curves that pass through it count for more."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from archassist.forecast.growth import Rows, users_by_month

LEAST_NOISE = 0.05
"""Months differ by a few per cent for no reason: the smallest deviation (of the logarithm) taken for noise."""

FEWEST_BEHIND = 64.0
"""The result rests on so many different futures at least; a history that leaves fewer is believed less."""


def likelihood(now: Rows, later: Rows, ceiling: Rows, model: Rows, past: Mapping[int, float]) -> Rows:
    """Weights of futures, summing to 1: how well the growth curve of each, followed backwards, meets the history.

    `past` holds users by month counted from today. Only the shape counts: a history that counts a little differently
    than the answer for today (registered or active) still tells how fast it went. Noise is what is left after the best
    straight line through the logarithms. The weights are evened out until enough futures stand behind them
    (a tempered likelihood).
    """
    months = np.array(sorted(past), dtype=float)
    said = np.log([past[int(month)] for month in months])
    curve = np.log(np.maximum(users_by_month(now, later, ceiling, model, months), 1e-9))
    off = curve - said
    off -= off.mean(axis=1, keepdims=True)
    line = np.polynomial.polynomial.polyfit(months, said, 1) if len(months) > 2 else None
    rest = said - np.polynomial.polynomial.polyval(months, line) if line is not None else np.zeros(2)
    noise = max(float(np.sqrt(np.mean(rest**2))), LEAST_NOISE)
    score = -0.5 * np.sum((off / noise) ** 2, axis=1)
    believed = 1.0
    while True:
        weights: Rows = np.exp(believed * (score - score.max()))
        weights /= weights.sum()
        if 1.0 / np.sum(weights**2) >= min(FEWEST_BEHIND, len(weights) / 2) or believed < 1e-4:
            return weights
        believed *= 0.7


def resampled(weights: Rows, rows: int) -> Rows:
    """Places of `rows` futures drawn by weight, evenly (systematic resampling)."""
    places: Rows = np.searchsorted(np.cumsum(weights), (np.arange(rows) + 0.5) / rows)
    return np.minimum(places, len(weights) - 1)
