"""Answers that contradict each other, as faces, documents and `--json` tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archassist.views.records.answers import ContradictionView
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.answers.answer import Answer
    from archassist.engine import ContradictionResult
    from archassist.session.review import Review

LEADS: Mapping[str, str] = {
    "impossible": "Answers contradict each other",
    "unlikely": "Answers hardly go together",
}


def contradictions_view(review: Review) -> tuple[ContradictionView, ...]:
    """The contradictions between the answers of a review, the worst first."""
    return contradiction_views(review.derived.contradictions())


def contradictions_of(review: Review, question: str) -> tuple[ContradictionView, ...]:
    """Those that the answer to a question has a part in."""
    return tuple(each for each in contradictions_view(review) if question in each.questions)


def contradictions_with(review: Review, given: Mapping[str, Answer]) -> tuple[ContradictionView, ...]:
    """Those that there would be with these answers, in the place of what the review says or beside it."""
    from archassist.session.beliefs import beliefs

    return contradiction_views(
        review.engine.contradictions(beliefs({**review.answers, **given}, review.rulebook))
    )


def contradiction_views(found: Iterable[ContradictionResult]) -> tuple[ContradictionView, ...]:
    """Contradictions as they are told."""
    return tuple(map(_view, found))


def _view(found: ContradictionResult) -> ContradictionView:
    why, check = (text.strip().rstrip(".") for text in (found.why, found.check))
    return ContradictionView(
        id=found.id,
        title=found.title,
        severity=found.severity,
        text=found.text,
        why=found.why,
        check=found.check,
        questions=found.questions,
        source=found.source,
        shown=f"{LEADS[found.severity]}: {found.text}. {capital(why)}. Check {check}.",
    )
