"""Users of a day where users of a month are asked: told from the share that comes on a day, once that is known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from archassist.answers.answer import Answer, AnswerError, QuestionLike
from archassist.answers.typed.allowed import check_number

_EXAMPLE = Decimal("0.3")


def by_the_month(
    question: QuestionLike, said: str, low: Decimal, high: Decimal, given: Mapping[str, Answer]
) -> Answer:
    """The answer that so many users of a day give, by the answered share of users that come on a day.

    Raises AnswerError when that share is not answered, naming it.
    """
    ratio = question.spoken.daily
    answer = given.get(ratio)
    ends = _ends(answer)
    if ends is None:
        example, period = float(f"{low / _EXAMPLE:.3g}"), question.spoken.per
        raise AnswerError(
            f"“{said}” counts users of a day; this asks for users of a {period}. Answer {ratio}, the share that comes on "
            f"a day, first, or write the users of a {period}: at {_EXAMPLE:.0%} a day these are {example:,.10g}."
        )
    bottom = check_number(question, float(round(float(low) / ends[1])))
    top = check_number(question, float(round(float(high) / ends[0])))
    return Answer.exact(bottom) if bottom == top else Answer.between(bottom, top)


def _ends(answer: Answer | None) -> tuple[float, float] | None:
    if answer is None or not answer.known:
        return None
    if answer.kind == "range" and answer.low and answer.high:
        return answer.low, answer.high
    if isinstance(answer.value, float | int) and answer.value:
        return float(answer.value), float(answer.value)
    return None
