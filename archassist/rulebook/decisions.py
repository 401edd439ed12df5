"""Decisions with their options, and the rules that speak for and against these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from archassist.dataclass_later import dataclass
from archassist.rulebook.models import Effort, Place, Said, Value

if TYPE_CHECKING:
    from archassist.expressions import Expression

Says = Literal["for", "against", "requires", "rules_out"]
Shape = Literal["choice", "ladder"]
"""Options of a choice exclude each other; each rung of a ladder contains those below it."""


@dataclass(frozen=True)
class Option:
    """One way to settle a decision. `ops_points`: the operating load it brings, a number or a formula.

    `effects` on quality attributes go from -2 to 2, measured against the simplest option; 0 is left out.
    `capabilities` says what it can do, as it is written.
    `in_place` says when the answers show that it is there already; `also` are words by which people name it in records.
    `adds` says within a sentence what a rung of a ladder adds to those below it; empty where that is nothing that stays.
    `done_when` says how to see that it is carried out as a whole; empty where its practices tell it.
    `carries` names practices that are the same work: where their own condition makes them due, they are part of it, and
    neither their effort nor they themselves are told twice.
    """

    id: str
    decision: str
    title: str
    about: str
    adds: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    effort: Effort
    reversible: Literal["easy", "costly", "hard"]
    ops_points: float | Expression
    requires: tuple[str, ...]
    practices: tuple[str, ...]
    carries: tuple[str, ...]
    watch: str
    done_when: str
    effects: Mapping[str, int]
    capabilities: Mapping[str, Said]
    in_place: Expression | None
    also: tuple[str, ...]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place

    @property
    def full_id(self) -> str:
        """`decision.option`, the id that `requires` and lists use."""
        return f"{self.decision}.{self.id}"


@dataclass(frozen=True)
class Branch:
    """What a rule says where one part of its condition is why it holds. `when` is all under which the sentence is true;
    `fires` is a case in which it is told."""

    when: Expression
    because: str
    fires: Mapping[str, Value]


@dataclass(frozen=True)
class Rule:
    """A condition that speaks for or against an option, requires it at least, or rules it out.

    `because` and `otherwise` (said when it did not fire, may be empty) are templates: see `template_parts`. The first of
    `because_if` that holds by answers, else the first that holds, is said instead of `because`, and of `else_if` instead of
    `otherwise`: so a condition with an "or" says which part of it is so.
    `fires` and `silent` are cases: values of questions or facts under which the rule must and must not hold.
    """

    id: str
    decision: str
    option: str
    says: Says
    weight: int
    when: Expression
    because: str
    otherwise: str
    source: tuple[str, ...]
    covers: tuple[str, ...]
    fires: Mapping[str, Value]
    silent: Mapping[str, Value]
    place: Place
    because_if: tuple[Branch, ...] = ()
    else_if: tuple[Branch, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The templates of all that it may say."""
        branches = (each.because for each in (*self.because_if, *self.else_if))
        return tuple(each for each in (self.because, self.otherwise, *branches) if each)


@dataclass(frozen=True)
class Decision:
    """A question of design. Options stand from the simplest to the most complex; on a ladder they are its rungs.

    A decision with a condition `when` is at issue only for teams whose answers meet it: it is shown to nobody else, and
    takes its first option there, which neither costs operating points nor requires anything.
    `heavier_with` and `lighter_with` name facts and questions: more of one alone must never lead to a lighter
    (heavier) option. `archassist rules prove` holds the rules to it. Options listed together in `as_much` give
    as much of what the decision is about, so that between them neither is lighter.
    """

    id: str
    title: str
    asks: str
    about: str
    order: float
    when: Expression | None
    shape: Shape
    default: str
    options: Mapping[str, Option]
    heavier_with: tuple[str, ...]
    lighter_with: tuple[str, ...]
    as_much: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place

    def counting(self, says: Says, option: str) -> range:
        """The places of the options for which it counts what a rule says of one: its own place, and on a ladder those of
        the rungs above it as well.

        There each rung meets the needs of those below. What speaks for the lowest says that nothing more is
        needed, and what speaks against a rung says nothing of others.
        """
        place = list(self.options).index(option)
        needed = self.shape == "ladder" and place > 0 and says in ("for", "requires")
        return range(place, len(self.options) if needed else place + 1)

    def includes(self, option: str) -> tuple[str, ...]:
        """What a rung contains of those below it, the lowest first, each within a sentence; nothing for a choice."""
        options = list(self.options.values())
        below = options[: list(self.options).index(option)] if self.shape == "ladder" else []
        return tuple(each.adds for each in below if each.adds)

    @property
    def ranks(self) -> tuple[int, ...]:
        """How heavy every option is: its place, or that of the lightest that gives as much."""
        options = list(self.options)
        ranks = list(range(len(options)))
        for group in self.as_much:
            least = min(options.index(option) for option in group)
            for option in group:
                ranks[options.index(option)] = least
        return tuple(ranks)
