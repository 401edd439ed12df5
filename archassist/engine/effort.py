"""What an item or an option takes for this team: more where there is more of what drives it."""

from __future__ import annotations

import math
from dataclasses import replace

from archassist.engine.assessment import Assessment
from archassist.engine.sentences import noted
from archassist.engine.telling import rounded
from archassist.rulebook import Effort, Rulebook
from archassist.working_days import work_text


def sized(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> Effort:
    """The effort for all places together and at this team's size, in working days, in two digits where it grows."""
    times = growth(rulebook, assessment, effort)
    if times == 1.0:
        return effort
    low, high = (float(f"{each * times:.2g}") for each in (effort.low_days, effort.high_days))
    return replace(effort, low_days=low, high_days=high)


def growth(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> float:
    """How many times the stated effort all places together and this team's size take."""
    return repeated(_places(assessment, effort), _learning_rate(rulebook)) * _size(assessment, effort)


def effort_days(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> tuple[float, float]:
    """The same as days, low and high."""
    mine = sized(rulebook, assessment, effort)
    return mine.low_days, mine.high_days


def size_mark(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> str:
    """What the effort at this team's size rests on, where that has to be said: "assumed", "partly assumed" or ""."""
    if growth(rulebook, assessment, effort) == 1.0:
        return ""
    sizes = (effort.per, effort.scaled_by)
    return next((fact.mark for id in sizes if (fact := assessment.facts.get(id)) and fact.mark), "")


def told_effort(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> str:
    """The effort at this team's size in words: "12 to 42 person-weeks (assumed)", where the size is."""
    return noted(
        work_text(effort_days(rulebook, assessment, effort)), size_mark(rulebook, assessment, effort)
    )


def for_places(rulebook: Rulebook, assessment: Assessment, effort: Effort) -> str:
    """In how many places it has to be done, as people say it, "11 teams"; empty for one place."""
    count, known = _places(assessment, effort), rulebook.figure(effort.per)
    if known is None or count <= 1:
        return ""
    fact = assessment.facts[effort.per]
    vague = bool(fact.assumed)
    told = f"about {rounded(count):,.0f}" if vague else f"{count:,}"
    return noted(f"{told} {known.title.lower()}", fact.mark)


def repeated(times: float, rate: float) -> float:
    """How many times the effort of one place so many places take.

    With each doubling the average effort of a place falls to the share `rate`: the form of the learning curve of Wright
    (1936), whose own rate was for airframes.
    """
    return float(times ** (1.0 + math.log2(rate)))


def _places(assessment: Assessment, effort: Effort) -> int:
    """In how many places it has to be done, at least one: teams, deployed units."""
    counted = assessment.facts[effort.per].value if effort.per in assessment.facts else 1
    return max(round(counted), 1) if isinstance(counted, (int, float)) else 1


def _size(assessment: Assessment, effort: Effort) -> float:
    """How many times the stated effort this team's size takes: of its data, its units, its people."""
    times = assessment.facts[effort.scaled_by].value if effort.scaled_by in assessment.facts else 1.0
    return max(float(times), 0.0) if isinstance(times, (int, float)) else 1.0


def _learning_rate(rulebook: Rulebook) -> float:
    """The pack's, or 1 (no place is easier than the first) where it has none.

    Below a half, more places would take less than one: such a rate counts as a half.
    """
    learning = rulebook.roles.learning
    rate = rulebook.parameters[learning].value if learning else 1.0
    return min(max(rate, 0.5), 1.0)
