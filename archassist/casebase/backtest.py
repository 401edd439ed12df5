"""Compares what the rules advise with what companies did, and how it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from archassist.casebase.case import Case, Half, half, is_right
from archassist.engine import Engine, Reason, Standing, favouring
from archassist.rulebook import Rulebook

Miss = Literal["", "lighter", "heavier", "beside"]
"""How wrong advice lies to all that would have been right, in the order of options; empty when it is right."""


def miss_of(rulebook: Rulebook, decision: str, recommended: str, accepted: Iterable[str]) -> Miss:
    """Whether a wrong recommendation is lighter or heavier than every accepted option."""
    known = rulebook.decisions.get(decision)
    order = list(known.options) if known else []
    places = [order.index(option) for option in accepted if option in order]
    if recommended not in order or not places:
        return "beside"
    at = order.index(recommended)
    return "lighter" if at < min(places) else "heavier" if at > max(places) else "beside"


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """What the rules advise for one decision of one case. `because` are the rules that spoke for it.

    `heavy`: the pack counts the option among those whose firm advice to a company that did well without is the worst fault
    that advice can have (the role `overscaling`).
    """

    case: Case
    half: Half
    decision: str
    recommended: str
    standing: Standing | None
    agrees: bool
    forbidden: bool
    heavy: bool
    because: tuple[Reason, ...]
    share: float
    """The share of futures in which the recommended option wins."""

    chance: float | None = None
    """How likely the recommended option proves right, where that was learned."""

    def miss(self, rulebook: Rulebook) -> Miss:
        """Whether wrong advice is lighter or heavier than every accepted option."""
        if self.agrees:
            return ""
        accepted = self.case.accepted.get(self.decision, ())
        return miss_of(rulebook, self.decision, self.recommended, accepted)

    @property
    def overscales(self) -> bool:
        """Whether a much heavier option is advised firmly to a company that did well without it."""
        return self.case.verdict == "worked" and self.standing == "firm" and self.heavy and not self.agrees


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many cases speak about a decision, and in how many the advice is among the accepted options."""

    cases: int
    agree: int

    @property
    def share(self) -> float:
        """The share that agrees; 1 when no case speaks."""
        return self.agree / self.cases if self.cases else 1.0


@dataclass(frozen=True, slots=True)
class Backtest:
    """All verdicts, in the order of cases and decisions.

    `overscaling` are those that must not exist, also for decisions that were in force without being at issue.
    """

    verdicts: tuple[CaseVerdict, ...]
    overscaling: tuple[CaseVerdict, ...]

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions that cases speak about."""
        return tuple(dict.fromkeys(verdict.decision for verdict in self.verdicts))

    def agreement(self, decision: str, part: Half | None = None) -> Agreement:
        """Agreement on one decision, over all cases or one half of them."""
        mine = [
            verdict
            for verdict in self.verdicts
            if verdict.decision == decision and part in (None, verdict.half)
        ]
        return Agreement(len(mine), sum(verdict.agrees for verdict in mine))


def backtest(engine: Engine, cases: Iterable[Case], *, samples: int = 2048) -> Backtest:
    """Assess every case and compare. Anecdotes are left out."""
    order, heavy = list(engine.rulebook.decisions), engine.rulebook.roles.overscaling
    verdicts: list[CaseVerdict] = []
    overscaling: list[CaseVerdict] = []
    for case in cases:
        if case.verdict == "anecdote":
            continue
        team = engine.running(case.today)
        assessment = team.assess(case.beliefs, samples=samples)
        spoken = case.accepted.keys() | case.forbidden.keys()
        for decision in sorted(spoken | case.in_force.keys(), key=order.index):
            result = assessment.decision(decision)
            accepted = case.accepted.get(decision, case.in_force.get(decision))
            forbidden = case.forbidden.get(decision, ())
            agrees = is_right(result.recommended, accepted, forbidden)
            because = favouring(result.because, result.recommended)
            verdict = CaseVerdict(
                case,
                half(case.id),
                decision,
                result.recommended,
                result.standing,
                agrees,
                result.recommended in forbidden,
                f"{decision}.{result.recommended}" in heavy,
                because,
                result.share or 0.0,
                result.chance,
            )
            if decision in spoken:
                verdicts.append(verdict)
            missed = miss_of(engine.rulebook, decision, result.recommended, accepted or ())
            # Who needed something heavier still did not do well without.
            if verdict.overscales and missed != "lighter":
                overscaling.append(verdict)
    return Backtest(tuple(verdicts), tuple(overscaling))
