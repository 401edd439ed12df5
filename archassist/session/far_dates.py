"""Months in a session file that no plan and no forecast reaches, as earlier versions took them: kept, and not counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archassist.dates import EARLIEST, LATEST, sensible
from archassist.session.entries import Mark
from archassist.session.events import Event


def far_away(
    practices: Mapping[str, Mark], events: Mapping[str, Event], history: Mapping[str, float]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where such a month stands, and a remark on it."""
    months: dict[tuple[str, ...], str] = {("events", name): each.month for name, each in events.items()}
    months |= {("history", month): month for month in history}
    for id, mark in practices.items():
        months |= {("practices", id, "start"): mark.start, ("practices", id, "not_before"): mark.not_before}
    for where, month in months.items():
        if month and not sensible(month):
            years = f"outside the supported years {EARLIEST} to {LATEST}"
            yield where, f"{'.'.join(where)}: {month} lies {years}. It is kept and not used."
