"""What may come: numbers that grow, limits, phases, options that are not right yet; and what to find out next."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.engine import ASSUMED, band, noted
from archassist.session.events import lasting
from archassist.views.months import month, spelled, spoken
from archassist.views.records.outlook import (
    BandView,
    LimitView,
    MonthsView,
    NextView,
    NotYetView,
    OutlookView,
    QuestionWorth,
    ReachedView,
    StartBy,
    SurgeBand,
    SurgeLimit,
    TriggerView,
)
from archassist.words import BANDS, of_any_day

if TYPE_CHECKING:
    from archassist.forecast import Band, Crossing, NotYet, Surge, Trigger, When
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review


def growth_text(rulebook: Rulebook) -> str:
    """What is not there to be told where the rules have no growth model; nothing where they have one."""
    if rulebook.roles.grow:
        return ""
    return "The rules have no growth model (no role users_now in pack.toml): users stay as they are."


ONE_IN_TEN = 0.1
"""A limit that is crossed in fewer futures is told by the months in which it is reached."""

CROSSED = 0.5
"""A limit is said to be crossed already when it is in so many futures."""


def outlook_view(review: Review, today: datetime.date | None = None) -> OutlookView:
    """What the months from `today` hold, as `forecast --json` prints it."""
    today = today or datetime.date.today()
    outlook = review.derived.outlook(today)
    not_yet: dict[str, tuple[NotYetView, ...]] = {}
    for option in outlook.not_yet:
        not_yet[option.decision] = (*not_yet.get(option.decision, ()), _not_yet(review, option, today))
    return OutlookView(
        not_yet,
        tuple(
            ReachedView(each.phase, _months(each.when, today), each.when.share, each.when.futures)
            for each in outlook.phases
        ),
        tuple(_limit(review, crossing, today) for crossing in outlook.limits),
        {id: _band(band, today) for id, band in outlook.bands.items()},
    )


def _band(band: Band, today: datetime.date) -> BandView:
    months = tuple(month(today, ahead) for ahead in range(len(band.middle)))
    low, middle, high = (tuple(each) for each in (band.low, band.middle, band.high))
    surges = tuple(
        SurgeBand(*_of_surge(each.surge, today), each.low, each.middle, each.high) for each in band.in_surges
    )
    return BandView(of_any_day(band.title), band.unit, months, low, middle, high, band.mark, surges)


def _of_surge(surge: Surge, today: datetime.date) -> tuple[str, str, float]:
    return month(today, surge.month), lasting(surge.hours), surge.factor


def _limit(review: Review, crossing: Crossing, today: datetime.date) -> LimitView:
    limit = review.rulebook.limits[crossing.limit]
    view = LimitView(
        id=crossing.limit,
        title=limit.title,
        metric=limit.metric,
        today=crossing.shown,
        crossed=crossing.today >= CROSSED,
        then=limit.then,
        users=limit.users or limit.then,
        mark=crossing.mark,
        decisions=tuple(limit.decisions),
        when=_months(crossing.when, today),
        share=crossing.when.share,
        futures=crossing.when.futures,
        text="",
        surges=tuple(
            SurgeLimit(*_of_surge(each.surge, today), each.share, band(each.share))
            for each in crossing.in_surges
        ),
        already=band(crossing.today) if crossing.today >= ONE_IN_TEN else "none",
    )
    if view.crossed:
        text = f"already so {BANDS[view.already]}"
    elif view.already != "none":
        text = f"{BANDS[view.futures]}, in {view.already} of them already"
    else:
        text = spoken(view)
        if surge := _worth_telling(view):
            text = f"{BANDS[surge.futures]}, {surge_spoken(surge)}{_FOR_GOOD}{text}"
    return replace(view, text=noted(text, crossing.mark))


_FOR_GOOD = "; for good "
"""Between when a surge crosses a limit and when growth does."""


def surge_spoken(surge: SurgeLimit) -> str:
    """When a surge is, and for how long: it stands behind how likely something is."""
    return f"for {surge.lasts} in {spelled(surge.month)}, at {surge.factor:g} times the load"


def _worth_telling(limit: LimitView) -> SurgeLimit | None:
    """The surge that is told of a limit: the first that most likely crosses it, else the first that perhaps does."""
    if limit.crossed:
        return None
    return limit.likely_surge or next((each for each in limit.surges if each.futures == "some"), None)


def nearest_limits(review: Review, today: datetime.date) -> tuple[LimitView, ...]:
    """The limits that press, crossed or to be crossed in half of the futures, the nearest first."""
    from archassist.session.schedule import pressing

    told = {each.limit for each in pressing(review, review.derived.outlook(today))}
    found = [each for each in outlook_view(review, today).limits if each.id in told]
    near = [each for each in found if each.crossed or each.middle]
    return tuple(sorted(near, key=lambda each: "" if each.crossed else each.middle or ""))


def pressing_limits(limits: Iterable[LimitView]) -> tuple[LimitView, ...]:
    """Those that are crossed, or will be in most futures: first those that rest on an answer, and are crossed."""
    found = [each for each in limits if each.crossed or each.likely]
    return tuple(sorted(found, key=lambda each: (each.mark == ASSUMED, not each.crossed)))


def _not_yet(review: Review, coming: NotYet, today: datetime.date) -> NotYetView:
    early, late = coming.start_by
    return NotYetView(
        option=coming.option,
        title=review.rulebook.decisions[coming.decision].options[coming.option].title,
        trigger=_trigger(coming.trigger) if coming.trigger else None,
        when=_months(coming.when, today),
        share=coming.when.share,
        futures=coming.when.futures,
        lead_days=coming.lead_days,
        start_by=StartBy(month(today, early), None if late is None else month(today, late)),
        assumes=tuple(coming.assumes),
    )


def _trigger(trigger: Trigger) -> TriggerView:
    return TriggerView(
        metric=trigger.metric,
        title=trigger.title,
        rises=trigger.rises,
        border=trigger.border if math.isfinite(trigger.border) else None,
        text=trigger.text,
        threshold=trigger.threshold,
        today=trigger.today,
        measure=trigger.measure,
        rule=trigger.rule,
    )


def _months(when: When, today: datetime.date) -> MonthsView:
    p10, p50, p90 = (None if at is None else month(today, at) for at in (when.p10, when.p50, when.p90))
    return MonthsView(p10, p50, p90)


def next_view(review: Review, most: int = 5) -> NextView:
    """Questions worth finding out, the most telling first, and whether asking can stop."""
    found = review.derived.next_questions()
    questions = review.rulebook.questions
    return NextView(
        found.can_stop,
        tuple(found.open_decisions),
        tuple(
            QuestionWorth(
                each.question,
                questions[each.question].title,
                round(each.bits, 3),
                tuple(each.decides),
                questions[each.question].measure,
            )
            for each in found.questions[:most]
        ),
    )
