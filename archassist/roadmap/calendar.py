"""From working days of a team to dates and back: weekdays only, and less in months in which people are away."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Mapping
from functools import cached_property

MONTHS = 180
"""Months a calendar reaches: fifteen years, far beyond any plan."""


class Calendar:
    """Working days from `today` on. `away` holds by month (2027-08) the share of the team that is missing."""

    def __init__(self, today: datetime.date, away: Mapping[str, float] | None = None) -> None:
        self.today = today
        self._away = away or {}

    def date(self, days: float, *, begins: bool = False) -> datetime.date:
        """The day on which so many working days have passed; the next one for what only begins then."""
        ends = self._ends
        at = bisect.bisect_right(ends, days + 1e-6) if begins else bisect.bisect_left(ends, days)
        at = min(at, len(ends) - 1)
        before = ends[at - 1] if at else 0.0
        month = self._months[at]
        first = max(month, self.today)
        length = (_after(month) - first).days
        share = max(min((days - before) / (ends[at] - before), 1.0), 0.0) if ends[at] > before else 0.0
        return first + datetime.timedelta(days=min(int(share * length), length - 1))

    def days(self, date: datetime.date) -> float:
        """Working days from today to a date, 0 for the past."""
        if date <= self.today:
            return 0.0
        at = (date.year - self.today.year) * 12 + date.month - self.today.month
        if at >= MONTHS:
            return self._ends[-1]
        before = self._ends[at - 1] if at else 0.0
        month = self._months[at]
        first = max(month, self.today)
        return before + (self._ends[at] - before) * (date - first).days / (_after(month) - first).days

    def month_start(self, month: str) -> float:
        """Working days until a month (2027-03) begins."""
        return self.days(first_day(month))

    def month_end(self, month: str) -> float:
        """Working days until a month is over."""
        return self.days(_after(first_day(month)))

    def months_on(self, months: int) -> datetime.date:
        """The first day of the month so many months after this one."""
        number = self.today.year * 12 + self.today.month - 1 + months
        return datetime.date(number // 12, number % 12 + 1, 1)

    def reaches(self, month: str) -> bool:
        """Whether a month lies within what is planned; all that lies beyond is one day, the last."""
        return self.month_start(month) < self._ends[-1]

    def after_months(self, months: float) -> float:
        """Working days until so many months have passed."""
        whole = int(months)
        start, end = (self.days(_ahead(self.today, each)) for each in (whole, whole + 1))
        return start + (end - start) * (months - whole)

    @cached_property
    def _months(self) -> list[datetime.date]:
        first = self.today.replace(day=1)
        found = [first]
        while len(found) < MONTHS:
            found.append(_after(found[-1]))
        return found

    @cached_property
    def _ends(self) -> list[float]:
        """Working days until the end of each month."""
        total, found = 0.0, []
        for month in self._months:
            first = max(month, self.today)
            count = sum(
                (first + datetime.timedelta(days=each)).weekday() < 5
                for each in range((_after(month) - first).days)
            )
            total += count * (1.0 - self._away.get(f"{month:%Y-%m}", 0.0))
            found.append(total)
        return found


def quarter(date: datetime.date) -> str:
    """The quarter of a day, as 2027-Q1."""
    return f"{date.year}-Q{(date.month + 2) // 3}"


def first_day(month: str) -> datetime.date:
    """The first day of a month written as 2027-03."""
    return datetime.date.fromisoformat(f"{month}-01")


def _after(month: datetime.date) -> datetime.date:
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _ahead(date: datetime.date, months: int) -> datetime.date:
    number = date.year * 12 + date.month - 1 + months
    return datetime.date(number // 12, number % 12 + 1, min(date.day, 28))
