"""What forms and options ask besides the questions of the rules: shares, counts, factors, working days, months, days.

Numbers go through the reader of answers, so that people may write them here as they do there.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from archassist.session.answers import Answer, AnswerError
from archassist.session.numbers import read_number
from archassist.session.quantities import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archassist.rulebook.spoken import Spoken

_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"([a-z]{3,9})\.?[ ,-]+(\d{4})|(\d{4})[ ,-]+([a-z]{3,9})\.?")
_DAY_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]+([a-z]{3,9})\.?,?[ -]+(\d{4})")
_NAMED_DAY = re.compile(r"([a-z]{3,9})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})")


@dataclass(frozen=True, slots=True)
class Field:
    """A number that is asked outside the rules; as much of a question as reading it needs."""

    title: str
    ask: str = ""
    type: Literal["number", "share", "choice", "choices"] = "number"
    unit: str = ""
    range: tuple[float, float] | None = None
    id: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[float, ...] = ()

    @property
    def spoken(self) -> Spoken:
        """Nothing beyond the unit is understood."""
        from archassist.rulebook.spoken import UNSPOKEN

        return UNSPOKEN


def read_share(text: str, title: str) -> float:
    """A share, written as `30%`, `0.3`, `a third`; which shares are taken, its taker tells. Raises AnswerError."""
    return _one(Field(title, type="share", range=(0, 1000)), text, "30%")


def read_factor(text: str, title: str) -> float:
    """By how much something is multiplied: `3`, `3x`, `300%`. Raises AnswerError."""
    return _one(Field(title, unit="x", range=(0, 1e6)), text, "3")


def read_whole(text: str, title: str, counted: str = "") -> int:
    """A whole number of something that `counted` names in the plural. Raises AnswerError."""
    text = _bounded(text)
    if counted:
        text = re.sub(rf"\s*\b{counted.removesuffix('s')}s?\b", "", text, flags=re.I)
    number = _one(Field(title, range=(0, 1e9)), text, "3")
    if not float(number).is_integer():
        raise AnswerError(f"{title}: “{text.strip()}” is not a whole number. Write one such as 3.")
    return int(number)


def read_days(text: str) -> list[float]:
    """One or two numbers of working days (`5`, `3..8`, `3 to 8 days`, `2 weeks` of five days); none for an empty text.

    Raises AnswerError.
    """
    text = _bounded(text)
    if not text:
        return []
    weeks = re.fullmatch(r"(.*\S)\s*(?:\bweeks?|\bwks?|(?<=\d)w)", text, flags=re.I)
    if weeks:
        return [5 * each for each in read_days(weeks[1])]
    text = re.sub(r"\s*\b(?:working\s+|person[- ])?days?\b|(?<=\d)\s*d\b", "", text, flags=re.I)
    answer = _read(Field("Working days", range=(0, 1e5)), text, "Write one or two numbers, such as 3..8.")
    if answer.kind == "range" and answer.low is not None and answer.high is not None:
        return [_whole(answer.low), _whole(answer.high)]
    return [_whole(_number(answer))]


def read_month(text: str) -> str:
    """A month as 2027-03, from what people write: `2027-03`, `03/2027`, `March 2027`. Raises AnswerError."""
    said = _bounded(text).casefold()
    year, month = 0, 0
    if found := _YEAR_FIRST.fullmatch(said):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_FIRST.fullmatch(said):
        year, month = int(found[2]), int(found[1])
    elif found := _NAMED.fullmatch(said):
        year, month = int(found[2] or found[3]), _month_named(found[1] or found[4])
    if not 1 <= month <= 12 or not said.isascii():
        raise AnswerError(f"“{_short(text)}” is not a month. Write it as 2027-03.")
    return f"{year:04}-{month:02}"


def read_day(text: str) -> str:
    """A day as 2027-03-31, from what people write. Raises AnswerError, also for `03/04/2027`, which is two days."""
    said = _bounded(text).casefold()
    days: list[datetime.date | None] = []
    if found := _DAY_YEAR_FIRST.fullmatch(said):
        days = [_day(found[1], found[2], found[3])]
    elif found := _DAY_FIRST.fullmatch(said):
        days = [_day(found[4], found[3], found[1])]
        if found[2] != ".":
            days.append(_day(found[4], found[1], found[3]))
    elif found := _DAY_NAMED.fullmatch(said):
        days = [_day(found[3], str(_month_named(found[2])), found[1])]
    elif found := _NAMED_DAY.fullmatch(said):
        days = [_day(found[3], str(_month_named(found[1])), found[2])]
    real = sorted({day for day in days if day is not None})
    if not real or not said.isascii():
        raise AnswerError(f"“{_short(text)}” is not a date. Write it as 2027-03-31.")
    if len(real) > 1:
        raise AnswerError(f"“{_short(text)}” could be two days. Write {real[0]} or {real[1]}.")
    return real[0].isoformat()


def _bounded(text: str) -> str:
    """The text without outer blanks. Raises AnswerError when nobody would have typed so much."""
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text):,} characters long. Write no more than is asked.")
    return " ".join(text.split())


def _one(asked: Field, text: str, example: str) -> float:
    answer = _read(asked, text, f"Write a number such as {example}.")
    if answer.kind == "range":
        raise AnswerError(f"{asked.title}: “{text.strip()}” is a range. Write one number, such as {example}.")
    return _whole(_number(answer))


def _read(asked: Field, text: str, advice: str) -> Answer:
    text = _bounded(text)
    if not text:
        raise AnswerError(f"{asked.title}: nothing was typed. {advice}")
    try:
        return read_number(asked, text, {})
    except AnswerError as error:
        # The question's advice speaks of unknown, which is no answer here.
        said, write, _ = str(error).partition(" Write a ")
        raise AnswerError(f"{asked.title}: {said} {advice}" if write else f"{asked.title}: {said}") from None


def _number(answer: Answer) -> float:
    assert isinstance(answer.value, float | int)
    return answer.value


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number


def _month_named(word: str) -> int:
    for place, name in enumerate(_MONTHS, 1):
        if word == name or (len(word) in (3, 4) and name.startswith(word)):
            return place
    return 0


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:37] + "..."
