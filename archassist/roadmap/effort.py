"""What the effort of a team's steps is, and how many people share it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from archassist.engine import Assessment
from archassist.engine.effort import effort_days, sized
from archassist.rulebook import Option, Rulebook

OF_ITS_OWN = 1 / 3
"""At least this share of an option's effort is its own, beside the items that prepare it: moving over, and settling in."""

LEAST_DAYS = 0.5
"""The least that any step takes."""


def people_of(rulebook: Rulebook, assessment: Assessment) -> float:
    """How many people do the work: the answer that plays this role, or 1 where a pack has none."""
    asked = rulebook.roles.people_now
    counted = assessment.facts[asked].value if asked in assessment.facts else 1.0
    return float(counted) if isinstance(counted, (int, float)) else 1.0


def own_days(
    rulebook: Rulebook,
    assessment: Assessment,
    option: Option,
    prepared: Collection[str],
    carried: Iterable[tuple[float, float]] = (),
) -> tuple[float, float]:
    """What carrying an option out takes beside its items in `prepared`, which are done or steps of their own.

    As the pack states both, for one place and the usual size: an option and its items do not grow alike. Then at the size
    of this team. Items in `carried`, with their days at that size, are the option's own work under another name: all of
    theirs is taken off.
    """
    low, high = option.effort.low_days, option.effort.high_days
    items = [rulebook.practices[id].effort for id in option.practices if id in prepared]
    own = max(low - sum(each.low_days for each in items), low * OF_ITS_OWN)
    most = max(high - sum(each.high_days for each in items), high * OF_ITS_OWN)
    rest = sized(rulebook, assessment, replace(option.effort, low_days=own, high_days=most))
    low, high = rest.low_days, rest.high_days
    for few, many in carried:
        low, high = low - few, high - many
    least = max(round(low, 1), LEAST_DAYS)
    return least, max(round(high, 1), least)


__all__ = ["effort_days", "own_days", "people_of"]
