"""Hands a review to the documents as plain data."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archassist.documents import Coming, ExportPlan, Growth
    from archassist.session.review import Review


def export_plan(
    review: Review, target: Path, only: Collection[str] = (), today: datetime.date | None = None
) -> ExportPlan:
    """What an export into the folder `target` would write; `only` of adr, roadmap and readout, all by default.

    Nothing is written before the plan's `write`. Raises ExportError when the folder cannot be used.
    """
    from archassist.documents import Evidence, ReviewData, Verdict, build_context, plan_export
    from archassist.session.prospects import next_view, outlook_view
    from archassist.session.views import checklist_of
    from archassist.session.wording import understood

    today = today or datetime.date.today()
    assessment, following, ahead = review.assess(), next_view(review), outlook_view(review, today)
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
        _coming(ahead),
        tuple((each["title"], each["measure"]) for each in following["questions"]),
        _growth(ahead),
        following["can_stop"],
    )
    context = build_context(review.rulebook, assessment, checklist_of(review, assessment), data, today)
    return plan_export(context, target, only)


def _coming(view: dict[str, Any]) -> dict[str, dict[str, Coming]]:
    from archassist.documents import Coming
    from archassist.session.prospects import spelled, spoken

    found: dict[str, dict[str, Coming]] = {}
    for decision, options in view["not_yet"].items():
        for each in options:
            early, late = each["start_by"]["early"], each["start_by"]["late"]
            start = (
                f"between {spelled(early)} and {spelled(late)}"
                if late
                else f"{spelled(early)} at the earliest"
            )
            trigger = each["trigger"] or {"text": "", "measure": ""}
            found.setdefault(decision, {})[each["option"]] = Coming(
                spoken(each), trigger["text"], trigger["measure"], start
            )
    return found


def _three_digits(number: float) -> float:
    return float(f"{number:.3g}") if abs(number) < 1000 else int(float(f"{number:.3g}"))


def _growth(view: dict[str, Any]) -> tuple[Growth, ...]:
    from archassist.documents import Growth

    found = []
    for id in ("mau_now", "db_util"):
        band = view["bands"].get(id)
        if band:
            every = slice(0, None, 3)
            lines = [
                tuple(_three_digits(each) for each in band[key][every]) for key in ("low", "middle", "high")
            ]
            found.append(Growth(band["title"], band["unit"], tuple(band["months"][every]), *lines))
    return tuple(found)
