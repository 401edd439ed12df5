"""What an item of the checklist takes: more where it has to be done in several places, though less in each of them."""

from __future__ import annotations

import math

from archassist.engine import Assessment
from archassist.rulebook import Effort, Rulebook


def people_of(rulebook: Rulebook, assessment: Assessment) -> float:
    """How many people do the work: the answer that plays this role, or 1 where a pack has none."""
    asked = rulebook.roles.people_now
    counted = assessment.facts[asked].value if asked in assessment.facts else 1.0
    return float(counted) if isinstance(counted, (int, float)) else 1.0


def effort_days(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> tuple[float, float]:
    """Working days for all places together, low and high, to two digits."""
    times = repeated(_places(assessment, effort), _learning_rate(rulebook))
    low, high = (float(f"{each * times:.2g}") for each in (effort.low_days, effort.high_days))
    return (low, high) if times > 1.0 else (effort.low_days, effort.high_days)


def _places(assessment: Assessment, effort: Effort) -> int:
    """In how many places it has to be done, at least one: teams, deployed units."""
    counted = assessment.facts[effort.per].value if effort.per in assessment.facts else 1
    return max(round(counted), 1) if isinstance(counted, (int, float)) else 1


def for_places(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> str:
    """The same as people say it, "11 teams"; empty for one place."""
    count = _places(assessment, effort)
    known = rulebook.figure(effort.per)
    return f"{count} {known.title.lower()}" if known and count > 1 else ""


def _learning_rate(rulebook: Rulebook) -> float:
    """The pack's, or 1 (no place is easier than the first) where it has none.

    Below a half, more places would take less than one: such a rate counts as a half.
    """
    learning = rulebook.roles.learning
    rate = rulebook.parameters[learning].value if learning else 1.0
    return min(max(rate, 0.5), 1.0)


def repeated(times: float, rate: float) -> float:
    """How many times the effort of one place so many places take.

    With each doubling the average effort of a place falls to the share `rate` (Wright 1936).
    """
    return float(times ** (1.0 + math.log2(rate)))
