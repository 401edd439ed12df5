"""How long work takes: working days, weeks and months of them, and how people are told a range of them."""

from __future__ import annotations

import datetime
from typing import Literal

DAYS_A_WEEK = 5
"""Working days in a week."""

DAYS_A_MONTH = 21
"""Working days in a month."""

TimeUnit = Literal["days", "weeks", "months"]

DAYS_IN: dict[TimeUnit, float] = {"days": 1.0, "weeks": DAYS_A_WEEK, "months": DAYS_A_MONTH}
"""Working days in each unit that an effort can be written in."""


def days_text(days: tuple[float, float], unit: TimeUnit | None = None) -> str:
    """A range of working days, low and high: `2 to 8 days`, `up to 3 weeks`, `6 to 12 months`; `none` for no time.

    Without a unit, two months and more are told in months, and less in days. What ends within a month is told in whole
    days, also when its author wrote months, and what begins within one and ends within three in weeks. From two units on
    they are whole: nobody knows a tenth of a month ahead.
    """
    low, high = days
    if unit is None:
        unit = "months" if high >= 2 * DAYS_A_MONTH else "days"
    elif unit == "months" and high < DAYS_A_MONTH:
        unit, low, high = "days", round(low), round(high)
    if unit == "months" and 0 < low < 0.75 * DAYS_A_MONTH and high <= 3 * DAYS_A_MONTH:
        unit = "weeks"
    first, last = (_short(each / DAYS_IN[unit]) for each in (low, high))
    if last == "0":
        return "none"
    one = unit.removesuffix("s") if last == "1" else unit
    if first == last:
        return f"half a {unit.removesuffix('s')}" if last == "0.5" else f"{last} {one}"
    return f"up to {last} {one}" if first == "0" else f"{first} to {last} {one}"


DAYS_WITHIN = 2 * DAYS_A_WEEK
"""Work that ends within so many days of one person's time is told in days, and what takes longer in weeks of them."""


def work_text(days: tuple[float, float]) -> str:
    """What work takes of one person's time, low and high: `2 to 8 person-days`, `1.5 to 5 person-weeks`; `none` for no work.

    The one way in which effort is told, wherever it stands: what is said of an item in one place is found in every other.
    """
    if days[1] < DAYS_WITHIN:
        return days_text(days, "days").replace("day", "person-day")
    return days_text(days, "weeks").replace("week", "person-week")


def work_in_short(days: tuple[float, float]) -> str:
    """The same in few characters, for a column: `2-8 d`, `1.5-5 w`."""
    unit, length = ("d", 1) if days[1] < DAYS_WITHIN else ("w", DAYS_A_WEEK)
    low, high = (_short(each / length) for each in days)
    return f"{high} {unit}" if low == high else f"{low}-{high} {unit}"


def _short(number: float) -> str:
    """Halves below two, else whole numbers; what is less than a half and more than nothing is told as a half."""
    if 0 < number < WHOLE_FROM:
        return f"{max(round(number * 2) / 2, 0.5):g}"
    return f"{round(number)}"


WHOLE_FROM = 2
"""From so many days, weeks or months on they are told in whole ones."""


HOLIDAYS = frozenset({(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)})
"""Months and days on which hardly anybody works, wherever the team is."""


def working_day_before(day: datetime.date) -> datetime.date:
    """The last day before it that is no weekend and no common holiday."""
    day -= datetime.timedelta(days=1)
    while working_day(day) != day:
        day -= datetime.timedelta(days=1)
    return day


def working_day(day: datetime.date) -> datetime.date:
    """The day, or the first one after it that is no weekend and no common holiday."""
    while day.weekday() >= DAYS_A_WEEK or (day.month, day.day) in HOLIDAYS:
        day += datetime.timedelta(days=1)
    return day
