"""Months as views write them (2027-03), and when something comes, in words."""

from __future__ import annotations

import datetime
from typing import Protocol

from archassist.views.records.outlook import MonthsView
from archassist.words import BANDS, Futures


class Foreseen(Protocol):
    """Whatever comes in some futures: an option, a phase, a limit."""

    @property
    def when(self) -> MonthsView:
        """The months, by percentile of futures."""

    @property
    def share(self) -> float:
        """In which share of futures it comes at all."""

    @property
    def futures(self) -> Futures:
        """The same as a word."""


def month(today: datetime.date, ahead: int) -> str:
    """The month so many months ahead, as 2027-03."""
    months = today.year * 12 + today.month - 1 + ahead
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def spelled(text: str) -> str:
    """2027-03 as March 2027."""
    year, number = text.split("-")
    return f"{datetime.date(2000, int(number), 1):%B} {year}"


NEAR = 6
"""Months between two ends of work from which on both are told: nearer ones are told by the later."""


def end_told(text: str) -> str:
    """When something is done, a month or a range, behind that verb: by May 2027, between June 2028 and March 2030."""
    if not text.startswith("between "):
        return f"by {text}"
    first, last = text.removeprefix("between ").split(" and ")
    return f"by {last}" if _counted(last) - _counted(first) < NEAR else text


def _counted(spelled_month: str) -> int:
    """A month as `spelled` writes it, as a number of months."""
    name, year = spelled_month.split()
    return int(year) * 12 + [f"{datetime.date(2000, each, 1):%B}" for each in range(1, 13)].index(name)


def spoken(foreseen: Foreseen, horizon: int = 36) -> str:
    """When something comes, in words: a range of months, never a day, and in how many futures."""
    at = foreseen.when
    first, last = at.p10 or at.p50 or at.p90, at.p90
    if foreseen.share == 0:
        return f"in no simulated future within {horizon // 12} years"
    if first is None:
        return f"{BANDS[foreseen.futures]} within {horizon // 12} years"
    if first == last:
        return f"{BANDS[foreseen.futures]}, about {spelled(first)}"
    between = (
        f"between {spelled(first)} and {spelled(last)}" if last else f"from {spelled(first)} at the earliest"
    )
    return f"{BANDS[foreseen.futures]}, {between}"
