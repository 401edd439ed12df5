"""What documents show of a review beside the views that screens and `--json` have, too: days, signs and verdicts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from archassist.engine import noted
from archassist.views.months import spelled
from archassist.views.records.answers import ContradictionView, ParkedView
from archassist.views.records.focus import TriageView
from archassist.views.records.meeting import ActionView, ItemView, MinutesView
from archassist.views.records.outlook import BandView, NearFlip, NextView, OutlookView
from archassist.views.records.preread import Homework
from archassist.views.records.tradeoffs import PrioritiesView, RiskView
from archassist.words import Bucket
from archassist.working_days import work_text, working_day

SOON = 56
"""Days from now within which a day is named: what is done later is told in months."""

AT_ONCE = 7
"""Days: work that the plan begins within them begins when it has an owner, or is decided; no day is promised before."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question behind a decision, what was answered, and how that is known."""

    title: str
    shown: str
    known: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What the team said of an option: proposed, accepted, rejected or superseded; `option` is empty for the decision
    as a whole. `deciders` are people, `dissent` says who was against it, `against` the same, a text for
    each person, `date` is a day as 2026-11-27, `review_on` the day on which it is looked at again."""

    status: str
    option: str
    because: str
    by: str
    deciders: tuple[str, ...] = ()
    dissent: str = ""
    date: str = ""
    review_on: str = ""
    against: tuple[str, ...] = ()

    @property
    def dissents(self) -> tuple[str, ...]:
        """Who was against it and why, a text for each person; of those who decided it nonetheless it is said."""
        return tuple(self._dissent(each) for each in self.against)

    def _dissent(self, said: str) -> str:
        name, colon, why = said.partition(": ")
        if not colon or name.casefold() not in {each.casefold() for each in self.deciders}:
            return said
        return f"{name}, who disagreed and committed: {why}"


@dataclass(frozen=True, slots=True)
class EventLine:
    """A surge that a decision has to be ready for: its month as 2027-03, and its name, empty where the team gave none."""

    month: str
    name: str = ""

    @property
    def told(self) -> str:
        """The event and its month, within a sentence."""
        return f"{f'“{self.name}”' if self.name else 'the surge'} ({spelled(self.month)})"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the plan. Dates are days as 2027-03-31; `done_text` says when it is done, `done_by` the
    same to stand behind that verb (by May 2027), `late` how late, in words.

    `kind` is practice, decision or coming; `bucket` now, next or later; `after` holds titles; `places` says for how many
    teams or units the days are, when for several; `mark` says what the days rest on, where that has to be said. `rank` is
    its place in the one order of all work; `latest` is the last month in which it may be done. A `milestone`
    takes no work of its own. `free` is what could begin at once and that nobody has taken: it begins when somebody owns it.
    """

    id: str
    title: str
    kind: str
    bucket: Bucket
    quarter: str
    start: str
    done: str
    done_text: str
    done_by: str
    owner: str
    status: str
    days: tuple[float, float]
    places: str
    after: tuple[str, ...]
    late: str
    critical: bool
    rank: int = 0
    milestone: bool = False
    mark: str = ""
    latest: str = ""
    free: bool = False

    @property
    def takes(self) -> str:
        """Its days in words, with what they rest on."""
        return noted(work_text(self.days), self.mark)

    @property
    def due(self) -> str:
        """The working day by which it is done."""
        return working_day(datetime.date.fromisoformat(self.done)).isoformat()

    def when(self, today: datetime.date) -> str:
        """When it is due; of what takes months also when it begins, and a month instead of a day. Of what is free, how long
        it takes."""
        if self.free:
            return f"{self.takes}, no owner yet"
        return f"due {self.due}" if self._soon(today) else self._begun

    def planned(self, today: datetime.date) -> str:
        """The same, said of what the plan has."""
        if self.free:
            return "begins once it has an owner"
        return f"done by {self.due}" if self._soon(today) else self._begun

    def _soon(self, today: datetime.date) -> bool:
        return (datetime.date.fromisoformat(self.done) - today).days <= SOON

    @property
    def _begun(self) -> str:
        if self.status == "doing":
            return f"in progress, done {self.done_by}"
        begin = working_day(datetime.date.fromisoformat(self.start)).isoformat()
        return f"begin {begin}, done {self.done_by}"


@dataclass(frozen=True, slots=True)
class Alert:
    """A trigger that a monitoring system can watch: a metric that rises above a border, or falls below it.

    `promql` is the query for the metric, empty when nobody knows one; `exporter` what feeds it; `threshold` is the border
    in words, with its unit.
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
    threshold: str


@dataclass(frozen=True, slots=True)
class Leading:
    """Which option of a decision leads when: by option its title and, quarter by quarter, the share of futures."""

    title: str
    quarters: tuple[str, ...]
    options: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The plan: its steps by start, changes that cannot be had, and what the team can give to it, in words and in
    person-days a quarter."""

    steps: tuple[StepLine, ...] = ()
    problems: tuple[str, ...] = ()
    capacity: str = ""
    days_a_quarter: float = 0.0


@dataclass(frozen=True, slots=True)
class ReviewData:
    """A review as documents show it, beside its decisions. What records do not show is empty in an export of records alone.

    `verdicts` holds by decision the one by which it stands, `rejections` options that were rejected; `records` names by
    decision and option the records of people's own that give the verdict on it. `flips` holds by decision the nearest
    answers that would change what is recommended; a decision that no single answer changes has none. `holding` are rules
    that fire in most futures. `growth` are bands by quarter, `leading` decisions whose leading option changes within the
    horizon, `homework` open questions by role, `words` the terms that the advice uses and what they mean. `places` says by
    decision where it belongs, and why; `money` holds titles and values, in words, of what is told to those who pay.
    `agenda` is what is still on it, `minutes` are those of the last meeting, None where none was held.
    `remedies` holds by limit the items of the checklist that move it away, whatever is decided.
    `carried_mark` says on what rests how much the team can keep running; `roles` prepare questions, `present` are who is in
    the room. `measured` says by limit what it measures, today and at its border; `borders` are those of `growth`, each None
    where its limit is no one number. `alone` says that one person does all of it, by the team's own answer.
    `events` says by decision which surge it has to be ready for, `people_mark` what the number of people rests on, and with
    it every date of the plan.
    """

    title: str
    verdicts: Mapping[str, VerdictLine]
    rejections: Mapping[str, tuple[VerdictLine, ...]]
    records: Mapping[str, Mapping[str, str]]
    outlook: OutlookView
    next: NextView
    parked: tuple[ParkedView, ...]
    growth: tuple[BandView, ...]
    alerts: tuple[Alert, ...]
    holding: frozenset[str]
    flips: Mapping[str, tuple[NearFlip, ...]]
    plan: PlanDocument = PlanDocument()
    risks: tuple[RiskView, ...] = ()
    priorities: PrioritiesView = field(default_factory=lambda: PrioritiesView((), (), ()))
    homework: tuple[tuple[str, tuple[Homework, ...]], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    leading: tuple[Leading, ...] = ()
    contradictions: tuple[ContradictionView, ...] = ()
    places: Mapping[str, TriageView] = field(default_factory=dict)
    actions: tuple[ActionView, ...] = ()
    agenda: tuple[ItemView, ...] = ()
    minutes: MinutesView | None = None
    money: tuple[tuple[str, str], ...] = ()
    remedies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    carried_mark: str = ""
    roles: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    measured: Mapping[str, str] = field(default_factory=dict)
    borders: tuple[float | None, ...] = ()
    alone: bool = False
    events: Mapping[str, EventLine] = field(default_factory=dict)
    people_mark: str = ""
