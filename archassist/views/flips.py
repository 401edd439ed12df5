"""What a recommendation depends on: the smallest changes that would change it, the answers that settle it, and those on
which an option hangs most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archassist.answers.answer import Answer
from archassist.answers.answer_text import as_typed, understood
from archassist.engine import band, with_unit
from archassist.engine.telling import COUNTED
from archassist.views.records.outlook import FlipView, NearFlip, RestingAnswer, RestsView, SwingEnd, SwingView

if TYPE_CHECKING:
    from archassist.answers.answer import QuestionLike
    from archassist.engine.encoding import PlainValue
    from archassist.sensitivity.flips import Flip
    from archassist.session.review import Review


def flips_view(
    review: Review, decisions: Sequence[str] = (), most: int = 3, *, two: bool = True
) -> dict[str, tuple[FlipView, ...]]:
    """By decision the smallest changes of one answer, or two where `two` says so, after which another option is advised."""
    found = review.derived.flip_search().flips(decisions, most=most, two=two)
    return {decision: tuple(_flip(review, flip) for flip in mine) for decision, mine in found.items()}


def nearest_flips(review: Review, most: int) -> dict[str, tuple[NearFlip, ...]]:
    """By decision up to `most` answers that would change what is recommended, each by itself; none for some decisions.

    Without those that would change nothing for the team: they lead to what it took, or lie in the range that it gave.
    """
    # Changes of two answers are for people who ask about one decision: there are many, and they take as long again.
    found = review.derived.flip_search().flips(most=most, two=False)
    return {
        decision: tuple(_near(review, flip) for flip in mine if _tells(review, flip))
        for decision, mine in found.items()
    }


def _tells(review: Review, flip: Flip) -> bool:
    """Whether a flip leads away from what the team took, by an answer that it has not thought of already."""
    taken = review.decisions.get(flip.decision)
    if taken is not None and taken.status == "accepted" and taken.option == flip.option:
        return False
    answer = review.answers.get(flip.question)
    if (
        answer is None
        or answer.low is None
        or answer.high is None
        or not isinstance(flip.value, (int, float))
    ):
        return True
    return not answer.low <= flip.value <= answer.high


def _near(review: Review, flip: Flip) -> NearFlip:
    answers, option = _in_words(review, flip)
    standing = review.assess().decision(flip.decision).today.option
    conditions = " and ".join(_condition(review, id, value) for id, value in flip.changes)
    return NearFlip(answers, option, flip.distance, conditions, flip.option == standing)


def _condition(review: Review, id: str, value: PlainValue) -> str:
    """What would have to be so, within a sentence, beside what is known: "“Teams” is 3 or less (answered: 10)"."""
    question, now = review.rulebook.questions[id], review.assess().facts[id].value
    shown = _in_two_digits(question, value)
    if isinstance(value, (int, float)) and isinstance(now, (int, float)) and not isinstance(value, bool):
        less = "fewer" if question.type == "number" and question.unit in COUNTED else "less"
        shown = f"{shown} or {less if value < now else 'more'}"
    else:
        shown = f"“{shown}”"
    return f"“{question.title}” is {shown} ({_today(review, id)})"


_LEADING_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

_HARDLY_LESS = 0.9
"""Shares from here on differ by what they lack, and keep their digits: 99.5%."""


def _in_two_digits(question: QuestionLike, value: PlainValue) -> str:
    """An answer for people, a number in two digits: where advice turns is known no better."""
    text = _in_one_unit(question, Answer(kind="exact", value=value))
    if (
        not isinstance(value, (int, float))
        or question.levels
        or (question.type == "share" and value >= _HARDLY_LESS)
    ):
        return text
    exact = _LEADING_NUMBER.search(text)
    if exact is None:
        return text
    number = float(exact[0].replace(",", ""))
    rounded = float(f"{number:.2g}")
    digits = f"{rounded:,.0f}" if rounded == round(rounded) else f"{rounded:g}"
    about = "" if rounded == number else "about "
    return f"{about}{text[: exact.start()]}{digits}{text[exact.end() :]}"


def flips_of(review: Review, decision: str) -> tuple[FlipView, ...]:
    """The smallest changes after which another option of one decision is recommended."""
    return tuple(_flip(review, flip) for flip in review.derived.flips(decision))


def _today(review: Review, question: str) -> str:
    answer = review.answers.get(question)
    if answer is not None and answer.kind in ("exact", "range"):
        guessed = "guessed" if answer.grade == "guessed" else "answered"
        return f"{guessed}: {_in_one_unit(review.rulebook.questions[question], answer)}"
    return review.assess().facts[question].beside


def _in_one_unit(question: QuestionLike, answer: Answer) -> str:
    """An answer for people: a number in the handiest unit alone, "999 ms" instead of "0.999 s (999 ms)", and money as all
    sentences tell it, "780 USD an hour"."""
    if question.unit.partition("/")[0] == "USD":
        figures = (answer.low, answer.high) if answer.kind == "range" else (answer.value,)
        told = [with_unit(each, question.unit) for each in figures if isinstance(each, (int, float))]
        return " to ".join([*(each.partition(" ")[0] for each in told[:-1]), told[-1]])
    text = understood(question, answer)
    handier = re.fullmatch(r"[\d.,]+ \w+ \((.+)\)", text) if answer.kind == "exact" else None
    return handier[1] if handier else text


def _in_words(review: Review, flip: Flip) -> tuple[str, str]:
    """The answers that a flip changes, beside today's, and the option that is then recommended."""
    said = []
    for id, value in flip.changes:
        question = review.rulebook.questions[id]
        said.append(f"{question.title}: {_in_two_digits(question, value)} ({_today(review, id)})")
    return ", and ".join(said), review.rulebook.decisions[flip.decision].options[flip.option].title


def _flip(review: Review, flip: Flip) -> FlipView:
    questions = review.rulebook.questions
    answers, option = _in_words(review, flip)
    return FlipView(
        changes={
            id: as_typed(questions[id], Answer(kind="exact", value=value)) for id, value in flip.changes
        },
        option=flip.option,
        title=questions[flip.question].title,
        text=f"{answers} → {option}",
    )


def rests_view(review: Review, decision: str) -> RestsView:
    """The fewest answers that fix what is recommended, whatever the others turn out to be."""
    found = review.derived.rests_on(decision)
    questions = review.rulebook.questions
    return RestsView(
        found.fixed,
        tuple(
            RestingAnswer(id, questions[id].title, understood(questions[id], review.answers[id]))
            for id in found.answers
        ),
    )


def tornado_view(review: Review, decision: str, option: str) -> tuple[SwingView, ...]:
    """The answers on which an option hangs most: how often it wins at both ends of each."""
    from archassist.sensitivity import tornado

    return tuple(
        SwingView(
            swing.question,
            review.rulebook.questions[swing.question].title,
            SwingEnd(swing.low, swing.low_share, band(swing.low_share)),
            SwingEnd(swing.high, swing.high_share, band(swing.high_share)),
        )
        for swing in tornado(review.derived.futures(), decision, option)
    )
