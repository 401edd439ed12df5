"""What planning counts in: quarters, the share of a team's time, and what an item of a later phase is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.roadmap.calendar import Calendar

DAYS_A_QUARTER = 62
"""Working days in a quarter, as capacity is told."""

MOST_A_QUARTER = 10
"""Items that are taken up in one quarter: more is no choice."""

SHARE = 0.2
"""The share of a team's time that is taken to be for this work, beside the product, when nobody said."""

NOT_YET_DUE = 0.4
"""A practice of a growth phase that has not come is worth so much of what it would be."""


def quarter_starts(calendar: Calendar) -> tuple[float, ...]:
    """The working days at which this quarter begins, the next, and what is later.

    Quarters are of whole months from this one on, as documents have them.
    """
    return (0.0, *(calendar.days(calendar.months_on(3 * number)) for number in (1, 2)))
