"""The checklist: what is due, in order, and where the plan puts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.views.records.plan import ChecklistView, EffortView, PlanView

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.roadmap import ChecklistItem
    from archassist.session.review import Review

_BUCKETS = ("now", "next", "later")
_CLOSED = ("done", "dropped")


def checklist_of(review: Review, assessment: Assessment) -> tuple[ChecklistItem, ...]:
    """The checklist in order, with what the team marked."""
    from archassist.roadmap import checklist

    marks = review.practices
    status = {id: mark.status for id, mark in marks.items() if mark.status}
    owners = {id: mark.owner for id, mark in marks.items() if mark.owner}
    return checklist(review.rulebook, assessment, status, owners)


def checklist_view(review: Review, assessment: Assessment) -> tuple[ChecklistView, ...]:
    """The checklist in order, before it is planned."""
    return tuple(
        ChecklistView(
            id=item.id,
            title=item.title,
            rank=item.rank,
            bucket=item.bucket,
            status=item.status,
            owner=item.owner,
            impact=item.impact,
            after=item.after,
            effort=EffortView(item.days, item.places),
            needed_by=item.needed_by,
            assumes=item.assumes,
            settled_by=item.settled_by,
            because=in_place_because(review, item.settled_by),
        )
        for item in checklist_of(review, assessment)
    )


_NAMED = 3
"""Answers that are named at most as the reason why something is in place."""


def in_place_because(review: Review, questions: Sequence[str]) -> str:
    """Why something is in place, as a clause; empty when no answer says so."""
    told = [_answered(review, id) for id in questions[:_NAMED]]
    return f"because you answered {' and '.join(told)}" if told else ""


def _answered(review: Review, id: str) -> str:
    from archassist.answers.answer_text import understood

    question, answer = review.rulebook.questions[id], review.answers.get(id)
    if answer is None or answer.kind != "exact" or question.type == "choices":
        return f"“{question.title}”"
    return f"“{question.title}: {understood(question, answer)}”"


def scheduled(checklist: Sequence[ChecklistView], plan: PlanView) -> tuple[ChecklistView, ...]:
    """The checklist as the plan has it: what starts this quarter is now, the quarter after next, and the rest later.

    `start` and `done` are added to what is planned. Inside a bucket the order of the checklist stays.
    """
    planned = {item.id: item for item in plan.items}
    dated = [
        replace(item, bucket=step.bucket, start=step.start, done=step.done)
        if (step := planned.get(item.id))
        else item
        for item in checklist
    ]
    due = [item for item in dated if item.status not in _CLOSED]
    due.sort(key=lambda item: _BUCKETS.index(item.bucket))
    ordered = [*due, *(item for item in dated if item.status in _CLOSED)]
    return tuple(replace(item, rank=rank) for rank, item in enumerate(ordered, 1))
