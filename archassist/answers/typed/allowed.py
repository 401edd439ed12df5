"""Where the number of an answer must lie."""

from __future__ import annotations

import math

from archassist.answers.answer import AnswerError, QuestionLike
from archassist.answers.answer_text import readable


def check_number(question: QuestionLike, value: float, typed: bool = False) -> float:
    """`value` when it may answer the question; integral values come back as they are. Raises AnswerError.

    A value that was `typed` had its percent sign, if it wanted one.
    """
    if math.isnan(value) or math.isinf(value):
        raise AnswerError(f"That number is too large. {_how(question)}")
    if question.levels:
        for level in question.levels:
            if math.isclose(level, value, rel_tol=1e-12):
                return level
        raise AnswerError(f"{value:.10g} is not one of the levels. {_how(question)}")
    low, high = question.range or ((0.0, 1.0) if question.type == "share" else (-math.inf, math.inf))
    if not low <= value <= high:
        side = "less" if value < low else "more"
        span = f"{readable(question, low)} to {readable(question, high)}"
        hint = (
            f" Did you mean {value:g}%?"
            if question.type == "share" and 1 < value <= 100 and not typed
            else ""
        )
        if value == 0 and low > 0 and question.out_of_scope:
            hint = f" {question.out_of_scope}"  # what whoever has none of it answers
        raise AnswerError(f"{readable(question, value)} is {side} than this question takes: {span}.{hint}")
    return value


def _how(question: QuestionLike) -> str:
    # Only what is wrong needs to know how to ask: a session is read at every start.
    from archassist.answers.typed.asked import how_to_answer

    return how_to_answer(question)
