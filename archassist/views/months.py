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


def between(first: str, last: str) -> str:
    """A month, or the range of two: March 2027, between June 2028 and March 2030."""
    return spelled(first) if first == last else f"between {spelled(first)} and {spelled(last)}"


def by_end(first: str, last: str) -> str:
    """When something is done whose end lies between two months: by May 2027, between June 2028 and March 2030."""
    near = first == last or _counted(last) - _counted(first) < NEAR
    return f"by {spelled(last)}" if near else between(first, last)


def _counted(text: str) -> int:
    """A month, written 2027-03, as a number of months."""
    year, number = text.split("-")
    return int(year) * 12 + int(number)


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
