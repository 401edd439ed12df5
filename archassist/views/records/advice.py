"""What follows from the answers: phase, facts, and decisions with their rules, sizes and requirements."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass, field
from archassist.engine.assessment import Standing
from archassist.rulebook.decisions import Says, Shape
from archassist.session.entries import DecisionStatus
from archassist.views.plain import ABSENT
from archassist.views.records.answers import ContradictionView, ParkedView, VerdictView
from archassist.views.records.focus import TriageView
from archassist.views.records.outlook import (
    FlipView,
    NotYetView,
    QuestionWorth,
    ReachedView,
)
from archassist.views.records.plan import ChecklistView
from archassist.words import Futures, Place


@dataclass(frozen=True, slots=True)
class QuestionName:
    """A question by its id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PhaseView:
    """The growth phase the team is in and the one after it; `marks` says what shows that it has come, `reached` when
    which phase comes. `needs` are the questions that decide it while none of them is answered; then the rest tells none."""

    id: str
    title: str
    about: str
    next: str | None
    next_title: str
    marks: str
    reached: tuple[ReachedView, ...] = ()
    needs: tuple[QuestionName, ...] = ()


@dataclass(frozen=True, slots=True)
class FactView:
    """An answer, or a value derived from answers, in `unit`. `low` and `high` are the 5th and 95th percentile of futures.

    `rests_on` names the questions behind it, `assumed_because` those nobody answered, `told_by` the answers of other
    questions that moved an unanswered one from what is usual. `mark` is what has to be said wherever the value is: assumed,
    guessed, either of them partly, or "".
    """

    value: object
    unit: str
    shown: str
    low: float | None
    high: float | None
    rests_on: tuple[str, ...]
    assumed: bool
    told_by: tuple[str, ...]
    assumed_because: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """How an option fared; `share` is the share of futures in which it wins, None when none were drawn.

    `ops_points` are half days a month; `preference` are the points of `score` that come from the team's ranking.
    `chance` is how likely the option proves right, None where that was not learned. `includes` says what a rung of a
    ladder contains of those below it. `excluded_by` names the hard requirements that shut it out.
    """

    id: str
    title: str
    includes: tuple[str, ...]
    score: float
    share: float | None
    ruled_out: bool
    required: bool
    ops_points: float
    in_place: bool
    preference: int
    futures: Futures | None
    chance: float | None
    excluded_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortView:
    """An option that falls short of a requirement, and what it does instead."""

    option: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A hard requirement that shut options out, or that no option left meets (`met` is false).

    `kind` is law, contract, recovery or capacity; `text` says with the team's figures what is required, `gives` what
    would have to give where none meets it; `short` holds the options that fall short. `questions` are those whose answers
    it follows from, `source` ids of sources; `shown` is all of it for people.
    """

    id: str
    title: str
    kind: str
    text: str
    met: bool
    gives: str
    short: tuple[ShortView, ...]
    questions: tuple[str, ...]
    source: tuple[str, ...]
    shown: str

    @property
    def in_short(self) -> str:
        """The same without the options that fall short, which are told where options are."""
        if self.met:
            return f"Required: {self.text}."
        return f"Required, and not met: {self.text}. What would have to give: {self.gives}."


@dataclass(frozen=True, slots=True)
class SizeView:
    """An answer that by its size speaks for the recommended option (`points` above 0) or against it, because so it was for
    the companies and judged teams that weights were learned from."""

    question: str
    title: str
    shown: str
    points: float


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule and what it says here: its reason if it fired, else why it did not. `weight` is in points.

    `also_for` are the rungs above on a ladder, which meet the same need.
    """

    rule: str
    option: str
    says: Says
    weight: float
    fired: bool
    text: str
    source: tuple[str, ...]
    assumes: tuple[str, ...]
    also_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveView:
    """From what stands today to an option: `kind` is keep, step_to, step_back or adopt (nothing stands that is known of).

    `from` is the option that stands; `text` is a sentence and `title` the same within one. `days` are the working days
    that the option takes, and `effort` says them in words: null and empty where it stands already. `leaving` says how
    hard it is to leave what stands behind, empty where that is easy or nothing is left. `need` is the strongest reason that
    pays for it, empty when there is none. `contradiction` is a sentence where answers show that something
    else stands than was said, else empty.
    """

    kind: str
    from_: str | None
    to: str
    text: str
    title: str
    days: tuple[float, float] | None
    effort: str
    leaving: str
    need: str
    contradiction: str

    @property
    def costs(self) -> str:
        """What a step to or back costs, within a sentence; empty for what is kept and where no start is known."""
        if self.kind not in ("step_to", "step_back"):
            return ""
        work = "no work to speak of" if self.effort == "none" else self.effort
        return f"{work}, and {self.leaving}" if self.leaving else work


@dataclass(frozen=True, slots=True)
class CitedView:
    """Where a case was published; `where` is empty when the text is not on the web."""

    title: str
    publisher: str
    year: int | None
    where: str


@dataclass(frozen=True, slots=True)
class PrecedentView:
    """A published team like this one. `chose` are the titles of the options that were right for it, `verdict` is worked,
    mixed, regretted or unknown, `went` the same in words and `outcome` how it went; `differs` says where this team is
    another. `apart` is how far both are apart by the questions in `shared`, in standard deviations of what teams answer."""

    case: str
    title: str
    was: str
    chose: tuple[str, ...]
    verdict: str
    went: str
    outcome: str
    differs: tuple[str, ...]
    apart: float
    shared: tuple[str, ...]
    source: CitedView


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a decision comes to, what the team made of it, and what would change it.

    `shape` is choice where options exclude each other, ladder where each contains those before it.
    `standing` is firm, leaning or open; None when no futures were drawn. `conflict` and `vetoed` are sentences when
    something had to give, else empty. `contradicted` names contradictions between answers of which it reads one,
    `requirements` are hard ones that shut options out or that none meets: then, and where it is contradicted, it is not
    firm. `precedents` are published teams like this one, the nearest first. `taken` is the option the team accepted,
    `verdicts` what it said, by option. `today` is the option that stands; `today_known` is answered where the team said
    so and derived where its answers show it. `move` leads from there to what is recommended. While `enough` is false,
    `recommended` is no advice but what leads so far, and `needs` are the questions that decide it, the most telling first.
    `triage` says where the decision belongs; it is known with what may come, not in an assessment alone.
    """

    id: str
    title: str
    shape: Shape
    recommended: str
    standing: Standing | None
    options: tuple[OptionView, ...]
    because: tuple[RuleView, ...]
    not_because: tuple[RuleView, ...]
    conflict: str
    vetoed: str
    required_by: tuple[str, ...]
    flips: tuple[FlipView, ...]
    not_yet: tuple[NotYetView, ...]
    futures: Futures | None
    chance: float | None
    sizes: tuple[SizeView, ...]
    status: DecisionStatus | None
    taken: str | None
    verdicts: Mapping[str, VerdictView]
    today: str | None
    today_known: str | None
    move: MoveView
    contradicted: tuple[str, ...] = ()
    enough: bool = True
    needs: tuple[QuestionName, ...] = ()
    requirements: tuple[RequirementView, ...] = ()
    precedents: tuple[PrecedentView, ...] | None = field(default=None, metadata=ABSENT)
    triage: TriageView | None = field(default=None, metadata=ABSENT)

    @property
    def reasons(self) -> tuple[RuleView, ...]:
        """The rules for what is recommended: its own, the strongest first, then those of rungs that it contains."""
        mine = (
            rule
            for rule in self.because
            if rule.says in ("for", "requires") and self.recommended in (rule.option, *rule.also_for)
        )
        return tuple(sorted(mine, key=lambda rule: rule.option != self.recommended))

    def option(self, id: str) -> OptionView:
        """One option. Raises KeyError."""
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class OperationsView:
    """Operating load of what is recommended, and what the team carries, in points a month (a point is half a day).

    `overload` is a sentence when it is more than the team carries, else empty.
    """

    load: float
    capacity: float
    overload: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """Everything that follows from the answers, as `assess --json` prints it.

    `find_out_next` and `can_stop`, the flips and what is not yet right take seconds: they are empty in an assessment
    alone. `assumed` names questions that nobody answered and that something rests on; `contradictions` holds answers that
    contradict each other.
    """

    pack: str
    samples: int
    phase: PhaseView
    facts: Mapping[str, FactView]
    decisions: tuple[DecisionView, ...]
    operations: OperationsView
    assumed: tuple[str, ...]
    title: str
    checklist: tuple[ChecklistView, ...]
    find_out_next: tuple[QuestionWorth, ...]
    parked: tuple[ParkedView, ...]
    contradictions: tuple[ContradictionView, ...] = ()
    can_stop: bool | None = field(default=None, metadata=ABSENT)

    def placed(self, place: Place) -> tuple[DecisionView, ...]:
        """The decisions that belong there, in their order; none in an assessment alone, where no place is known."""
        found = [each for each in self.decisions if each.triage and each.triage.place == place]
        return tuple(sorted(found, key=lambda each: each.triage.rank if each.triage else 0))

    def decision(self, id: str) -> DecisionView:
        """One decision. Raises KeyError."""
        for decision in self.decisions:
            if decision.id == id:
                return decision
        raise KeyError(id)
