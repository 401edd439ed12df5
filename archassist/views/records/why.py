"""Why a decision came out as it did, and why one option and not another: reasons with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archassist.engine.assessment import Standing
from archassist.rulebook.decisions import Says, Shape
from archassist.views.plain import ABSENT
from archassist.views.records.advice import MoveView, PrecedentView, QuestionName, RequirementView, SizeView
from archassist.views.records.answers import ContradictionView
from archassist.views.records.outlook import (
    FlipView,
    RestsView,
    SwingView,
)
from archassist.views.records.tradeoffs import QualitiesView
from archassist.words import Futures


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source that a rule names: who said it, when, where to look, and what it says ("" where the pack does not tell)."""

    id: str
    title: str
    author: str
    year: int | None
    where: str
    supports: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A rule that speaks for or against an option, in a sentence, with its sources; `also_for` as in `RuleView`."""

    rule: str
    option: str
    says: Says
    weight: float
    text: str
    source: tuple[SourceView, ...]
    assumes: tuple[str, ...]
    also_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why a decision came out as it did, or why an option was (not) chosen, as `why --json` prints it.

    `alternatives` holds by option what speaks against it, `contradictions` those between answers of which the decision
    reads one. `today` is the option that stands, `move` leads from there to `option`; `today_known` is answered or
    derived. `enough` and `needs` are as in a decision of an assessment. `includes` says what a rung of a ladder contains of
    those below it. The last five take longer and are there when all of it was asked for: answers on which the option hangs
    most, flips, the answers that settle it, options on every quality, and published teams like this one.
    """

    decision: str
    title: str
    asks: str
    recommended: str
    standing: Standing | None
    option: str
    option_title: str
    about: str
    shape: Shape
    includes: tuple[str, ...]
    chosen: bool
    share: float | None
    futures: Futures | None
    chance: float | None
    sizes: tuple[SizeView, ...]
    today: str | None
    today_known: str | None
    move: MoveView
    favour: tuple[ReasonView, ...]
    against: tuple[ReasonView, ...]
    missing: tuple[ReasonView, ...]
    instead: tuple[ReasonView, ...]
    alternatives: Mapping[str, tuple[ReasonView, ...]]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    watch: str
    conflict: str
    vetoed: str
    required_by: tuple[str, ...]
    assumes: tuple[QuestionName, ...]
    contradictions: tuple[ContradictionView, ...] = ()
    enough: bool = True
    needs: tuple[QuestionName, ...] = ()
    requirements: tuple[RequirementView, ...] = ()
    hangs_on: tuple[SwingView, ...] | None = field(default=None, metadata=ABSENT)
    flips: tuple[FlipView, ...] | None = field(default=None, metadata=ABSENT)
    rests_on: RestsView | None = field(default=None, metadata=ABSENT)
    qualities: QualitiesView | None = field(default=None, metadata=ABSENT)
    precedents: tuple[PrecedentView, ...] | None = field(default=None, metadata=ABSENT)
