"""What a session file says beside answers and verdicts: marks, accepted risks, events, priorities, the plan, what stands.

Every record reads itself from a TOML value and writes itself back, with the keys it does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

from archassist.answers.shapes import (
    ShapeFault,
    Table,
    date_of,
    month,
    month_of,
    number_of,
    shown,
    strange,
    table_of,
    text_of,
)
from archassist.dataclass_later import dataclass, field
from archassist.words import PracticeStatus

DecisionStatus = Literal["proposed", "accepted", "rejected", "superseded"]
DECISION_STATUSES: tuple[DecisionStatus, ...] = get_args(DecisionStatus)
PRACTICE_STATUSES: tuple[PracticeStatus, ...] = get_args(PracticeStatus)

MOST_DAYS = 10_000.0
"""Working days that nobody's estimate exceeds: forty years of one person."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a practice or a step stands, who owns it, and how a person changed the plan for it.

    `start` pins it to a month, `not_before` postpones it, `days` is the team's own estimate in working days.
    """

    status: PracticeStatus
    owner: str = ""
    start: str = ""
    not_before: str = ""
    days: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that somebody accepted: what it is, who answers for it, why, and until which day (2027-03-31)."""

    title: str
    owner: str = ""
    because: str = ""
    expires: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """What the team can give to this plan: a share of its time, so many items at once, and months with less.

    `away` holds by month the share of the usual capacity that is missing. None: not said.
    """

    share: float | None = None
    at_once: int | None = None
    away: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


_MARK = ("status", "owner", "start", "not_before", "days")


def mark_from(value: Any) -> Mark:
    """The mark on a practice or step that a TOML table stands for."""
    table = table_of(value)
    status = text_of(table, "status") or "todo"
    if status not in PRACTICE_STATUSES:
        raise ShapeFault(f"status “{status}” is none of {', '.join(PRACTICE_STATUSES)}")
    days = table.get("days")
    if days is not None:
        ends = days if isinstance(days, list) else [days, days]
        if len(ends) != 2:
            raise ShapeFault(f"days must be a number or two, not {shown(days)}")
        low, high = (number_of(each, "days", 0, MOST_DAYS) for each in ends)
        if low > high:
            raise ShapeFault(f"days run backwards: {low:g} is more than {high:g}")
        days = low, high
    return Mark(
        status, text_of(table, "owner"), month_of(table, "start"), month_of(table, "not_before"), days
    )


def mark_to(mark: Mark, before: Any = None) -> Table:
    """The TOML table for a mark."""
    table: Table = {"status": mark.status}
    table |= {key: text for key in ("owner", "start", "not_before") if (text := getattr(mark, key))}
    if mark.days:
        table["days"] = [int(each) if each.is_integer() else each for each in mark.days]
    return table | strange(before, _MARK)


def risk_from(value: Any) -> Risk:
    """The accepted risk that a TOML table stands for."""
    table = table_of(value)
    title = text_of(table, "title")
    if not title.strip():
        raise ShapeFault("a risk needs a title: what is accepted")
    return Risk(
        title,
        text_of(table, "owner"),
        text_of(table, "because"),
        date_of(table, "expires"),
        text_of(table, "decision"),
    )


def risk_to(risk: Risk, before: Any = None) -> Table:
    """The TOML table for an accepted risk."""
    keys = ("title", "owner", "because", "expires", "decision")
    return {key: text for key in keys if (text := getattr(risk, key))} | strange(before, keys)


def team_from(table: Mapping[str, Any]) -> Team:
    """What `[plan]` says of the team's capacity."""
    share = number_of(table["share"], "share", 0.01, 1) if "share" in table else None
    at_once = number_of(table["at_once"], "at_once", 1, 100) if "at_once" in table else None
    if at_once is not None and not at_once.is_integer():
        raise ShapeFault(f"at_once must be a whole number, not {at_once:g}")
    away = {
        month(str(name), "away"): number_of(missing, f"away.{name}", 0, 1)
        for name, missing in table_of(table.get("away", {})).items()
    }
    return Team(share, None if at_once is None else int(at_once), MappingProxyType(away))


def priorities_from(value: Any, known: Collection[str]) -> tuple[str, ...]:
    """Quality attributes, the most important first. Those the rules do not know are left out."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ShapeFault(f"priorities must be a list of attributes, not {shown(value)}")
    if len(set(value)) != len(value):
        raise ShapeFault("an attribute is listed twice in the priorities")
    return tuple(each for each in value if each in known)


def option_from(value: Any) -> str:
    """The option of a decision that stands today, by its id."""
    if not isinstance(value, str):
        raise ShapeFault(f"what stands today must be the id of an option, a text, not {shown(value)}")
    return value


def history_from(value: Any, name: str) -> float:
    """Users in one month of the past."""
    month(name, "history")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise ShapeFault(f"users must be a number of 0 or more, such as 12000, not {shown(value)}")
    return float(value)


def day_from(value: Any) -> str:
    """The day by which a decision must be taken, "" when none was said, from a TOML value."""
    return date_of({"by": value}, "by")


def pains_from(value: Any, known: Collection[str]) -> tuple[str, ...]:
    """What hurts, the worst first. What the rules do not know is left out."""
    return tuple(each for each in _texts(value, "pains") if each in known)


def present_from(value: Any) -> tuple[str, ...]:
    """Who is in the room."""
    return _texts(value, "present")


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ShapeFault(f"{name} must be a list of texts, not {shown(value)}")
    return tuple(dict.fromkeys(value))
