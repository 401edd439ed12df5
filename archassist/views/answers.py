"""Answers, parked questions and verdicts as faces, documents and `--json` see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archassist.answers.answer import Answer, QuestionLike
from archassist.answers.answer_text import as_typed, understood
from archassist.session.parked import said_of_parked
from archassist.session.verdicts import Taken, said_of
from archassist.views.records.answers import (
    AnswerView,
    ContradictionView,
    DissentView,
    ParkedView,
    VerdictView,
)

if TYPE_CHECKING:
    from archassist.session.dissent import Dissent
    from archassist.session.review import Review


def answer_view(
    question: QuestionLike, answer: Answer, contradicts: tuple[ContradictionView, ...] = ()
) -> AnswerView:
    """One answer, with what it contradicts."""
    exact = answer.kind == "exact"
    return AnswerView(
        kind=answer.kind,
        typed=as_typed(question, answer),
        shown=understood(question, answer),
        value=answer.value if exact else None,
        low=answer.low,
        high=answer.high,
        unit=question.unit,
        grade=answer.grade or None,
        by=answer.by or None,
        source=answer.source or None,
        note=answer.note or None,
        reason=answer.reason or None,
        contradicts=contradicts or None,
    )


def today_view(review: Review, decision: str) -> AnswerView:
    """What was said to stand today of one decision, as an answer whose value is the option. Raises KeyError."""
    option = review.today[decision]
    return AnswerView(
        kind="exact",
        typed=option,
        shown=review.rulebook.decisions[decision].options[option].title,
        value=option,
    )


def against_view(against: Iterable[Dissent]) -> tuple[DissentView, ...]:
    """Who was against a verdict, and what each said."""
    return tuple(DissentView(each.who, each.what) for each in against)


def verdicts_view(taken: Taken | None) -> Mapping[str, VerdictView]:
    """What the team said, by option; the empty option is the decision as a whole."""
    return {
        option: VerdictView(
            status=verdict.status,
            because=verdict.because,
            by=verdict.by,
            dissent=verdict.dissent,
            date=verdict.date,
            shown=said_of(verdict),
            against=against_view(verdict.against),
        )
        for option, verdict in (taken.verdicts if taken else {}).items()
    }


def parked_view(review: Review) -> tuple[ParkedView, ...]:
    """Open questions that were put aside, in the order of the file."""
    return tuple(
        ParkedView(
            question=id,
            title=review.rulebook.questions[id].title,
            note=parked.note,
            grade=parked.grade,
            by=parked.by,
            source=parked.source,
            shown=said_of_parked(parked),
        )
        for id, parked in review.parked.items()
    )


def meanwhile(review: Review, question: str) -> str:
    """What other answers let expect of an unanswered question, in words; empty when they tell nothing of it."""
    from archassist.engine import quoted, telling_of

    engine, beliefs = review.engine, review.beliefs()
    told_by = engine.conditioning(beliefs).sources.get(question, ())
    if not told_by:
        return ""
    value = telling_of(engine.compiled, beliefs).alone(question, engine.profile(beliefs)[question])
    titles = quoted(review.rulebook.questions[id].title for id in told_by)
    return f"about {value}, to fit {titles}"
