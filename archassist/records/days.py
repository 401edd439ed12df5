"""Days as people write them in records. What could be one of two days is none."""

from __future__ import annotations

import datetime
import re

from archassist.dates import EARLIEST, LATEST, month_named

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CHINESE = re.compile(r"(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_NAMED_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")


def day_in(text: str) -> str:
    """The first day that a text names, as 2026-11-20; empty when there is none, or when it could be another one.

    1.5.2024 is the first of May wherever dates are written with points; 1/5/2024 may be either, and is not read.
    """
    text = text[:200]
    found: list[tuple[int, str]] = []
    for match in (*_YEAR_FIRST.finditer(text), *_CHINESE.finditer(text)):
        year, month, day = (int(each) for each in match.groups() if each.isdigit())
        found.append((match.start(), _day(year, month, day)))
    for match in _DOTTED.finditer(text):
        day, month, year = map(int, match.groups())
        found.append((match.start(), _day(year, month, day)))
    for match in _YEAR_LAST.finditer(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        either = {each for each in (_day(year, one, two), _day(year, two, one)) if each}
        found.append((match.start(), either.pop() if len(either) == 1 else ""))
    for match in _DAY_NAMED.finditer(text):
        found.append((match.start(), _day(int(match[3]), month_named(match[2]), int(match[1]))))
    for match in _NAMED_DAY.finditer(text):
        found.append((match.start(), _day(int(match[3]), month_named(match[1]), int(match[2]))))
    return min(found)[1] if found else ""


def _day(year: int, month: int, day: int) -> str:
    if not EARLIEST <= year <= LATEST:
        return ""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
