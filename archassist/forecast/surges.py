"""What a month holds that brings more than growth: surges of load for hours or days, and launches that bring users."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine.columns.futures import worked_out
from archassist.engine.compiled import Compiled


@dataclass(frozen=True, slots=True)
class Launch:
    """Users are multiplied by `factor` from a month on (0 is today) for so many months; 0: for good."""

    month: int
    factor: float
    months: int = 0

    @property
    def end(self) -> float:
        """The month in which it is over."""
        return self.month + self.months if self.months else float("inf")


@dataclass(frozen=True, slots=True)
class Surge:
    """The load of an ordinary busiest hour is multiplied by `factor` for some hours of a month (0 is today).

    A month has 730 hours: its users, what they write, and its bill hardly change by it, and are left as they are.
    """

    month: int
    factor: float
    hours: float


@dataclass(frozen=True)
class Surged:
    """The hours of a surge in every future: what the figures and conditions are then."""

    surge: Surge
    values: Mapping[str, NDArray[Any]]


def surged(
    compiled: Compiled,
    columns: Mapping[str, Any],
    months: int,
    futures: int,
    multiplied: Callable[[str, int, float], NDArray[Any]],
    surges: Sequence[Surge],
) -> tuple[Surged, ...]:
    """The rules in the hours of each surge that lies within the months, the earliest first.

    `columns` holds the inputs of all futures and months, the months of one future together; `multiplied` gives the
    answers to a question in a month when the load of its busiest hour is multiplied.
    """

    def in_hours(surge: Surge) -> Mapping[str, NDArray[Any]]:
        then: dict[str, Any] = {}
        for name, values in columns.items():
            whole = np.asarray(values)
            then[name] = whole if whole.ndim == 0 else whole.reshape(futures, months)[:, surge.month]
        for id, question in compiled.rulebook.questions.items():
            if question.surges:
                then[id] = multiplied(id, surge.month, surge.factor)
        return worked_out(compiled, then, futures)

    within = sorted((each for each in surges if 0 <= each.month < months), key=lambda each: each.month)
    return tuple(Surged(each, in_hours(each)) for each in within)
