"""The checklist and the plan: what to do, in which order, by when, and what a person's changes cost."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass, field
from archassist.views.plain import ABSENT
from archassist.views.records.meeting import ActionView
from archassist.words import Bucket, Futures, PracticeStatus, StepKind


@dataclass(frozen=True, slots=True)
class EffortView:
    """Working days, low and high; `places` says for how many teams or units they are, when for several ("11 teams")."""

    days: tuple[float, float]
    places: str


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """An item in its place. `rank` counts from 1; `bucket` is now, next or later; `impact` is 1 to 3. `why_here` says why
    it stands there. `kind` is practice, or decision for the step that carries an option out; a `milestone` takes no work of
    its own: it is reached when what it waits for is done.

    `settled_by` names the questions whose answers say that it is in place, and `because` says so in words; both are empty
    for what is due, or was marked by the team. `start` and `done` are months, there when it is planned.
    """

    id: str
    title: str
    rank: int
    bucket: Bucket
    status: PracticeStatus
    owner: str
    impact: int
    after: tuple[str, ...]
    effort: EffortView
    needed_by: tuple[str, ...]
    assumes: tuple[str, ...]
    settled_by: tuple[str, ...] = ()
    because: str = ""
    kind: StepKind = "practice"
    milestone: bool = False
    why_here: str = ""
    start: str | None = field(default=None, metadata=ABSENT)
    done: str | None = field(default=None, metadata=ABSENT)


@dataclass(frozen=True, slots=True)
class LateView:
    """A step that comes after its limit: in which share of futures, and by how many months in the middle of those.

    `drop` names what would make it come in time if it were put off; `helpless` is true when nothing would, `crossed`
    when the limit is crossed already.
    """

    limit: str
    share: float
    futures: Futures
    months: float
    drop: tuple[str, ...]
    helpless: bool
    crossed: bool


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A step in calendar time. `kind` is practice, decision (carries out an option) or coming (an option of later).

    `start`, `done` and `done_late` (by which nine of ten futures have it) are months; `quarter` is as 2027 Q1; `days` are
    person-days, low and high. `pinned` and `postponed` are months that a person gave; `estimated`: the days are a person's.
    `rank` is its place in the one order of all work, the checklist's as well, and `why_here` says why it stands there.
    A `milestone` takes no work of its own: it is reached when what it waits for is done.
    """

    id: str
    title: str
    kind: StepKind
    bucket: Bucket
    start: str
    done: str
    done_late: str
    quarter: str
    done_quarter: str
    days: tuple[float, float]
    places: str
    status: PracticeStatus
    owner: str
    after: tuple[str, ...]
    critical: bool
    late: LateView | None
    pinned: str
    postponed: str
    estimated: bool
    rank: int
    milestone: bool
    why_here: str


@dataclass(frozen=True, slots=True)
class CapacityView:
    """What a team can give: people, the share of their time, things at once, person-days a quarter, and by month the share
    of time that is missing. The marks say "assumed" of what nobody gave, "guessed" of a guess, and "" of what was given."""

    people: float
    share: float
    at_once: int
    days_a_quarter: float
    away: Mapping[str, float]
    people_mark: str = ""
    share_mark: str = ""


@dataclass(frozen=True, slots=True)
class DelayView:
    """A step that is done later than without a change, by days."""

    step: str
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class StepName:
    """A step by its id and title."""

    step: str
    title: str


@dataclass(frozen=True, slots=True)
class CostView:
    """What a person's change of one step cost: steps that are done later, and those that are newly late."""

    step: str
    title: str
    delayed: tuple[DelayView, ...]
    late: tuple[StepName, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan as `plan --json` prints it: items by start; `problems` are changes that cannot be had, in words; `actions`
    what the team set itself to do and has not done, by the day on which it is due."""

    capacity: CapacityView
    items: tuple[PlanItem, ...]
    problems: tuple[str, ...]
    costs: tuple[CostView, ...]
    actions: tuple[ActionView, ...] = ()
