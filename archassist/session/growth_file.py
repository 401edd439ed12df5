"""Reads a history of monthly users from a CSV file: a column of dates, a column of users.

Whatever makes a history doubtful is said with its line: nothing is guessed, and nothing is taken in part.
"""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from archassist.session.answers import AnswerError, QuestionLike
from archassist.session.reading import read_answer

SUSPICIOUS = 20.0
"""Users that change so many times from one row to the next (per month apart) were counted in another unit."""

LARGEST = 5_000_000
"""Bytes beyond which a file is no list of months."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{4})")
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4})")
_CURRENCY = re.compile(r"[$€£¥]|\b(?:usd|eur|gbp)\b", re.I)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class GrowthFile:
    """Users by month (2026-03), the oldest first, and remarks on what was found on the way."""

    users: dict[str, float]
    remarks: tuple[str, ...]


def read_growth(path: Path, question: QuestionLike) -> GrowthFile:
    """The history in a file. `question` is that for monthly users. Raises AnswerError, naming the line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise AnswerError(f"{path}: {error.strerror or error}.") from None
    if len(raw) > LARGEST:
        raise AnswerError(
            f"{path} is larger than {LARGEST // 1_000_000} MB: a history has a row for each month."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerError(f"{path} is not text in UTF-8.") from None
    return read_growth_text(text, str(path), question)


def read_growth_text(text: str, name: str, question: QuestionLike) -> GrowthFile:
    """The history in a text. Raises AnswerError, naming the line."""
    rows = _rows(text, name)
    by_date: dict[datetime.date, tuple[float, int]] = {}
    for line, first, second in rows:
        date = _date(first)
        if date is None:
            raise AnswerError(f"{name}:{line}: “{_short(first)}” is not a month. Write it as 2026-03.")
        if _CURRENCY.search(second):
            raise AnswerError(f"{name}:{line}: “{_short(second)}” is money, not a number of users.")
        try:
            users = read_answer(question, second)
        except AnswerError as error:
            raise AnswerError(f"{name}:{line}: {error}") from None
        if users.kind != "exact" or not isinstance(users.value, float):
            raise AnswerError(f"{name}:{line}: “{_short(second)}” is not one number of users.")
        if users.value <= 0:
            raise AnswerError(
                f"{name}:{line}: {users.value:g} users. Growth cannot be told from nothing: begin with the first month "
                "that had users."
            )
        if date in by_date and by_date[date][0] != users.value:
            raise AnswerError(
                f"{name}:{line}: {first.strip()} stands twice: {by_date[date][0]:,.10g} in line {by_date[date][1]} and "
                f"{users.value:,.10g} here. Keep one."
            )
        by_date[date] = users.value, line
    return _by_month(by_date, name)


def _rows(text: str, name: str) -> list[tuple[int, str, str]]:
    """Line, first and second column of every row; a first line that names the columns is left out."""
    sample = "\n".join(text.splitlines()[:5])
    delimiter = next((each for each in (";", "\t", ",") if each in sample), ",")
    found = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise AnswerError(f"{name}:{reader.line_num}: a row needs a date and a number of users.")
        found.append((reader.line_num, cells[0], cells[1]))
    if found and _date(found[0][1]) is None and not re.search(r"\d", found[0][1]):
        found = found[1:]
    if not found:
        raise AnswerError(f"{name}: there is no row with a date and a number of users in it.")
    return found


def _by_month(by_date: dict[datetime.date, tuple[float, int]], name: str) -> GrowthFile:
    dates = sorted(by_date)
    for earlier, later in itertools.pairwise(dates):
        (before, line), (after, next_line) = by_date[earlier], by_date[later]
        apart = max((later - earlier).days / 30.4, 1.0)
        if max(after / before, before / after) > SUSPICIOUS**apart:
            raise AnswerError(
                f"{name}:{next_line}: {after:,.10g} users after {before:,.10g} in line {line}: one of them is counted in "
                "another unit (thousands?), or counts something else."
            )
    users: dict[str, float] = {}
    several: list[str] = []
    for date in dates:
        month = f"{date:%Y-%m}"
        if month in users and month not in several:
            several.append(month)
        users[month] = by_date[date][0]
    if len(users) < 2:
        raise AnswerError(f"{name}: one month says nothing of growth. Give at least two, better twelve.")
    remarks = []
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


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
