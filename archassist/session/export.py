"""Hands a review to the documents as plain data."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.documents import ExportPlan
    from archassist.session.review import Review


def export_plan(
    review: Review, target: Path, only: Collection[str] = (), today: datetime.date | None = None
) -> ExportPlan:
    """What an export into the folder `target` would write; `only` of adr, roadmap and readout, all by default.

    Nothing is written before the plan's `write`. Raises ExportError when the folder cannot be used.
    """
    from archassist.documents import Evidence, ReviewData, Verdict, build_context, plan_export
    from archassist.session.views import checklist_of
    from archassist.session.wording import understood

    assessment = review.assess()
    questions = review.rulebook.questions
    data = ReviewData(
        review.title,
        {
            id: Verdict(taken.status, taken.option, taken.because, taken.by)
            for id, taken in review.decisions.items()
        },
        {
            id: Evidence(
                understood(questions[id], answer),
                answer.grade or "",
                answer.by or "",
                answer.source or "",
                answer.note or "",
                answer.kind,
            )
            for id, answer in review.answers.items()
            if id in questions
        },
    )
    context = build_context(
        review.rulebook, assessment, checklist_of(review, assessment), data, today or datetime.date.today()
    )
    return plan_export(context, target, only)
