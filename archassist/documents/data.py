"""What documents need to know of a review, as plain data: documents do not know sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the team did with a decision: proposed, accepted, rejected or superseded; `option` may be empty."""

    status: str
    option: str
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answer in words, and how it is known. `kind` is exact, range, unknown or out_of_scope."""

    shown: str
    grade: str
    by: str
    source: str
    note: str
    kind: str


@dataclass(frozen=True, slots=True)
class Coming:
    """An option that becomes right later: when, the sign to watch for, how to see it, and when to begin, in words."""

    when: str
    sign: str
    measure: str
    start: str


@dataclass(frozen=True, slots=True)
class Growth:
    """A number as it may grow, for a chart: by quarter low, middle and high, in `unit`."""

    title: str
    unit: str
    quarters: tuple[str, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReviewData:
    """A review's title, verdicts by decision and answers by question.

    `coming` holds what becomes right later, by decision and option; `find_out` the questions worth finding out, as
    title and how to measure; `can_stop` says that none is.
    """

    title: str
    verdicts: Mapping[str, Verdict]
    answers: Mapping[str, Evidence]
    coming: Mapping[str, Mapping[str, Coming]] = field(default_factory=dict)
    find_out: tuple[tuple[str, str], ...] = ()
    growth: tuple[Growth, ...] = ()
    can_stop: bool = False
