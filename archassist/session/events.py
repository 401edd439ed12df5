"""What a team expects beside growth: a surge of load for hours or days, or users who come in a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from archassist.answers.shapes import ShapeFault, Table, month_of, number_of, strange, table_of
from archassist.dataclass_later import dataclass
from archassist.words import counted

Multiplied = Literal["load", "users"]
MULTIPLIED: tuple[Multiplied, ...] = get_args(Multiplied)

HOURS_A_DAY = 24
MOST_SURGE_DAYS = 31
"""Days that a surge lasts at most: what lasts longer is how a month is, and no exception to it."""

_KEYS = ("month", "multiplies", "factor", "months", "days", "hours")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that multiplies the load of an ordinary busiest hour for some `hours` of a month, or, where those are 0,
    users from a month on, for so many `months` (0: for good)."""

    month: str
    factor: float
    months: int = 0
    hours: float = 0.0

    @property
    def multiplies(self) -> Multiplied:
        """What it multiplies."""
        return "load" if self.hours else "users"

    @property
    def lasts(self) -> str:
        """For how long: "for 2 days", "for 3 months", "for good"."""
        if self.hours:
            return f"for {lasting(self.hours)}"
        return f"for {counted(self.months, 'month')}" if self.months else "for good"

    def told(self, month: str) -> str:
        """What it does, with its month as it is to be written: "9 times the load of the busiest hour, ..."."""
        if self.hours:
            return f"{self.factor:g} times the load of an ordinary busiest hour, {self.lasts} in {month}"
        return f"{self.factor:g} times the users of a month, from {month} {self.lasts}"


def lasting(hours: float) -> str:
    """A span of hours, in days where it is whole days."""
    days = hours / HOURS_A_DAY
    return (
        counted(int(days), "day") if days.is_integer() else f"{hours:g} {'hour' if hours == 1 else 'hours'}"
    )


def event_from(value: Any) -> Event:
    """The event that a TOML table stands for. Without `multiplies`, days or hours say that it is load, else it is users,
    as it was before there was the choice."""
    table = table_of(value)
    if not (at := month_of(table, "month")):
        raise ShapeFault("an event needs a month, such as month = “2027-11”")
    if "factor" not in table:
        raise ShapeFault(
            "an event needs a factor: by how much load or users are multiplied, such as factor = 3"
        )
    factor = number_of(table["factor"], "factor", 0.01, 1000)
    spans = [key for key in ("days", "hours", "months") if table.get(key)]
    multiplies = table.get("multiplies", "load" if {"days", "hours"} & {*spans} else "users")
    if multiplies not in MULTIPLIED:
        raise ShapeFault(f"multiplies must be one of {', '.join(MULTIPLIED)}")
    if multiplies == "load":
        return Event(at, factor, hours=_hours(table, spans))
    if {"days", "hours"} & {*spans}:
        raise ShapeFault("users are multiplied for months or for good: write months, or multiplies = “load”")
    lasts = number_of(table.get("months", 0), "months", 0, 120)
    if not lasts.is_integer():
        raise ShapeFault(f"months must be a whole number, not {lasts:g}")
    return Event(at, factor, int(lasts))


def _hours(table: Table, spans: list[str]) -> float:
    if len(spans) != 1 or spans[0] == "months":
        raise ShapeFault("a surge of load lasts hours or days: write one of both, such as days = 2")
    each = 1 if spans[0] == "hours" else HOURS_A_DAY
    return each * number_of(table[spans[0]], spans[0], 0.01, MOST_SURGE_DAYS * HOURS_A_DAY / each)


def event_to(event: Event, before: Any = None) -> Table:
    """The TOML table for an event."""
    table: Table = {"month": event.month, "multiplies": event.multiplies, "factor": _short(event.factor)}
    return table | span_to(event.hours, event.months) | strange(before, _KEYS)


def span_to(hours: float, months: int) -> Table:
    """How long an event lasts, as a table says it: days where they are whole, hours, months, or nothing for good."""
    if hours:
        days = hours / HOURS_A_DAY
        return {"days": int(days)} if days.is_integer() else {"hours": _short(hours)}
    return {"months": months} if months else {}


def _short(number: float) -> float:
    return int(number) if float(number).is_integer() else number


def ambiguous(tables: Any, events: Mapping[str, Event]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where an event stands that does not say what it multiplies and lasts a month, as most surges were written by
    versions that knew nothing but users; and a remark on it."""
    for name, event in events.items():
        if event.months == 1 and "multiplies" not in tables[name]:
            yield (
                ("events", name),
                "This event multiplies the users of a whole month, with their data and cost. If it is a surge of "
                'hours or days, say multiplies = "load" with days = 2 in place of months; else multiplies = "users".',
            )
