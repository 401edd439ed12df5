"""Goes down every way that a text can be read, and finds the one that is an answer, or asks back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archassist.answers.answer import Answer, AnswerError, QuestionLike, UndecidedError, same_enough
from archassist.answers.answer_text import as_typed, understood
from archassist.answers.typed.asked import how_to_answer, no_number, short
from archassist.answers.typed.numerals import Forks, in_one_habit, likely, marked

MOST_READINGS = 32
"""Ways to read one text; a text with more is refused, and was hardly meant as a number."""


class _Outcome(NamedTuple):
    """What one way through the forks comes to."""

    way: dict[str, int]
    cost: int
    decimal_commas: frozenset[bool]
    result: Answer | AnswerError


def only_reading(
    question: QuestionLike, text: str, read: Callable[[Forks], Answer], decimal_comma: bool | None = None
) -> Answer:
    """What all readings come to. Raises AnswerError when there is none, or more than one.

    `decimal_comma` tells how numbers are written where the text was found; None when nothing is known of that.
    """
    outcomes = _outcomes(read)
    if len(outcomes) > MOST_READINGS:
        raise AnswerError(f"“{short(text)}” can be read in many ways. {how_to_answer(question)}")
    if decimal_comma is None:
        outcomes = [each for each in outcomes if in_one_habit(each.way, each.decimal_commas)] or outcomes
    else:
        known = frozenset([decimal_comma])
        outcomes = [each for each in outcomes if in_one_habit(each.way, each.decimal_commas | known)]
        if not outcomes:
            raise AnswerError(f"“{short(text)}” is not written with a decimal {marked(decimal_comma)}.")
    found = [each for each in outcomes if isinstance(each.result, Answer)]
    if not any(likely(each.way) for each in found):
        faults = [each.result for each in outcomes if isinstance(each.result, AnswerError)]
        raise faults[0] if faults else no_number(text, question)
    least = min(each.cost for each in found)
    answers: list[Answer] = []
    for each in outcomes:
        if each.cost > least:
            continue
        if isinstance(each.result, UndecidedError):
            raise each.result
        if isinstance(each.result, Answer) and not any(same_enough(each.result, other) for other in answers):
            answers.append(each.result)
    if len(answers) > 1:
        raise _two_readings(question, text, answers)
    return answers[0]


def _outcomes(read: Callable[[Forks], Answer]) -> list[_Outcome]:
    """What each way comes to; a fork may be met down one branch only. One more than are allowed when there are too many."""
    found: list[_Outcome] = []
    ways: list[dict[str, int]] = [{}]
    while ways and len(found) <= MOST_READINGS:
        forks = Forks(ways.pop(0))
        result: Answer | AnswerError
        try:
            result = read(forks)
        except AnswerError as error:
            result = error
        found.append(_Outcome(forks.way, forks.cost, frozenset(forks.decimal_commas), result))
        ways += forks.others()
    return found


def _two_readings(question: QuestionLike, text: str, answers: Sequence[Answer]) -> AnswerError:
    shown = " or ".join(understood(question, answer) for answer in answers[:3])
    typed = " or ".join(as_typed(question, answer) for answer in answers[:3])
    return AnswerError(f"“{text.strip()}” could be {shown}. Write {typed}.")
