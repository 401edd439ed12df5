"""Turns an amount into a number in the unit of its question: `1.2k`, `3M/day`, `2 TB`, `900M rows x 2 kB`.

Arithmetic is decimal, so that `7%` is 0.07 and not 0.07000000000000001.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from archassist.answers.answer import AnswerError
from archassist.answers.typed import counted
from archassist.answers.typed.amounts import Amount, read_amount
from archassist.answers.typed.asked import Asked, refused
from archassist.answers.typed.numerals import Forks
from archassist.answers.typed.tokens import Token, spelt
from archassist.answers.typed.units import Measure, UnitError, atom, conversion

LONGEST = 200
"""Characters; a longer text is not a number, and would only be slow to read."""

_HUNDRED = Decimal(100)
_TIMES = ("x", "×", "*", "@", "of", "at")


def amount_of(tokens: Sequence[Token], asked: Asked, forks: Forks) -> Amount:
    """The amount that the tokens spell; rows times bytes a row are a size. Raises AnswerError."""
    if asked.kind == "data" and (product := _rows(tokens, asked, forks)) is not None:
        return product
    return read_amount(tokens, asked, forks)


def value_of(amount: Amount, asked: Asked) -> Decimal:
    """The amount in the question's unit. Raises AnswerError when it measures something else."""
    question = asked.question
    if asked.kind == "data" and amount.noun:
        raise AnswerError(
            f"“{amount.said}” is a number of {amount.noun}. Write the size in {question.unit.partition('/')[0]}, "
            f"or how long one of them is, too: {amount.said} x 500 B."
        )
    if amount.unit and amount.unit[0] == "percent" and asked.kind == "factor":
        return amount.value / 100
    per = amount.per
    if asked.users:  # users of which time, `over_a_day` tells
        per = {kind: size for kind, size in per.items() if kind != "time"}
    try:
        kind, size = amount.unit or ("", Decimal(1))
        return amount.value * conversion(Measure(kind, size, per), asked.measure)
    except UnitError:
        raise refused(question, f"“{_suffix(amount)}” does not fit here") from None


def over_a_day(amount: Amount, asked: Asked) -> bool:
    """Whether users of a day are given where those of a longer time are asked. Raises AnswerError for other times."""
    if not asked.users or "time" not in amount.per:
        return False
    length, period = amount.per["time"], asked.period
    if length == period:
        return False
    if period is None:
        raise refused(
            asked.question,
            f"“{amount.said}” counts users over a period, and this question counts users at the same moment",
        )
    if length == _seconds("day") and asked.question.spoken.daily:
        return True
    raise refused(
        asked.question, f"“{amount.said}” counts users over another period than a {asked.question.spoken.per}"
    )


def completed(one: Amount, other: Amount) -> Amount | None:
    """One end of a range with what the other has and it has not (`10..50k`, `$5-10k`, `45M..60M/year`).

    None when it lacks nothing.
    """
    named = one.unit is not None and not one.leading
    whole = other.scale == _HUNDRED and one.hundreds  # two hundred .. 5 hundred
    scale = one.scale if one.scale is not None or named or one.noun or whole else other.scale
    unit = one.unit or other.unit
    per = one.per or other.per
    if (scale, unit, per) == (one.scale, one.unit, one.per):
        return None
    return replace(one, scale=scale, unit=unit, per=per, noun=one.noun or other.noun)


def _rows(tokens: Sequence[Token], asked: Asked, forks: Forks) -> Amount | None:
    """`900M rows x 2 kB`, `2 kB x 900M rows`, `900M rows of 2 kB each`; None when it is no product."""
    places = [
        place
        for place, token in enumerate(tokens)
        if token.word in _TIMES and 0 < place < len(tokens) - 1 and tokens[place + 1].kind == "number"
    ]
    if len(places) != 1:
        return None
    one, other = list(tokens[: places[0]]), list(tokens[places[0] + 1 :])
    if _names_rows(other):
        one, other = other, one
    if other[-1].word in ("each", "apiece"):
        other.pop()
    if other[-1].word in counted.ROWS and len(other) > 2 and other[-2].word in ("/", "per", "a"):
        del other[-2:]
    if not _names_rows(one) and not (_is_plain(one) and tokens[places[0]].word not in ("of", "at")):
        return None
    size = read_amount(other, asked, forks)
    if size.unit is None or size.per or size.noun:
        return None
    number = read_amount(_without_rows(one), _counting(asked), forks)
    if number.unit is not None:
        return None
    value = number.value * size.value
    return Amount(spelt(tokens), value, None, size.unit, number.per)


def _names_rows(tokens: Sequence[Token]) -> bool:
    return any(token.word in counted.ROWS for token in tokens)


def _without_rows(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.word not in counted.ROWS]


def _is_plain(tokens: Sequence[Token]) -> bool:
    """Whether a number stands alone or with a scale: `900M x 2 kB`."""
    return tokens[0].kind == "number" and len(tokens) <= 2


def _counting(asked: Asked) -> Asked:
    return Asked(asked.question, "count", Measure("", Decimal(1), asked.measure.per))


def _seconds(word: str) -> Decimal:
    found = atom(word)
    assert found is not None
    return found[1]


def _suffix(amount: Amount) -> str:
    """What stands behind the number, for a message."""
    text = amount.said.lstrip("0123456789.,'_ ")
    return text or amount.said
