"""What `rules backtest` tells, and its `--json` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archassist.casebase.backtest import Agreement, Backtest, CaseVerdict
from archassist.casebase.case import Half
from archassist.casebase.measured import LeftOutView, SightsOfRules
from archassist.casebase.panel_agreement import PanelAgreement

PARTS: Mapping[str, Half | None] = {"all": None, "tuned": "tuned", "held out": "held out"}
"""The parts of the cases over which agreement is told, by the names they have in JSON."""


@dataclass(frozen=True, slots=True)
class RuleSaying:
    """A rule that spoke for what is advised, and what it said."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Advice that is not what the company of a case did well with; `accepted` are the options that it did well with."""

    case: str
    half: Half
    decision: str
    recommended: str
    standing: str | None
    forbidden: bool
    accepted: tuple[str, ...]
    because: tuple[RuleSaying, ...]


@dataclass(frozen=True, slots=True)
class BacktestView:
    """How good the advice is, by what tells least of memory first.

    `first_sight`: how new cases fared, by version of the rules; `left_out`: companies of which nothing was learned, None
    where nothing was kept of them; `panels`: judges of made-up teams kept for checking, None where there are none. The
    rest is by the rules as they are, on cases that they were written for and weights were learned of: agreement by
    decision and part of the cases, where advice disagrees, and firm advice that is far too heavy, as case and decision.
    """

    first_sight: tuple[SightsOfRules, ...]
    left_out: LeftOutView | None
    panels: PanelAgreement | None
    decisions: Mapping[str, Mapping[str, Agreement]]
    disagreements: tuple[Miss, ...]
    overscaling: tuple[str, ...]


def backtest_view(
    backtest: Backtest,
    first_sight: tuple[SightsOfRules, ...] = (),
    left_out: LeftOutView | None = None,
    panels: PanelAgreement | None = None,
) -> BacktestView:
    """What comparing advice with cases came to."""
    return BacktestView(
        first_sight,
        left_out,
        panels,
        decisions={
            decision: {name: backtest.agreement(decision, part) for name, part in PARTS.items()}
            for decision in backtest.decisions
        },
        disagreements=tuple(_disagreement(verdict) for verdict in backtest.verdicts if not verdict.agrees),
        overscaling=tuple(f"{verdict.case.id} {verdict.decision}" for verdict in backtest.overscaling),
    )


def _disagreement(verdict: CaseVerdict) -> Miss:
    return Miss(
        case=verdict.case.id,
        half=verdict.half,
        decision=verdict.decision,
        recommended=verdict.recommended,
        standing=verdict.standing,
        forbidden=verdict.forbidden,
        accepted=verdict.case.accepted.get(verdict.decision, ()),
        because=tuple(RuleSaying(reason.rule, reason.text) for reason in verdict.because),
    )
