"""Where an answer must lie, what a bound alone says (`up to 12`, `>90%`), and what a rounded figure says (`~200`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from archassist.answers.answer import Answer, AnswerError, QuestionLike
from archassist.answers.answer_text import as_typed
from archassist.answers.typed.asked import Asked, how_to_answer
from archassist.answers.typed.tokens import Token, spelt

_ABOUT_FACTOR = Decimal("1.25")
"""`~200` is understood as 160 to 250: the person gave a rounded number, not a measured one."""
_ABOUT_ODDS = Decimal("1.5")
"""`~40%` is understood through its odds, so that `~95%` stays below 100%."""
HONEST_FACTOR = 20.0
"""A bound becomes a range when the question's own end is at most so many times away: `up to 12` teams is 1 to 12."""

_BELOW = (
    "<",
    "<=",
    "≤",
    "up to",
    "at most",
    "no more than",
    "not more than",
    "less than",
    "fewer than",
    "under",
    "below",
    "max",
    "maximum",
)
_ABOVE = (
    ">",
    ">=",
    "≥",
    "at least",
    "no less than",
    "no fewer than",
    "more than",
    "over",
    "above",
    "min",
    "minimum",
)
_ABOVE_BEHIND = (
    "+",
    "plus",
    "or more",
    "and more",
    "and up",
    "and above",
    "or above",
    "or higher",
    "minimum",
    "at least",
    "upwards",
)
_BELOW_BEHIND = (
    "or less",
    "or fewer",
    "or below",
    "or lower",
    "and below",
    "max",
    "maximum",
    "at most",
    "tops",
)


def rounded(question: QuestionLike, answer: Answer) -> Answer:
    """What a figure says that was called rounded; a range, a level and nought stay what they are."""
    if (
        answer.kind != "exact"
        or not isinstance(answer.value, float | int)
        or not answer.value
        or question.levels
    ):
        return answer
    centre = float(answer.value)
    value = Decimal(repr(centre))
    if question.type == "share":
        if value >= 1:
            return answer
        odds = value / (1 - value)
        ends = [scaled / (1 + scaled) for scaled in (odds / _ABOUT_ODDS, odds * _ABOUT_ODDS)]
    else:
        ends = [value / _ABOUT_FACTOR, value * _ABOUT_FACTOR]
    low, high = question.range or (-math.inf, math.inf)
    digits = 2 if question.type == "share" else 3
    bottom, top = (min(max(float(f"{float(end):.{digits}g}"), low), high) for end in ends)
    return Answer.between(min(bottom, centre), max(top, centre)) if bottom < top else answer


def within_bound(
    asked: Asked, tokens: Sequence[Token], one: Callable[[Sequence[Token]], Answer]
) -> Answer | None:
    """What a bound says, when one was typed: the range to the question's own end where that is near, else asked back.

    Raises AnswerError.
    """
    found = _bound(tokens)
    if found is None:
        return None
    side, sign, rest = found
    if len(rest) == 0:
        raise AnswerError(f"“{sign}” needs a number. {how_to_answer(asked.question)}")
    answer = one(rest)
    if answer.kind != "exact" or not isinstance(answer.value, float | int):
        raise AnswerError(
            f"“{sign}” gives one end, and {spelt(rest)} is a range. Write both ends, such as 10..50."
        )
    value, question = float(answer.value), asked.question
    low, high = question.range or ((0.0, 1.0) if question.type == "share" else (-math.inf, math.inf))
    end = low if side == "below" else high
    if end == value:
        return answer
    if not question.levels and _is_near(asked, value, end):
        return Answer.between(min(value, end), max(value, end))
    raise AnswerError(_ask_both(question, sign, spelt(rest), value, side))


def _bound(tokens: Sequence[Token]) -> tuple[str, str, Sequence[Token]] | None:
    """Side, sign and the other tokens."""
    if len(tokens) > 2 and tokens[1].text == "+" and all(token.kind == "word" for token in tokens[2:]):
        tokens = [tokens[0], *tokens[2:], tokens[1]]  # 20+ services
    words = [token.word for token in tokens]
    before: tuple[tuple[str, tuple[str, ...]], ...] = (("below", _BELOW), ("above", _ABOVE))
    behind: tuple[tuple[str, tuple[str, ...]], ...] = (("above", _ABOVE_BEHIND), ("below", _BELOW_BEHIND))
    for side, signs in before:
        for sign in signs:
            count = sign.count(" ") + 1
            if " ".join(words[:count]) == sign:
                return side, sign, tokens[count:]
    for side, signs in behind:
        for sign in signs:
            count = sign.count(" ") + 1
            if len(words) > count and " ".join(words[-count:]) == sign:
                return side, sign, tokens[:-count]
    return None


def _is_near(asked: Asked, value: float, end: float) -> bool:
    """Whether a person who gave a bound would say that all the values up to the question's end may be right."""
    if asked.kind == "share":
        return True
    if asked.kind != "count" or asked.question.unit == "users" or math.isinf(end) or value <= 0:
        return False
    if end <= 0:
        return value <= HONEST_FACTOR and asked.question.unit in ("", "1")
    return max(value / end, end / value) <= HONEST_FACTOR


def _ask_both(question: QuestionLike, sign: str, said: str, value: float, side: str) -> str:
    if question.levels:
        return f"“{sign}” gives one end only. {how_to_answer(question)}"
    typed = as_typed(question, Answer.exact(value))
    other = value * 2 if side == "above" else value / 2
    low, high = question.range or (-math.inf, math.inf)
    other = float(f"{min(max(other, low), high):.3g}")
    ends = sorted((value, other))
    both = as_typed(question, Answer.between(ends[0], ends[1]))
    if ends[0] == ends[1]:
        return f"“{sign}” gives one end only. Write {typed} if {said} is the figure, or unknown."
    as_figure = f"{typed} if {said} is the figure"
    return f"“{sign}” gives one end only. Write both ends of the range, such as {both}, or {as_figure}, or unknown."
