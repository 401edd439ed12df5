"""Reads a history of monthly users from a CSV file: a column of dates, a column of users.

Whatever makes a history doubtful is said with its line: nothing is guessed, and nothing is taken in part.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist import foreign
from archassist.answers.answer import AnswerError, QuestionLike
from archassist.answers.answer_text import understood
from archassist.answers.history_columns import Row, pick_columns
from archassist.answers.history_dates import possible_dates, read_dates
from archassist.answers.parse import read_answer
from archassist.answers.typed.habits import NumberCell, read_together
from archassist.foreign import ForeignFault
from archassist.terminal_text import shortened

MOST_ROWS = 8_000
"""Rows that are read: every day of twenty years."""

SUSPICIOUS = 20.0
"""Users that change so many times from one row to the next (per month apart) were counted in another unit."""

_CURRENCY = re.compile(r"[$€£¥]|\b(?:usd|eur|gbp)\b", re.I)


@dataclass(frozen=True, slots=True)
class GrowthFile:
    """Users by month (2026-03), the oldest first, and remarks on what was found on the way."""

    users: dict[str, float]
    remarks: tuple[str, ...]


def read_growth(path: Path, question: QuestionLike) -> GrowthFile:
    """The history in a file. `question` is that for monthly users. Raises AnswerError, naming the line."""
    try:
        text = foreign.read_text(path)
    except ForeignFault as fault:
        raise AnswerError(fault.told(path)) from None
    return read_growth_text(text, str(path), question)


def read_growth_text(text: str, name: str, question: QuestionLike) -> GrowthFile:
    """The history in a text. Raises AnswerError, naming the line."""
    try:
        rows, remarks = pick_columns(list(foreign.read_csv(text)), lambda cell: bool(possible_dates(cell)))
        if len(rows) > MOST_ROWS:
            raise ForeignFault(
                f"there are {len(rows):,} rows. Give one a month, at most {MOST_ROWS:,}", rows[MOST_ROWS][0]
            )
        dates, told = read_dates([(line, first) for line, first, _ in rows])
        remarks += told
        users, told = _users(rows, question)
        remarks += told
        return _by_month(_by_date(rows, dates, users), remarks)
    except ForeignFault as fault:
        raise AnswerError(fault.told(name)) from None


def _by_date(
    rows: Sequence[Row], dates: Sequence[datetime.date], users: Sequence[float]
) -> dict[datetime.date, tuple[float, int]]:
    """Users and the line that says so, by date. Raises ForeignFault."""
    by_date: dict[datetime.date, tuple[float, int]] = {}
    for (line, first, _), date, number in zip(rows, dates, users, strict=True):
        if date in by_date and by_date[date][0] != number:
            raise ForeignFault(
                f"{first} is listed twice: {by_date[date][0]:,.10g} in line {by_date[date][1]} and {number:,.10g} here. "
                "Keep one",
                line,
            )
        by_date[date] = number, line
    return by_date


def _users(rows: Sequence[Row], question: QuestionLike) -> tuple[list[float], list[str]]:
    """The users of every row, and a remark on how the numbers of the column are written. Raises ForeignFault."""
    together = read_together([_cell(cell, question) for _, _, cell in rows])
    users = []
    for (line, _, cell), found in zip(rows, together.found, strict=False):
        if _CURRENCY.search(cell):
            raise ForeignFault(f"“{shortened(cell, 40)}” is money, not a number of users", line)
        if isinstance(found, AnswerError):
            raise ForeignFault(str(found).replace(", or unknown", "").rstrip("."), line)
        if found.kind != "exact" or not isinstance(found.value, float):
            raise ForeignFault(f"“{shortened(cell, 40)}” is not one number of users", line)
        if found.value <= 0:
            said = "Growth cannot be computed from zero users: begin with the first month that had any"
            raise ForeignFault(f"{found.value:g} users. {said}", line)
        users.append(found.value)
    return users, [together.remark] if together.remark else []


def _cell(text: str, question: QuestionLike) -> NumberCell:
    return NumberCell(
        text,
        lambda habit: read_answer(question, text, decimal_comma=habit),
        lambda answer: understood(question, answer),
        # Nobody counts 98.5 users: where a point could part thousands, too, it does.
        lambda answer: isinstance(answer.value, float) and answer.value.is_integer(),
    )


def _by_month(by_date: dict[datetime.date, tuple[float, int]], remarks: list[str]) -> GrowthFile:
    dates = sorted(by_date)
    for earlier, later in itertools.pairwise(dates):
        (before, line), (after, next_line) = by_date[earlier], by_date[later]
        apart = max((later - earlier).days / 30.4, 1.0)
        # In logarithms: what grows twentyfold every month for twenty years is beyond any number.
        if abs(math.log(after / before)) > math.log(SUSPICIOUS) * apart:
            raise ForeignFault(
                f"{after:,.10g} users after {before:,.10g} in line {line}: one of them is counted in another unit "
                "(thousands?), or counts something else",
                next_line,
            )
    users: dict[str, float] = {}
    several: list[str] = []
    for date in dates:
        month = f"{date:%Y-%m}"
        if month in users and month not in several:
            several.append(month)
        users[month] = by_date[date][0]
    if len(users) < 2:
        raise ForeignFault("one month is not enough to see growth. Give at least two, ideally twelve")
    if several:
        have = "one month has" if len(several) == 1 else f"{len(several)} months have"
        remarks.append(f"{have} several rows: the last one of each was taken.")
    months = [int(each[:4]) * 12 + int(each[5:]) for each in users]
    missing = months[-1] - months[0] + 1 - len(months)
    if missing:
        are = "one month" if missing == 1 else f"{missing} months"
        remarks.append(f"missing between the first and the last: {are}; the other months are enough.")
    return GrowthFile(users, tuple(remarks))
