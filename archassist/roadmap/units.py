"""What planning counts in: working days, months and quarters, the share of a team's time, and what a step is worth."""

from __future__ import annotations

from archassist.words import Bucket

DAYS_A_QUARTER = 62
"""Working days in a quarter: what starts within the first is now, within the second next."""

SHARE = 0.2
"""The share of a team's time that is taken to be for this work, beside the product, when nobody said."""

FOR_A_DECISION = 3.0
"""A practice that a recommended option beyond the simplest asks for is worth so many times more."""

NOT_YET_DUE = 0.4
"""A practice of a growth phase that has not come, or that is put off, is worth so much of what it would be."""


def bucket_at(start: float) -> Bucket:
    """Now, next or later, for a step that starts so many working days from today."""
    return "now" if start < DAYS_A_QUARTER else "next" if start < 2 * DAYS_A_QUARTER else "later"
