"""What documents need to know of a review, as plain data: documents do not know sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the team said of an option: proposed, accepted, rejected or superseded; `option` is empty for the decision
    as a whole. `deciders` are people, `dissent` says who was against it, `date` is a day as 2026-11-27."""

    status: str
    option: str
    because: str
    by: str
    deciders: tuple[str, ...] = ()
    dissent: str = ""
    date: str = ""


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
class StepLine:
    """A step of the plan. Dates are days as 2027-03-31; `done_text` says when it is done, `late` how late, in words.

    `kind` is practice, decision or coming; `bucket` now, next or later; `after` holds titles; `places` says for how many
    teams or units the days are, when for several.
    """

    id: str
    title: str
    kind: str
    bucket: str
    quarter: str
    start: str
    done: str
    done_text: str
    owner: str
    status: str
    days: tuple[float, float]
    places: str
    after: tuple[str, ...]
    late: str
    critical: bool


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit, its value today, when it is crossed and what then happens, in words."""

    title: str
    today: str
    when: str
    then: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk that somebody accepted. `expires` is a day as 2027-03-31, empty when it never ends."""

    title: str
    owner: str
    because: str
    expires: str
    expired: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """A trigger that a monitoring system can watch: a metric that rises above a border, or falls below it.

    `promql` is the query for the metric, empty when nobody knows one; `exporter` what feeds it.
    """

    metric: str
    title: str
    border: float
    rises: bool
    decision: str
    option: str
    decision_title: str
    option_title: str
    when: str
    measure: str
    promql: str
    exporter: str


@dataclass(frozen=True, slots=True)
class FlipLine:
    """Answers, in words, with which the rules would recommend another option, in words; `distance` says how far they
    are from today's, in standard deviations of what is usual."""

    answers: str
    option: str
    distance: float


@dataclass(frozen=True, slots=True)
class Homework:
    """An open question for somebody to prepare: what it decides, and what to bring."""

    title: str
    ask: str
    why: str
    measure: str
    estimate: str
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leading:
    """Which option of a decision leads when: by option its title and, quarter by quarter, the share of futures."""

    title: str
    quarters: tuple[str, ...]
    options: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReviewData:
    """A review's title, by decision the verdict by which it stands and the options that were rejected, and answers by
    question.

    `coming` holds what becomes right later, by decision and option; `find_out` the questions worth finding out, as
    title and how to measure; `can_stop` says that none is. `priorities` are titles, `tipped` sentences on what the
    ranking changed; `capacity` says what the team can give to the plan; `holding` are rules that fire in most futures.
    `flips` holds by decision the nearest answers that would change what is recommended; a decision that no single
    answer changes has none. `homework` holds open questions by role, `words` the terms that the advice uses and what
    they mean; `leading` holds decisions whose leading option changes within the horizon; `parked` holds open questions
    that were put aside, as title and note.
    """

    title: str
    verdicts: Mapping[str, Verdict]
    answers: Mapping[str, Evidence]
    coming: Mapping[str, Mapping[str, Coming]] = field(default_factory=dict)
    find_out: tuple[tuple[str, str], ...] = ()
    growth: tuple[Growth, ...] = ()
    can_stop: bool = False
    steps: tuple[StepLine, ...] = ()
    plan_problems: tuple[str, ...] = ()
    capacity: str = ""
    limits: tuple[LimitLine, ...] = ()
    risks: tuple[RiskLine, ...] = ()
    alerts: tuple[Alert, ...] = ()
    priorities: tuple[str, ...] = ()
    tipped: tuple[str, ...] = ()
    holding: frozenset[str] = frozenset()
    flips: Mapping[str, tuple[FlipLine, ...]] = field(default_factory=dict)
    homework: tuple[tuple[str, tuple[Homework, ...]], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    leading: tuple[Leading, ...] = ()
    rejections: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    parked: tuple[tuple[str, str], ...] = ()
