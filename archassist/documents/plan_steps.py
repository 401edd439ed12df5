"""The plan as documents show it: days instead of months, titles instead of ids, and what is late in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from archassist.documents.data import AT_ONCE, PlanDocument, StepLine
from archassist.roadmap import Plan
from archassist.views.months import between, by_end
from archassist.views.plan import capacity_text, late_text, late_worth_telling
from archassist.views.records.plan import PlanView


def plan_document(
    plan: Plan, view: PlanView, marks: Mapping[str, str], today: datetime.date, *, alone: bool = False
) -> PlanDocument:
    """The plan; `view` is of the same plan, step by step. `marks` says by step what its days rest on, `alone` that one
    person does all of it."""
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
            between(item.done, item.done_late),
            by_end(item.done, item.done_late),
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
            item.done_late,
            not (alone or item.owner or item.status == "doing") and (planned.start - today).days <= AT_ONCE,
        )
        for planned, item in zip(plan.steps, view.items, strict=True)
    )
    return PlanDocument(steps, view.problems, capacity_text(view.capacity), view.capacity.days_a_quarter)
