"""Answers as they would be some months later, when nobody measured again and things went on as forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from archassist.engine import Exact, Range
from archassist.forecast import HORIZON, forecast

if TYPE_CHECKING:
    from archassist.engine import Belief
    from archassist.session.review import Review


def aged(review: Review, months: int) -> dict[str, Belief]:
    """What to believe after so many months: whatever grows is multiplied by its middle growth until then.

    Raises ValueError beyond the horizon of the forecast.
    """
    if not 0 <= months <= HORIZON:
        raise ValueError(f"months must be from 0 to {HORIZON}")
    beliefs: Mapping[str, Belief] = review.beliefs()
    found = forecast(review.engine, beliefs, horizon=months)
    later: dict[str, Belief] = dict(beliefs)
    for id, belief in beliefs.items():
        question = review.rulebook.questions[id]
        if question.type not in ("number", "share") or question.levels:
            continue
        column = np.asarray(found.of(id), dtype=float)
        factor = float(np.median(column[:, -1] / np.maximum(column[:, 0], 1e-12)))
        if abs(factor - 1.0) < 1e-9:
            continue
        low, high = question.range or (0.0, float("inf"))

        def grown(value: float, factor: float = factor, low: float = low, high: float = high) -> float:
            return min(max(value * factor, low), high)

        if isinstance(belief, Exact) and isinstance(belief.value, float | int):
            later[id] = replace(belief, value=grown(float(belief.value)))
        elif isinstance(belief, Range):
            later[id] = replace(belief, low=grown(belief.low), high=grown(belief.high))
    return later
