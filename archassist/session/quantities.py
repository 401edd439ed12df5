"""Reads a number as people type it, into the unit of its question: `1.2k`, `3M/day`, `40%`, `2 TB`, `1h30m`, `1 in 20`.

Arithmetic is decimal, so that `7%` is 0.07 and not 0.07000000000000001.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from archassist.session.answers import AnswerError, QuestionLike
from archassist.session.units import UnitError, fitting, kind_of

LONGEST = 200
"""Characters; a longer text is no number, and would only be slow to read."""

_NUMBER = r"(?:\d{1,3}(?:[,_' \u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:_\d+)*(?:[.,]\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_PART = re.compile(rf"\s*({_NUMBER})\s*([^\d]*)")
_FRACTION = re.compile(rf"({_NUMBER})\s*(?:/|in|of|out of)\s*({_NUMBER})")
_MULTIPLIERS = {
    "k": 3, "thousand": 3, "tsd": 3,
    "m": 6, "mn": 6, "mio": 6, "mil": 6, "million": 6, "millions": 6,
    "b": 9, "bn": 9, "g": 9, "billion": 9, "billions": 9,
    "t": 12, "tn": 12, "trillion": 12,
}  # fmt: skip
_NINES = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_SHORT_DATA = {"m": "MB", "g": "GB", "t": "TB", "p": "PB"}
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as typed: `number` before and `suffix` after it, and `value` in the question's unit."""

    number: Decimal
    suffix: str
    value: Decimal


def read_quantity(text: str, question: QuestionLike, suffix: str = "") -> Quantity:
    """Reads one number; `suffix` is used when the text has none (the `k` of `10..50k`). Raises AnswerError."""
    said = text.strip()
    if len(said) > LONGEST:
        raise AnswerError(f"That is {len(said):,} characters long. {how_to_answer(question)}")
    if said[:1] in "€£¥₹" and said:
        raise AnswerError(f"“{said[0]}” is not converted: amounts are in USD. {how_to_answer(question)}")
    if said.startswith("$"):
        said = _dollar_last(said)
    if said.startswith(("-", "−")) and re.match(rf"[-−]\s*{_NUMBER}", said):
        raise AnswerError(f"{said} is negative. {how_to_answer(question)}")
    if question.type == "share" and (found := _FRACTION.fullmatch(said)):
        return _fraction(said, found, question)
    if question.unit == "%" and (nines := _nines(said)) is not None:
        return Quantity(nines, "%", nines)
    parts = _parts(said)
    if not parts:
        raise AnswerError(f"“{said}” is not a number. {how_to_answer(question)}")
    if len(parts) > 1 and not all(_is_time(rest) for _, rest in parts):
        raise AnswerError(f"“{said}” holds more than one number. {how_to_answer(question)}")
    values = [_value(number, rest.strip() or suffix, question) for number, rest in parts]
    return Quantity(_decimal(parts[0][0]), parts[0][1].strip() or suffix, sum(values, Decimal(0)))


def how_to_answer(question: QuestionLike) -> str:
    """One sentence: what to type for this question."""
    if question.type == "share":
        return "Write a share such as 40%, 0.4 or 30..50%, or unknown."
    if question.levels:
        return f"Write one of {', '.join(f'{level:g}' for level in question.levels)}, or unknown."
    unit = "" if question.unit in ("", "1", "x") else f" in {question.unit}"
    return f"Write a number{unit} such as 1200, 1.2k or 800..2k, or unknown."


def _parts(said: str) -> list[tuple[str, str]]:
    """The number-and-unit pairs of the whole text; empty when anything is left over."""
    parts, at = [], 0
    while at < len(said):
        found = _PART.match(said, at)
        if found is None or found.end() == at:
            return []
        parts.append((found.group(1), found.group(2)))
        at = found.end()
    return parts


def _value(number: str, suffix: str, question: QuestionLike) -> Decimal:
    value = _decimal(number)
    if question.type == "share":
        return _share(value, suffix, question)
    counted = _words_of(question)
    kind = kind_of(question.unit)
    multiplier, unit = _split(suffix, kind, question, counted)
    try:
        factor = fitting(unit, question.unit, counted)
    except UnitError as error:
        reason = str(error)
        if reason == "measures something else":
            reason = f"“{suffix}” does not fit here"
        asked = (
            f"This is asked in {question.unit}."
            if question.unit not in ("", "1")
            else "This is a plain count."
        )
        raise AnswerError(f"{reason[0].upper()}{reason[1:]}. {asked} {how_to_answer(question)}") from None
    return value * multiplier * factor


def _share(value: Decimal, suffix: str, question: QuestionLike) -> Decimal:
    word = suffix.casefold().strip()
    if word in ("%", "percent", "pct", "per cent"):
        return value / 100
    if word in ("‰", "permille"):
        return value / 1000
    if word in ("", "share") or word in _words_of(question):
        if value > 1:
            raise AnswerError(
                f"{value:f} is more than the whole. Write {value:f}% or a share between 0 and 1."
            )
        return value
    raise AnswerError(f"“{suffix}” does not fit a share. {how_to_answer(question)}")


def _split(suffix: str, kind: str, question: QuestionLike, counted: Collection[str]) -> tuple[Decimal, str]:
    """Splits `M/day` into a million and `/day`. A unit goes before a multiplier: `m` after a duration is minutes."""
    head = re.match(r"[^\W\d_]*", suffix.strip())
    word = head.group() if head else ""
    rest = suffix.strip()[len(word) :]
    lower = word.casefold()
    if kind == "data":
        if lower in _SHORT_DATA and not rest.strip():
            return Decimal(1), _SHORT_DATA[lower]
        if lower == "k":
            said = f"“{suffix}” could be thousands of {question.unit} or kilobytes"
            raise AnswerError(f"{said}. Write 1200 {question.unit}, 1.2 TB or 500 kB.")
        if lower == "b":
            return Decimal(1), suffix
    if kind == "time" and lower == "m":
        if word == "M":
            raise AnswerError("“M” could be minutes or months. Write 15 min or 2 months.")
        return Decimal(1), suffix
    if lower in _MULTIPLIERS:
        return Decimal(10) ** _MULTIPLIERS[lower], rest.strip()
    # `k$`, `kusd`: a multiplier written onto its unit.
    if len(word) > 1 and lower[0] in "kmb" and lower[1:] in ("usd", "users", "req", "rps", "qps"):
        return Decimal(10) ** _MULTIPLIERS[lower[0]], word[1:] + rest
    return Decimal(1), suffix


def _decimal(number: str) -> Decimal:
    if re.fullmatch(r"\d+,\d+(?:[eE].*)?", number) and not re.fullmatch(r"\d{1,3},\d{3}", number):
        number = number.replace(",", ".")  # a decimal comma
    return Decimal(re.sub(r"[,_' \u00a0\u202f]", "", number))


def _fraction(said: str, found: re.Match[str], question: QuestionLike) -> Quantity:
    part, whole = _decimal(found.group(1)), _decimal(found.group(2))
    if not whole or part > whole:
        raise AnswerError(f"“{said}” is not a part of a whole. {how_to_answer(question)}")
    return Quantity(part, "", part / whole)


def _nines(said: str) -> Decimal | None:
    found = re.fullmatch(r"(\w+)( and a half)? nines?", said.casefold())
    count = _NINES.get(found.group(1)) if found else None
    if found is None or count is None:
        return None
    return Decimal("9" * count + ("5" if found.group(2) else "")) / Decimal(10) ** (
        count - 2 + bool(found.group(2))
    )


def _dollar_last(said: str) -> str:
    """`$5k/month` as `5k$/month`, so that the unit follows the number like any other."""
    found = re.match(rf"\$\s*({_NUMBER}\s*[^\W\d_]*)(.*)", said, re.DOTALL)
    return f"{found.group(1)} ${found.group(2)}" if found else said


def _is_time(rest: str) -> bool:
    try:
        return kind_of(rest.strip().rstrip(", ")) == "time"
    except UnitError:
        return False


def _words_of(question: QuestionLike) -> frozenset[str]:
    """Words of the question itself: what is counted may be named after the number (`12 engineers`)."""
    words = {word.casefold() for word in _WORD.findall(f"{question.title} {question.ask}")}
    return frozenset(words | {f"{word}s" for word in words})
