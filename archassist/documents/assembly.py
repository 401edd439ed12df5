"""Puts a review together as documents show it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.documents.begun_days import with_begun_days
from archassist.documents.context import DocumentContext, ItemDocument
from archassist.documents.decisions import answer_line, decision_document
from archassist.documents.review_data import review_data
from archassist.documents.titles import titles_of
from archassist.engine import decisions_in_doubt
from archassist.engine.effort import size_mark, told_effort
from archassist.views.checklist import checklist_of, checklist_view
from archassist.views.contradictions import contradiction_views
from archassist.views.needs import needs_of, needs_text, told_phase
from archassist.views.plan import plan_view
from archassist.views.precedents import precedents_view

if TYPE_CHECKING:
    from archassist.documents.data import ReviewData
    from archassist.session.review import Review
    from archassist.views.records.plan import PlanView


def context_of(
    review: Review, today: datetime.date, afresh: frozenset[str] = frozenset(), *, records_only: bool = False
) -> DocumentContext:
    """The review as documents show it on a day; decisions in `afresh` without the team's verdict.

    With `records_only` what only other documents show is left out.
    """
    rulebook, assessment, answers = review.rulebook, review.assess(), review.answers
    data = review_data(review, today, afresh, records_only)
    lines = {
        id: answer_line(rulebook, assessment, question, answers.get(id))
        for id, question in rulebook.questions.items()
    }
    doubted = decisions_in_doubt(review.engine.compiled, assessment.contradictions)
    context = DocumentContext(
        data.title,
        today,
        assessment.pack,
        told_phase(rulebook, assessment.phase),
        tuple(
            decision_document(
                rulebook,
                assessment,
                rulebook.decisions[result.id],
                data,
                lines,
                today,
                contradiction_views(doubted.get(result.id, ())),
                precedents_view(review, result.id),
                needs_text(needs_of(review, result)),
            )
            for result in assessment.decisions
        ),
        _items(review, plan_view(review, today), data),
        tuple(lines[id] for id in assessment.assumed),
        len(answers),
        len(review.asked()),
        assessment.operations.load,
        assessment.operations.capacity,
        assessment.operations.overload,
        data,
    )
    return with_begun_days(context)


def _items(review: Review, plan: PlanView, data: ReviewData) -> tuple[ItemDocument, ...]:
    """The checklist in its order."""
    rulebook, assessment = review.rulebook, review.assess()
    steps = sorted(plan.items, key=lambda each: each.rank)
    planned = {each.id for each in steps}
    known = {item.id: item for item in checklist_of(review, assessment)}
    found: list[ItemDocument] = []
    for view in checklist_view(review, assessment, plan):
        if view.id not in known:
            continue  # the step of a decision is told by its record, and by the roadmap
        practice = rulebook.practices[view.id]
        waiting = [each for each in steps if view.id in each.after and each.kind != "coming"]
        plain = [each for each in view.needed_by if each not in planned and _to_come(review, data, each)]
        found.append(
            ItemDocument(
                known[view.id],
                practice,
                tuple(rulebook.practices[id].title for id in view.after),
                tuple(each.title for each in waiting if each.kind == "practice"),
                told_effort(rulebook, assessment, practice.effort),
                view.because,
                len(found) + 1,
                view.bucket,
                view.why_here,
                size_mark(rulebook, assessment, practice.effort),
                (
                    *(each.title for each in waiting if each.kind == "decision"),
                    *titles_of(rulebook, plain),
                ),
            )
        )
    return tuple(found)


def _to_come(review: Review, data: ReviewData, id: str) -> bool:
    """Whether what asks for an item is an option that was taken, or is to be decided now, and does not stand yet."""
    decision, _, option = id.partition(".")
    if id in review.rulebook.practices or decision not in review.rulebook.decisions:
        return False
    result = review.assess().decision(decision)
    if decision not in data.places or data.places[decision].place not in ("decided", "decide_now"):
        return False
    verdict = data.verdicts.get(decision)
    chosen = (verdict.option if verdict else "") or result.recommended
    return option == chosen and option != result.today.option and not result.option(option).in_place
