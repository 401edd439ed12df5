"""Days and months that people write: one form, and only years in which anything here can happen."""

from __future__ import annotations

import datetime
import re
from typing import Final

from archassist.terminal_text import shortened

EARLIEST: Final = 1990
LATEST: Final = 2200
"""The years that are taken. Reckoning with others only finds the ends of the calendar."""

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class DateFault(ValueError):
    """A text is no day or month that can be taken. The message says what to write, without a full stop at its end."""


def read_day(text: str) -> datetime.date:
    """The day that a text names, as 2026-11-20. Raises DateFault."""
    found = _DAY.fullmatch(text.strip())
    try:
        day = datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise DateFault(f"“{shortened(text, 40)}” is not a date. Write it as 2026-11-20")
    check_year(text, day.year)
    return day


def read_month(text: str) -> str:
    """The month that a text names, as 2027-03. Raises DateFault."""
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise DateFault(f"“{shortened(text, 40)}” is not a month. Write it as 2027-03")
    check_year(text, int(found[1]))
    return found[0]


def sensible(month: str) -> bool:
    """Whether a month (2027-03) lies in the years that are taken."""
    return EARLIEST <= int(month[:4]) <= LATEST


def check_year(text: str, year: int) -> None:
    """Raises DateFault for a year, found in `text`, that is not reckoned with."""
    if not EARLIEST <= year <= LATEST:
        raise DateFault(
            f"“{shortened(text, 40)}” lies outside the years {EARLIEST} to {LATEST}, which are reckoned with"
        )


def months_ahead(today: datetime.date, month: str) -> int:
    """How many months a month (2027-03) lies ahead; below 0 for the past."""
    return (int(month[:4]) - today.year) * 12 + int(month[5:]) - today.month
