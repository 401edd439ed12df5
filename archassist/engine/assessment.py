"""Everything that follows from a pack and a team's answers, as plain frozen data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from archassist.dataclass_later import dataclass, field
from archassist.engine.sentences import noted
from archassist.engine.telling import GUESSED, Telling
from archassist.engine.today import NOTHING, Today
from archassist.rulebook import Learned, RequirementKind, Says, Severity
from archassist.words import Futures

if TYPE_CHECKING:
    from archassist.engine.compiled import Compiled

Standing = Literal["firm", "leaning", "open"]
Status = Literal["todo", "done", "not_now"]

FIRM = 0.9
"""At least this share of futures must agree for a decision to be firm."""

LEANING = 0.7
"""At least this share of futures must agree for a decision to be leaning."""


def standing_of(
    share: float,
    chance: float | None = None,
    learned: Learned | None = None,
    steady: bool = True,
    enough: bool = True,
) -> Standing:
    """How sure a decision is whose option wins this share of futures.

    Where it was learned how often such advice is right, it also has to be likely enough to prove right. What a tenth more
    or less of an answer, or three months of growth, would turn is not `steady` and never firm. Without `enough` answers
    it is open.
    """
    if not enough:
        return "open"
    if learned and chance is None:
        # Nothing tells how often advice of this kind is right.
        steady, chance = False, learned.leaning
    likely = chance if chance is not None else 1.0
    if steady and share >= FIRM and likely >= (learned.firm if learned else 0):
        return "firm"
    return "leaning" if share >= LEANING and likely >= (learned.leaning if learned else 0) else "open"


MOST = 0.6
"""A share of futures from which "most" is said, and from which they outvote the single profile."""


def band(share: float) -> Futures:
    """A share of futures in words: all, most, some, few or none."""
    if share >= 0.995:
        return "all"
    if share >= MOST:
        return "most"
    if share >= 0.25:
        return "some"
    return "few" if share >= 0.005 else "none"


@dataclass(frozen=True, slots=True)
class FactValue:
    """An answer or a value derived from answers. `low` and `high` are the 5th and 95th percentile of futures.

    `shown` is the value in words, in as many digits as are known; `rests_on` names the questions behind it, `assumed` those
    nobody answered. `told_by` names the answers of other questions that moved an unanswered one from what is usual. `mark`
    is what has to be said wherever the value is: assumed, guessed, either of them partly, or "".
    """

    value: object
    unit: str
    shown: str
    low: float | None
    high: float | None
    rests_on: tuple[str, ...]
    assumed: tuple[str, ...]
    told_by: tuple[str, ...] = ()
    mark: str = ""

    @property
    def told(self) -> str:
        """The value as it may stand in a sentence or a table: "about 47 GB (assumed)"."""
        return noted(self._about, self.mark)

    @property
    def beside(self) -> str:
        """The value within brackets, beside another one: "assumed: about 47 GB", "by your answers 50 GB"."""
        return f"{self.mark}: {self._about}" if self.mark else f"by your answers {self.shown}"

    @property
    def _about(self) -> str:
        vague = self.assumed and isinstance(self.value, float) and math.isfinite(self.value)
        return f"about {self.shown}" if vague else self.shown


@dataclass(frozen=True, slots=True)
class PhaseResult:
    """The growth phase the team is in, and the one after it. `marks` says what shows that it has come.

    `needs` are the questions behind it while nobody answered any of them: then nobody knows the phase.
    """

    id: str
    title: str
    about: str
    next: str | None
    next_title: str
    marks: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and what it says here: its reason if it fired, else why it did not.

    `assumes` are the questions behind it that nobody answered; `grounded` says that somebody answered one of them.
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
    grounded: bool = False
    also_for: tuple[str, ...] = ()

    def speaks_for(self, option: str) -> bool:
        """Whether it is a reason for an option: said of it, or of a rung that it contains."""
        return self.says in ("for", "requires") and (option == self.option or option in self.also_for)


@dataclass(frozen=True, slots=True)
class SizeReason:
    """An answer that speaks for an option (`points` above 0) or against it by its size alone.

    So it was for the published companies and judged teams that weights were learned from.
    """

    question: str
    shown: str
    points: float


@dataclass(frozen=True, slots=True)
class OptionResult:
    """How an option fared. `share` is the share of futures in which it wins; None without futures.

    `in_place`: the team said, or the answers show, that it is there already. `preference`: the points of `score` that
    come from the team's ranking of quality attributes. `chance`: how likely the option proves right, as learned from
    companies and panels; None where nothing was learned.
    """

    id: str
    title: str
    score: float
    share: float | None
    ruled_out: bool
    required: bool
    ops_points: float
    in_place: bool = False
    preference: int = 0
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """A hard requirement that shut options out, or that no option left could meet (`met` is False).

    `text` says with the team's figures what is required, `gives` what would have to give. `short` holds the options that
    fall short, each with what it does instead; `questions` are those whose answers it follows from.
    """

    id: str
    title: str
    kind: RequirementKind
    text: str
    met: bool
    gives: str
    short: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What a decision comes to. `conflict` and `vetoed` are sentences when something had to give, else empty.

    `required_by` names recommended options of other decisions that need at least the recommended one.
    `requirements` are those that shut options out or that none meets: then it is never firm.
    `because` holds every rule that fired, the strongest first; `not_because` those that did not; `sizes` what the size
    of answers says of the recommended option. `today` is what stands. Until there are `enough` answers, `recommended` is
    what would be recommended, and nobody is advised so (`engine.sufficiency`).
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
    today: Today = NOTHING
    sizes: tuple[SizeReason, ...] = ()
    enough: bool = True
    requirements: tuple[RequirementResult, ...] = ()

    def option(self, id: str) -> OptionResult:
        """One option's result. Raises KeyError."""
        return next(each for each in self.options if each.id == id)

    @property
    def share(self) -> float | None:
        """The share of futures in which the recommended option wins."""
        return self.option(self.recommended).share

    @property
    def chance(self) -> float | None:
        """How likely the recommended option proves right, where that was learned."""
        return self.option(self.recommended).chance


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """Whether a practice is due. `needed_by` names what asks for it beside its own condition.

    `settled_by` names the questions whose answers say that it is in place ("done"), or that its own condition fails, so
    that it is not due, whoever asks for it; empty when answers say neither.
    """

    id: str
    status: Status
    applies: bool
    needed_by: tuple[str, ...]
    assumes: tuple[str, ...]
    settled_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContradictionResult:
    """Answers that contradict each other. `text` tells them with the team's figures, `why` says why both cannot be true,
    `check` what to look at; `questions` are those whose answers are concerned, in the order of the interview."""

    id: str
    title: str
    severity: Severity
    text: str
    why: str
    check: str
    questions: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operations:
    """Operating load of what is recommended, and what the team carries, in points of half a day a
    month; `carried` is what it carries in words."""

    load: float
    capacity: float
    carried: str = ""

    @property
    def overload(self) -> str:
        """A sentence when what is recommended is more than the team carries, else empty."""
        if self.load <= self.capacity:
            return ""
        return (
            f"All of this together takes about {round(self.load):,} half days a month to keep running, and this team has "
            f"{self.carried}. Nothing simpler would do: buy some of it as a service, put a decision off, or plan for "
            f"more people."
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that follows from a pack and answers.

    `decisions` are those that are at issue for this team. `others`, by id, take what asks for nothing; they are shown to
    nobody, and worked out when somebody asks for them.
    """

    pack: str
    samples: int
    phase: PhaseResult
    facts: Mapping[str, FactValue]
    decisions: tuple[DecisionResult, ...]
    practices: tuple[PracticeResult, ...]
    operations: Operations
    assumed: tuple[str, ...]
    contradictions: tuple[ContradictionResult, ...] = ()
    others: Mapping[str, DecisionResult] = field(default_factory=lambda: MappingProxyType({}))

    def decision(self, id: str) -> DecisionResult:
        """One decision's result, whether it is at issue or not. Raises KeyError."""
        for each in self.decisions:
            if each.id == id:
                return each
        return self.others[id]


def telling_to(compiled: Compiled, assessment: Assessment) -> Telling:
    """How values are told to the team of an assessment."""
    asked = [(id, assessment.facts[id]) for id in compiled.rulebook.questions if id in assessment.facts]
    answered = frozenset(id for id, fact in asked if not fact.assumed)
    return compiled.telling(answered, frozenset(id for id, fact in asked if fact.mark == GUESSED))
