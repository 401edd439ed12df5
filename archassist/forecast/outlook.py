"""What the months hold: when options and phases come within reach, and the sign to watch for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine import Assessment, band
from archassist.engine.assessment import telling_to
from archassist.engine.effort import effort_days
from archassist.forecast.months import Forecast
from archassist.forecast.surges import Surge
from archassist.forecast.triggers import Trigger, trigger_of
from archassist.rulebook import Decision, Rulebook
from archassist.words import Futures
from archassist.working_days import DAYS_A_MONTH

WORTH_TELLING = 0.25
"""The share of futures in which an option has to come within reach before it is called not yet instead of no."""


ADDS = 0.05
"""A surge is told of a limit when it crosses it in so many futures in which growth has not done so before."""


@dataclass(frozen=True, slots=True)
class When:
    """Months from now, by percentile of all futures; None where it does not happen within the horizon.

    `share` is the share of futures in which it happens at all.
    """

    p10: int | None
    p50: int | None
    p90: int | None
    share: float

    @property
    def futures(self) -> Futures:
        """In how many futures it happens: all, most, some, few or none."""
        return band(self.share)


@dataclass(frozen=True, slots=True)
class NotYet:
    """An option that is not right today and becomes so.

    `lead_days` is how long it takes, in working days; `start_by` the months from now by which to begin so that it is
    ready in time: from the early and slow to the late and quick. `arrival` is the month in each future (inf: never).
    """

    decision: str
    option: str
    when: When
    trigger: Trigger | None
    lead_days: tuple[float, float]
    start_by: tuple[int, int | None]
    assumes: tuple[str, ...]
    arrival: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """When a growth phase is reached."""

    phase: str
    when: When


@dataclass(frozen=True, slots=True)
class SurgeCrossing:
    """A limit that is crossed in the hours of a surge, in a share of all futures; in some of them by growth already.

    `futures` tells by future whether it is.
    """

    surge: Surge
    share: float
    futures: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """When a limit is crossed. `today` is the share of futures in which it is crossed already.

    `months` is the month of each future (inf: never within the horizon); `shown` the metric's value by the answers, `mark`
    what has to be said of when it is crossed: that it is assumed, or guessed, wholly or partly.
    """

    limit: str
    when: When
    today: float
    shown: str
    months: tuple[float, ...]
    mark: str = ""
    in_surges: tuple[SurgeCrossing, ...] = ()

    @property
    def first(self) -> tuple[float, ...]:
        """The month of each future in which it is first crossed, by growth or by a surge (inf: never)."""
        first = list(self.months)
        for each in self.in_surges:
            for row in (row for row, crosses in enumerate(each.futures) if crosses):
                first[row] = min(first[row], each.surge.month)
        return tuple(first)


@dataclass(frozen=True, slots=True)
class InSurge:
    """A number in the hours of a surge: low (10th percentile), middle and high (90th)."""

    surge: Surge
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """A number by month: low (10th percentile), middle and high (90th), from today to the horizon.

    `mark` says what the course of it rests on, as `FactValue.mark` does of the number itself: how fast users come, too.
    `in_surges` is what it is in the hours of the surges that move it.
    """

    title: str
    unit: str
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    mark: str = ""
    in_surges: tuple[InSurge, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """All of it, in the order of decisions and phases; `bands` of what grows, by question or fact.

    `leading` holds by decision, month after month, the share of futures in which each option is chosen.
    """

    not_yet: tuple[NotYet, ...]
    phases: tuple[Reached, ...]
    bands: Mapping[str, Band]
    limits: tuple[Crossing, ...]
    leading: Mapping[str, tuple[tuple[float, ...], ...]]


def outlook(found: Forecast, assessment: Assessment) -> Outlook:
    """What becomes right when, for an assessment of the same beliefs."""
    not_yet = []
    compiled = found.world.compiled
    at_issue = {each.id for each in assessment.decisions}
    places = [each for each in enumerate(compiled.decisions) if each[1].id in at_issue]
    for place, decision in places:
        recommended = assessment.decision(decision.id).recommended
        here = list(decision.options).index(recommended)
        not_yet += list(_coming(found, decision, place, here, assessment))
    leading = {}
    for place, decision in places:
        chosen = found.chosen(place)
        leading[decision.id] = tuple(
            tuple(float(each) for each in (chosen == option).mean(axis=0))
            for option in range(len(decision.options))
        )
    return Outlook(
        tuple(not_yet),
        tuple(_phases(found, assessment)),
        _bands(found, assessment),
        tuple(_limits(found, assessment)),
        leading,
    )


def _limits(found: Forecast, assessment: Assessment) -> Iterator[Crossing]:
    telling = telling_to(found.world.compiled, assessment)
    for id, limit in found.rulebook.limits.items():
        crossed = found.of(f"limit {id}").astype(bool)
        if limit.of_surges and found.surged:
            crossed[:, : found.surged[0].surge.month] = False
        first = np.where(crossed.any(axis=1), crossed.argmax(axis=1), -1)
        shown = assessment.facts[limit.metric].told
        now, mark = float(crossed[:, 0].mean()), telling.mark_of(limit.when)
        when = _when(first, found.months)
        by_surges = () if limit.of_surges else tuple(_crossed_in_surges(found, f"limit {id}", crossed))
        yield Crossing(id, when, now, shown, _months(first), mark, by_surges)


def _crossed_in_surges(found: Forecast, limit: str, crossed: NDArray[Any]) -> Iterator[SurgeCrossing]:
    for each in found.surged:
        then, before = each.values[limit].astype(bool), crossed[:, : each.surge.month + 1].any(axis=1)
        if (then & ~before).mean() >= ADDS:
            yield SurgeCrossing(each.surge, float(then.mean()), tuple(then.tolist()))


def _months(first: NDArray[Any]) -> tuple[float, ...]:
    return tuple(float(each) if each >= 0 else math.inf for each in first)


def _coming(
    found: Forecast, decision: Decision, place: int, here: int, assessment: Assessment
) -> Iterator[NotYet]:
    chosen = found.chosen(place)
    for number, option in enumerate(decision.options.values()):
        if number <= here:
            continue  # what is simpler is not waited for
        # It has to come and stay: the first month from which it, or something heavier, is right to the end.
        stays = np.flip(np.logical_and.accumulate(np.flip(chosen >= number, axis=1), axis=1), axis=1)
        wins = (chosen == number).any(axis=1) & stays[:, -1] & ~stays[:, 0]
        if wins.mean() < WORTH_TELLING:
            continue
        first = np.where(wins, stays.argmax(axis=1), -1)
        when = _when(first, found.months)
        trigger, assumes = trigger_of(found, decision, here, number, first, assessment)
        low, high = effort_days(found.rulebook, assessment, option.effort)
        early = max(0, (when.p10 or 0) - math.ceil(high / DAYS_A_MONTH))
        late = None if when.p90 is None else max(0, when.p90 - math.ceil(low / DAYS_A_MONTH))
        yield NotYet(
            decision.id, option.id, when, trigger, (low, high), (early, late), assumes, _months(first)
        )


def _bands(found: Forecast, assessment: Assessment) -> dict[str, Band]:
    compiled, bands = found.world.compiled, {}
    telling = telling_to(compiled, assessment)
    for name in found.rulebook.roles.charted:
        known = found.rulebook.figure(name)
        if known is not None:
            low, middle, high = (tuple(float(each) for each in line) for line in found.band(name))
            mark = telling.marked(_behind_course(found.rulebook, compiled.rests_on(name)))
            unit, in_surges = compiled.encoding.unit(name), tuple(_in_surges(found, name))
            bands[name] = Band(known.title, unit, low, middle, high, mark, in_surges)
    return bands


def _in_surges(found: Forecast, name: str) -> Iterator[InSurge]:
    for each in found.surged:
        if not np.allclose(each.values[name], found.of(name)[:, each.surge.month]):
            low, middle, high = (float(value) for value in np.percentile(each.values[name], [10, 50, 90]))
            yield InSurge(each.surge, low, middle, high)


def _behind_course(rulebook: Rulebook, now: frozenset[str]) -> frozenset[str]:
    """The questions behind a number in the months to come: those behind it now, and those that tell how they grow."""
    roles = rulebook.roles
    later = {
        "users": (roles.users_in_a_year, roles.users_ceiling),
        "people": (roles.people_in_a_year,),
        "data": (roles.data_added,),
    }
    grown = (later.get(rulebook.questions[id].grows_with, ()) for id in now)
    return now | {id for ids in grown for id in ids if id}


def _phases(found: Forecast, assessment: Assessment) -> Iterator[Reached]:
    phases = sorted(found.rulebook.phases.values(), key=lambda phase: phase.order)
    here = [phase.id for phase in phases].index(assessment.phase.id)
    for phase in phases[here + 1 :]:
        holds = found.of(f"phase {phase.id}").astype(bool)
        first = np.where(holds.any(axis=1), holds.argmax(axis=1), -1)
        yield Reached(phase.id, _when(first, found.months))


def _when(first: NDArray[Any], months: int) -> When:
    """Percentiles of the month over all futures; -1 stands for never within the horizon."""
    never = months * 10
    ordered = np.sort(np.where(first < 0, never, first))

    def at(share: float) -> int | None:
        month = int(ordered[min(int(share * len(ordered)), len(ordered) - 1)])
        return None if month == never else month

    return When(at(0.1), at(0.5), at(0.9), float((first >= 0).mean()))
