"""Everything that follows from a pack and a team's answers, as plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from archassist.rulebook import Says
from archassist.words import Futures

Standing = Literal["firm", "leaning", "open"]

FIRM = 0.9
"""At least this share of futures must agree for a decision to be firm."""

LEANING = 0.6
"""At least this share of futures must agree for a decision to be leaning."""


def standing_of(share: float) -> Standing:
    """How sure a decision is whose option wins this share of futures."""
    return "firm" if share >= FIRM else "leaning" if share >= LEANING else "open"


def band(share: float) -> Futures:
    """A share of futures in words: all, most, some, few or none."""
    if share >= 0.995:
        return "all"
    if share >= LEANING:
        return "most"
    if share >= 0.25:
        return "some"
    return "few" if share >= 0.005 else "none"


@dataclass(frozen=True, slots=True)
class FactValue:
    """An answer or a value derived from answers. `low` and `high` are the 5th and 95th percentile of futures.

    `shown` is the value in words; `rests_on` names the questions behind it, `assumed` those nobody answered. `told_by`
    names the answers of other questions that moved an unanswered one from what is usual.
    """

    value: object
    unit: str
    shown: str
    low: float | None
    high: float | None
    rests_on: tuple[str, ...]
    assumed: tuple[str, ...]
    told_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseResult:
    """The growth phase the team is in, and the one after it. `marks` says what shows that it has come."""

    id: str
    title: str
    about: str
    next: str | None
    next_title: str
    marks: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and what it says here: its reason if it fired, else why it did not.

    `assumes` are the questions behind it that nobody answered.
    """

    rule: str
    option: str
    says: Says
    weight: int
    fired: bool
    text: str
    source: tuple[str, ...]
    assumes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionResult:
    """How an option fared. `share` is the share of futures in which it wins; None without futures.

    `in_place`: the answers show that it is there already. `preference`: the points of `score` that come from the
    team's ranking of quality attributes.
    """

    id: str
    title: str
    score: int
    share: float | None
    ruled_out: bool
    required: bool
    ops_points: float
    in_place: bool = False
    preference: int = 0


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What a decision comes to. `conflict` and `vetoed` are sentences when something had to give, else empty.

    `required_by` names recommended options of other decisions that need at least the recommended one.
    `because` holds every rule that fired, the strongest first; `not_because` those that did not.
    """

    id: str
    title: str
    recommended: str
    standing: Standing | None
    options: tuple[OptionResult, ...]
    because: tuple[Reason, ...]
    not_because: tuple[Reason, ...]
    conflict: str
    vetoed: str
    required_by: tuple[str, ...]

    def option(self, id: str) -> OptionResult:
        """One option's result. Raises KeyError."""
        return next(each for each in self.options if each.id == id)

    @property
    def share(self) -> float | None:
        """The share of futures in which the recommended option wins."""
        return self.option(self.recommended).share


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """Whether a practice is due. `needed_by` names what asks for it beside its own condition."""

    id: str
    status: Literal["todo", "done", "not_now"]
    applies: bool
    needed_by: tuple[str, ...]
    assumes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operations:
    """Operating load of what is recommended, and what the team carries, in points."""

    load: float
    capacity: float

    @property
    def overload(self) -> str:
        """A sentence when what is recommended is more than the team carries, else empty."""
        if self.load <= self.capacity:
            return ""
        return (
            f"All of this together takes about {round(self.load):,} operating points a month and this team carries "
            f"{round(self.capacity):,} (a point is half a day). Nothing simpler would do: buy some of it as a "
            f"service, put a decision off, or plan for more people."
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that follows from a pack and answers."""

    pack: str
    samples: int
    phase: PhaseResult
    facts: Mapping[str, FactValue]
    decisions: tuple[DecisionResult, ...]
    practices: tuple[PracticeResult, ...]
    operations: Operations
    assumed: tuple[str, ...]

    def decision(self, id: str) -> DecisionResult:
        """One decision's result. Raises KeyError."""
        for each in self.decisions:
            if each.id == id:
                return each
        raise KeyError(id)
