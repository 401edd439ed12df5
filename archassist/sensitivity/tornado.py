"""Which answers a recommendation hangs on: how often it wins when an answer is low, and when it is high."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine import with_unit
from archassist.engine.columns.futures import Many
from archassist.expressions import Kind

LEAST_SWING = 0.1
"""Swings smaller than this are not worth a line."""


@dataclass(frozen=True, slots=True)
class Swing:
    """The share of futures in which the option wins at both ends of an answer; `low` and `high` say the ends."""

    question: str
    low: str
    low_share: float
    high: str
    high_share: float

    @property
    def size(self) -> float:
        """How far the answer moves the option."""
        return abs(self.high_share - self.low_share)


def tornado(futures: Many, decision: str, option: str, *, most: int = 6) -> tuple[Swing, ...]:
    """The answers that move an option most, the strongest first; from futures that are there already.

    Numbers are compared in their lowest and highest third, choices at the ends where the option fares best and worst.
    """
    rulebook = futures.compiled.rulebook
    place = list(rulebook.decisions).index(decision)
    wins = futures.chosen[:, place] == list(rulebook.decisions[decision].options).index(option)
    found = []
    for id in rulebook.questions:
        column = np.asarray(futures.columns[id])
        if rulebook.types[id].kind is Kind.CHOICES or not (column != column[0]).any():
            continue
        swing = _swing(futures, id, column, wins)
        if swing is not None and swing.size >= LEAST_SWING:
            found.append(swing)
    return tuple(sorted(found, key=lambda each: -each.size)[:most])


def _swing(futures: Many, id: str, column: NDArray[np.generic], wins: NDArray[np.bool_]) -> Swing | None:
    compiled = futures.compiled
    if compiled.rulebook.types[id].kind is Kind.CHOICE or compiled.rulebook.questions[id].levels:
        values, counts = np.unique(column, return_counts=True)
        common = [value for value, count in zip(values, counts, strict=True) if count >= 0.03 * len(column)]
        shares = {value: float(wins[column == value].mean()) for value in common}
        if len(shares) < 2:
            return None
        worst, best = (
            min(shares, key=lambda value: shares[value]),
            max(shares, key=lambda value: shares[value]),
        )
        said = [compiled.measured(id, value.item()) for value in (worst, best)]
        return Swing(id, said[0], shares[worst], said[1], shares[best])
    low, high = np.quantile(column.astype(float), [1 / 3, 2 / 3])
    below, above = column <= low, column >= high
    unit = compiled.encoding.unit(id)
    return Swing(
        id,
        f"up to {with_unit(float(low), unit)}",
        float(wins[below].mean()),
        f"from {with_unit(float(high), unit)}",
        float(wins[above].mean()),
    )
