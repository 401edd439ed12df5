"""Reads a history of monthly users from a CSV file: a column of dates, a column of users.

Whatever makes a history doubtful is said with its line: nothing is guessed, and nothing is taken in part.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from dataclasses import dataclass
from pathlib import Path

from archassist import foreign
from archassist.dates import EARLIEST, LATEST
from archassist.foreign import ForeignFault
from archassist.session.answers import AnswerError, QuestionLike
from archassist.session.growth_columns import Row, pick_columns
from archassist.session.reading import read_answer
from archassist.terminal_text import shortened

SUSPICIOUS = 20.0
"""Users that change so many times from one row to the next (per month apart) were counted in another unit."""

_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?(?:[T ].*)?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?[ -]([0-9]{4})")
_CURRENCY = re.compile(r"[$€£¥]|\b(?:usd|eur|gbp)\b", re.I)
_TWO_READINGS = re.compile(r"([0-9]{1,3})\.([0-9]{3})")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
        rows, remarks = pick_columns(list(foreign.read_csv(text)), lambda cell: _date(cell) is not None)
        return _by_month(_by_date(rows, question), remarks)
    except ForeignFault as fault:
        raise AnswerError(fault.told(name)) from None


def _by_date(rows: list[Row], question: QuestionLike) -> dict[datetime.date, tuple[float, int]]:
    """Users and the line that says so, by date. Raises ForeignFault."""
    by_date: dict[datetime.date, tuple[float, int]] = {}
    for line, first, second in rows:
        date = _date(first)
        if date is None:
            raise ForeignFault(f"“{shortened(first, 40)}” is not a month. Write it as 2026-03", line)
        if not EARLIEST <= date.year <= LATEST:
            said = f"“{shortened(first, 40)}” lies outside the years {EARLIEST} to {LATEST}"
            raise ForeignFault(f"{said}, which are reckoned with", line)
        users = _users(second, question, line)
        if date in by_date and by_date[date][0] != users:
            raise ForeignFault(
                f"{first} stands twice: {by_date[date][0]:,.10g} in line {by_date[date][1]} and {users:,.10g} here. "
                "Keep one",
                line,
            )
        by_date[date] = users, line
    return by_date


def _users(cell: str, question: QuestionLike, line: int) -> float:
    if _CURRENCY.search(cell):
        raise ForeignFault(f"“{shortened(cell, 40)}” is money, not a number of users", line)
    if found := _TWO_READINGS.fullmatch(cell):
        whole = f"{int(found[1] + found[2])}"
        raise ForeignFault(
            f"“{cell}” can be read as {int(whole):,} users or as {float(cell):g}. Write {whole} or {found[1]}",
            line,
        )
    try:
        users = read_answer(question, cell)
    except AnswerError as error:
        raise ForeignFault(str(error).rstrip("."), line) from None
    if users.kind != "exact" or not isinstance(users.value, float):
        raise ForeignFault(f"“{shortened(cell, 40)}” is not one number of users", line)
    if users.value <= 0:
        raise ForeignFault(
            f"{users.value:g} users. Growth cannot be told from nothing: begin with the first month that had users",
            line,
        )
    return users.value


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
        raise ForeignFault("one month says nothing of growth. Give at least two, better twelve")
    if several:
        remarks.append(f"{len(several)} months have several rows: the last one of each was taken.")
    months = [int(each[:4]) * 12 + int(each[5:]) for each in users]
    missing = months[-1] - months[0] + 1 - len(months)
    if missing:
        remarks.append(f"{missing} months between the first and the last are missing; the rest tells enough.")
    return GrowthFile(users, tuple(remarks))


def _date(text: str) -> datetime.date | None:
    text = text.strip()
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
        if found := _MONTH_FIRST.fullmatch(text):
            return datetime.date(int(found[2]), int(found[1]), 1)
        if (found := _NAMED.fullmatch(text)) and found[1][:3].lower() in _NAMES:
            return datetime.date(int(found[2]), _NAMES.index(found[1][:3].lower()) + 1, 1)
    except ValueError:
        return None
    return None
