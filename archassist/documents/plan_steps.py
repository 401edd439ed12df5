"""The plan as documents show it: days instead of months, titles instead of ids, and what is late in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archassist.documents.data import PlanDocument, StepLine
from archassist.roadmap import Plan
from archassist.views.months import spelled
from archassist.views.plan import capacity_text, late_text, late_worth_telling
from archassist.views.records.plan import PlanItem, PlanView
from archassist.words import counted
from archassist.working_days import DAYS_A_WEEK


def plan_document(plan: Plan, view: PlanView, marks: Mapping[str, str]) -> PlanDocument:
    """The plan; `view` is of the same plan, step by step. `marks` says by step what its days rest on."""
    titles = {item.id: item.title for item in view.items}
    steps = tuple(
        StepLine(
            item.id,
            item.title,
            item.kind,
            item.bucket,
            item.quarter,
            planned.start.isoformat(),
            planned.done.isoformat(),
            _done_text(item),
            item.owner,
            item.status,
            item.days,
            item.places,
            tuple(titles[id] for id in item.after),
            late_text(item.late, titles) if late_worth_telling(item.late) else "",
            item.critical,
            item.rank,
            item.milestone,
            "" if item.estimated else marks.get(item.id, ""),
        )
        for planned, item in zip(plan.steps, view.items, strict=True)
    )
    told = capacity_text(view.capacity)
    return PlanDocument(steps, view.problems, told, _in_weeks(told, view.capacity.days_a_quarter))


def _in_weeks(text: str, days: float) -> str:
    """What a team can give, its time in person-weeks: from one on, as documents tell what work costs."""
    if days < DAYS_A_WEEK:
        return text
    weeks = counted(round(days / DAYS_A_WEEK), "person-week")
    return re.sub(r"[\d,]+ person-days(?= a quarter)", weeks, text)


def _done_text(item: PlanItem) -> str:
    done = spelled(item.done)
    return done if item.done_late == item.done else f"between {done} and {spelled(item.done_late)}"
