"""The checklist: the plan read without dates, and what is done."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.views.records.plan import ChecklistView, EffortView, PlanView
from archassist.words import BUCKETS

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.roadmap import ChecklistItem
    from archassist.session.review import Review

MOST_IMPACT = 3
"""The impact of a step that carries out a decision."""


def checklist_of(review: Review, assessment: Assessment) -> tuple[ChecklistItem, ...]:
    """What the checklist holds, with what the team marked."""
    from archassist.roadmap import checklist

    marks = review.practices
    status = {id: mark.status for id, mark in marks.items() if mark.status}
    owners = {id: mark.owner for id, mark in marks.items() if mark.owner}
    return checklist(review.rulebook, assessment, status, owners)


def checklist_view(
    review: Review, assessment: Assessment, plan: PlanView | None = None, today: datetime.date | None = None
) -> tuple[ChecklistView, ...]:
    """The checklist: the items of the plan and the steps that carry decisions out, in their order; then what is done.

    Without a plan the order is that of what is known without looking ahead: no limit that comes moves an item up, and no
    item has a month.
    """
    items = {item.id: item for item in checklist_of(review, assessment)}
    due = _planned(plan) if plan else _before_a_plan(review, assessment, today or datetime.date.today())
    due.sort(key=lambda each: (BUCKETS.index(each.bucket), each.rank))
    closed = (_view(review, items, item) for item in items.values() if item.closed)
    found = (*(_filled(items, each) for each in due), *closed)
    return tuple(replace(each, rank=rank) for rank, each in enumerate(found, 1))


def _planned(plan: PlanView) -> list[ChecklistView]:
    return [
        ChecklistView(
            id=each.id,
            title=each.title,
            rank=each.rank,
            bucket=each.bucket,
            status=each.status,
            owner=each.owner,
            impact=MOST_IMPACT,
            after=each.after,
            effort=EffortView(each.days, each.places),
            needed_by=(),
            assumes=(),
            kind=each.kind,
            milestone=each.milestone,
            why_here=each.why_here,
            start=each.start,
            done=each.done,
        )
        for each in plan.items
        if each.kind != "coming"
    ]


def _before_a_plan(review: Review, assessment: Assessment, today: datetime.date) -> list[ChecklistView]:
    from archassist.session.schedule import first_ranking
    from archassist.views.why_here import reasons

    steps, ranking = first_ranking(review, assessment, today)
    told = reasons(review, steps, ranking)
    return [
        ChecklistView(
            id=id,
            title=steps[id].title,
            rank=rank,
            bucket=ranking.buckets[id],
            status=steps[id].status,
            owner=steps[id].owner,
            impact=MOST_IMPACT,
            after=tuple(each for each in steps[id].needs if each in ranking.buckets),
            effort=EffortView(steps[id].days, steps[id].places),
            needed_by=(),
            assumes=(),
            kind=steps[id].kind,
            milestone=steps[id].milestone,
            why_here=told[id],
        )
        for rank, id in enumerate(ranking.order, 1)
        if id in ranking.buckets
    ]


def _filled(items: Mapping[str, ChecklistItem], view: ChecklistView) -> ChecklistView:
    """The view of a step with what only an item of the checklist has."""
    if (item := items.get(view.id)) is None:
        return view
    return replace(view, impact=item.impact, needed_by=item.needed_by, assumes=item.assumes)


def _view(review: Review, items: Mapping[str, ChecklistItem], item: ChecklistItem) -> ChecklistView:
    """What is done or dropped."""
    return ChecklistView(
        id=item.id,
        title=item.title,
        rank=0,
        bucket="later",
        status=item.status,
        owner=item.owner,
        impact=item.impact,
        after=tuple(each for each in item.after if not items[each].closed),
        effort=EffortView(item.days, item.places),
        needed_by=item.needed_by,
        assumes=item.assumes,
        settled_by=item.settled_by,
        because=in_place_because(review, item.id, item.settled_by),
    )


_NAMED = 3
"""Answers that are named at most as the reason why something is in place."""


def in_place_because(review: Review, id: str, questions: Sequence[str]) -> str:
    """Why something is in place, as a clause; empty when no answer says so."""
    told = [_answered(review, id, each) for each in questions[:_NAMED]]
    return f"because you answered {' and '.join(told)}" if told else ""


def _answered(review: Review, practice: str, id: str) -> str:
    """An answer that shows a practice in place; of several that were chosen those that it is read from."""
    from archassist.answers.answer_text import understood

    question, answer = review.rulebook.questions[id], review.answers.get(id)
    if answer is None or answer.kind != "exact":
        return f"“{question.title}”"
    if question.type == "choices":
        there, chosen = review.rulebook.practices[practice].done_if, answer.value
        told = [
            question.choices.get(each, each)
            for each in (chosen if isinstance(chosen, tuple) else ())
            if there is not None and f"'{each}'" in there.text
        ]
        return f"“{question.title}{': ' if told else ''}{', '.join(told)}”"
    return f"“{question.title}: {understood(question, answer)}”"
