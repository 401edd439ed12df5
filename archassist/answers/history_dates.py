"""Reads the dates of a history: months or days, those of one file together, for `03/04/2026` is two days."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from archassist import dates
from archassist.answers.answer import AnswerError
from archassist.answers.typed.days import possible_days, read_month
from archassist.foreign import ForeignFault
from archassist.terminal_text import shortened

_LONG_AGO = datetime.date(1, 1, 1)


def possible_dates(text: str) -> list[datetime.date]:
    """The dates that a cell may name, the first day of it for a month: none, one, or two. Any year counts."""
    try:
        if days := possible_days(text):
            return days
        if not any(char.isdecimal() for char in text):
            return []  # the name of a month, without its year
        return [datetime.date.fromisoformat(f"{read_month(text, _LONG_AGO)}-01")]
    except AnswerError as error:
        return [_LONG_AGO] if "outside the supported years" in str(error) else []


def read_dates(cells: Sequence[tuple[int, str]]) -> tuple[list[datetime.date], list[str]]:
    """The date of every cell, and a remark on which number is the month where that is not clear from each cell alone.

    Raises ForeignFault.
    """
    found = [_possible(text, line) for line, text in cells]
    doubtful = [at for at, days in enumerate(found) if len(days) > 1]
    if not doubtful:
        return [days[0] for days in found], []
    orders = [
        [_in_order(days, text, day_first) for days, (_, text) in zip(found, cells, strict=True)]
        for day_first in (True, False)
    ]
    fitting = [order for order in orders if None not in order]
    if len(fitting) > 1:  # months that begin on their first day are not one month of many days
        fitting = [
            order for order in fitting if all(day is not None and day.day == 1 for day in order)
        ] or fitting
    line, text = cells[doubtful[0]]
    days = found[doubtful[0]]
    if len(fitting) != 1:
        raise ForeignFault(f"“{text}” could be two days. Write {days[0]} or {days[1]}", line)
    chosen = [day for day in fitting[0] if day is not None]
    return chosen, [f"“{text}” was read as {chosen[doubtful[0]]}, as only that order fits all dates."]


def _possible(text: str, line: int) -> list[datetime.date]:
    days = possible_dates(text)
    if not days:
        raise ForeignFault(f"“{shortened(text, 40)}” is not a month. Write it as 2026-03", line)
    try:
        for day in days:
            dates.check_year(text, day.year)
    except dates.DateFault as fault:
        raise ForeignFault(str(fault), line) from None
    return days


def _in_order(days: Sequence[datetime.date], text: str, day_first: bool) -> datetime.date | None:
    """The day of a cell when its first number is the day, or the month; None when it can't be."""
    numbers = [
        int(each)
        for each in text.replace("-", "/").replace(".", "/").split("/")[:2]
        if each.strip().isdecimal()
    ]
    if len(numbers) < 2 or "." in text or numbers[0] > 31:
        return days[0]  # written in a way that leaves nothing open
    return next(
        (
            day
            for day in days
            if (day.day if day_first else day.month) == numbers[0]
            and (day.month if day_first else day.day) == numbers[1]
        ),
        None,
    )
