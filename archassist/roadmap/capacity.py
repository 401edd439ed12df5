"""What a team can do beside its product: person-days a day, and how many things at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar

from archassist.dataclass_later import dataclass
from archassist.roadmap.units import DAYS_A_QUARTER, SHARE

if TYPE_CHECKING:
    from numpy.typing import NDArray

Days = TypeVar("Days", float, "NDArray[Any]")
"""Working days or person-days, of one item or of several."""

FEWEST_AT_ONCE, MOST_AT_ONCE = 2, 8
"""Limits of what is begun side by side, when nobody said: less stands still when one thing waits, more is not finished."""

MOST_ON_ONE = 3.0
"""People who can work on one item before they are in each other's way."""

UNDIVIDED = 5.0
"""Person-days of work that one person does alone: to divide less takes longer than to do it. Each further person needs as
much to do."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """People, the share of their time, and the limit on work in progress."""

    people: float
    share: float
    at_once: int

    @property
    def rate(self) -> float:
        """Person-days a working day for all items together."""
        return self.people * self.share

    @property
    def speed(self) -> float:
        """Person-days a working day for one item that is large enough to be divided."""
        return max(min(self.rate / self.at_once, MOST_ON_ONE), 0.01)

    @property
    def a_quarter(self) -> float:
        """Person-days a quarter for all items together."""
        return self.speed * self.at_once * DAYS_A_QUARTER

    def working_days(self, effort: Days) -> Days:
        """How long an item of so many person-days takes; several items at once in an array."""
        if isinstance(effort, float):
            return effort / min(self.speed, max(effort / UNDIVIDED, 1.0))
        import numpy as np

        people = np.minimum(self.speed, np.maximum(effort / UNDIVIDED, 1.0))
        taken: Days = effort / people
        return taken


def capacity_of(people: float, share: float | None = None, at_once: int | None = None) -> Capacity:
    """The capacity of a team; what is None is taken to be usual."""
    people = max(people, 1.0)
    share = SHARE if share is None else share
    usual = min(max(math.ceil(people * share / 2), FEWEST_AT_ONCE), MOST_AT_ONCE)
    return Capacity(people, share, usual if at_once is None else at_once)
