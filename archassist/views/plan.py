"""The plan of a review: steps in quarters, what is late, what edits cost."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeGuard

from archassist.engine import ASSUMED, band, noted, rounded
from archassist.session.codec import markable
from archassist.session.entries import Mark
from archassist.session.schedule import AWAITED, edit_of
from archassist.views.actions import actions_view
from archassist.views.outlook import nearest_limits
from archassist.views.records.plan import (
    CapacityView,
    CostView,
    DelayView,
    LateView,
    PlanItem,
    PlanView,
    StepName,
)
from archassist.views.why_here import reasons
from archassist.words import Futures, counted, listed, small
from archassist.working_days import work_text

if TYPE_CHECKING:
    from archassist.roadmap import Cost, Late, Planned
    from archassist.session.review import Review


def plan_view(review: Review, today: datetime.date | None = None) -> PlanView:
    """The plan as `plan --json` prints it."""
    today = today or datetime.date.today()
    plan = review.derived.plan(today)
    titles = {each.step.id: each.step.title for each in plan.steps}
    titles |= {id: _title(review, id) for id in review.practices if id not in titles}
    ranks = {id: rank for rank, id in enumerate(plan.ranking.order, 1)}
    limits = nearest_limits(review, today)
    told = reasons(review, {each.step.id: each.step for each in plan.steps}, plan.ranking, limits)
    capacity = plan.capacity
    return PlanView(
        CapacityView(
            people=capacity.people,
            share=capacity.share,
            at_once=capacity.at_once,
            days_a_quarter=round(capacity.a_quarter, 1),
            away=dict(review.team.away),
            people_mark=_people_mark(review),
            share_mark=ASSUMED if review.team.share is None else "",
        ),
        tuple(_item(review, step, ranks[step.step.id], told[step.step.id]) for step in plan.steps),
        tuple(plan.problems),
        tuple(_cost(cost, titles) for cost in plan.costs),
        tuple(each for each in actions_view(review, today) if each.status in ("todo", "doing")),
    )


def _cost(cost: Cost, titles: Mapping[str, str]) -> CostView:
    return CostView(
        cost.step,
        titles.get(cost.step, cost.step),
        tuple(DelayView(id, titles[id], days) for id, days in cost.delayed),
        tuple(StepName(id, titles[id]) for id in cost.late),
    )


def capacity_text(capacity: CapacityView) -> str:
    """How much time the team has for the plan, in words, counted as work is."""
    vague = capacity.people_mark == ASSUMED
    people = f"{rounded(round(capacity.people)):,.0f}" if vague else f"{round(capacity.people):,}"
    time = work_text((capacity.days_a_quarter, capacity.days_a_quarter))
    many = f"{'about ' if vague else ''}{people} {'engineer' if people == '1' else 'engineers'}"
    who = f"{noted(many, capacity.people_mark)} {'gives' if people == '1' else 'give'}"
    things = "one item" if capacity.at_once == 1 else f"{capacity.at_once} items"
    share = noted(f"{capacity.share:.0%} of their time", capacity.share_mark)
    return f"{who} {share} to this plan, about {time} a quarter; at most {things} in work at once"


def _people_mark(review: Review) -> str:
    counted = review.assess().facts.get(review.rulebook.roles.people_now)
    return counted.mark if counted else ""


def _item(review: Review, planned: Planned, rank: int, why_here: str) -> PlanItem:
    from archassist.roadmap import quarter

    step = planned.step
    mark = review.practices.get(step.id, Mark("todo"))
    edit = edit_of(mark)
    return PlanItem(
        id=step.id,
        title=step.title,
        kind=step.kind,
        bucket=planned.bucket,
        start=f"{planned.start:%Y-%m}",
        done=f"{planned.done:%Y-%m}",
        done_late=f"{planned.done_late:%Y-%m}",
        quarter=quarter(planned.start),
        done_quarter=quarter(planned.done),
        days=step.days,
        places=step.places,
        status=step.status,
        owner=step.owner,
        after=step.needs,
        critical=planned.critical,
        late=_late(planned.late) if planned.late else None,
        pinned=edit.start,
        postponed=edit.not_before,
        estimated=bool(mark.days),
        rank=rank,
        milestone=step.milestone,
        why_here=why_here,
    )


def _late(late: Late) -> LateView:
    return LateView(
        limit=late.limit,
        share=late.share,
        futures=band(late.share),
        months=round(late.months, 1),
        drop=late.drop,
        helpless=late.helpless,
        crossed=late.crossed,
    )


LATE_WORTH_TELLING = 0.25
"""The share of futures in which a step is late from which it is said: in fewer it is noise."""


def late_worth_telling(late: LateView | None) -> TypeGuard[LateView]:
    """Whether a step is late in enough futures to say so."""
    return late is not None and late.share >= LATE_WORTH_TELLING


_LATE: dict[Futures, str] = {
    "all": "Late",
    "most": "Probably late",
    "some": "Possibly late",
    "few": "Possibly late",
    "none": "Not late",
}
"""That something is late, by the futures in which it is."""


NAMED_TO_WAIT = 2
"""Pieces of work that are named where many would have to wait."""


def late_text(late: LateView, titles: Mapping[str, str]) -> str:
    """How late something is, and what would help, in a sentence."""
    awaited = late.limit == AWAITED
    if late.crossed:
        return "Overdue: it is needed already." if awaited else f"Overdue already: {small(late.limit)}."
    about = f"about {_months_told(late.months)}"
    why = (
        f"needed {about} earlier than it can be ready"
        if awaited
        else f"ready {about} after the limit “{late.limit}” is reached"
    )
    said = f"{_LATE[late.futures]}: {why}."
    if late.drop:
        names = [f"“{titles.get(id, id)}”" for id in late.drop]
        more = [counted(len(names) - NAMED_TO_WAIT, "other item")] if len(names) > NAMED_TO_WAIT + 1 else []
        said += (
            f" It would be in time if {listed([*names[:NAMED_TO_WAIT], *more] if more else names)} waited."
        )
    elif late.helpless:
        said += " Postponing everything else would not be enough: it needs more people, or a smaller scope."
    return said


def _months_told(months: float) -> str:
    return "a month" if months < 1.5 else f"{round(months)} months"


def _title(review: Review, id: str) -> str:
    known = markable(review.rulebook)
    return known[id].title if id in known else id
