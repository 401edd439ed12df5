"""What there is to learn from: teams, what the pack makes of their answers, and which options were right for them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from archassist.casebase.case import Case, is_right
from archassist.casebase.panels import JudgedTeam
from archassist.engine import Belief, Engine, Exact, Range
from archassist.expressions.functions import SMALLEST
from archassist.rulebook import Calibration, Rulebook, Weighing
from archassist.rulebook.calibration_reader import terms_of
from archassist.rulebook.raw.calibration import Scale

SAMPLES = 512
"""Futures over which it is told how often a rule speaks for a team: what nobody answered is as uncertain as in use."""

LEAST_ANSWERS = 12
"""Teams that must have answered a question before its size may say anything by itself."""


Kind = Literal["case", "panel", "scenario"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What must and must not be recommended to a team that the author of the rules made up: option ids by decision."""

    id: str
    beliefs: Mapping[str, Belief]
    today: Mapping[str, str]
    recommended: Mapping[str, tuple[str, ...]]
    never: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Lesson:
    """One decision of one team.

    `right` holds by option whether it was accepted (cases, scenarios), or the share of experts that advise it (panels).
    `spoke` and `sizes` are the features: how often each rule speaks, and the value of every term. `today` is the option
    that stands, "" where nobody said.
    """

    team: str
    group: str
    decision: str
    kind: Kind
    right: NDArray[np.float64]
    beliefs: Mapping[str, Belief]
    spoke: Mapping[str, float]
    sizes: Mapping[str, float]
    today: str


@dataclass(frozen=True)
class Material:
    """All lessons, the scales of their answers, and the engine that told their features."""

    engine: Engine
    scales: Mapping[str, Scale]
    lessons: tuple[Lesson, ...]

    @property
    def terms(self) -> Calibration:
        """Every term, and no weight."""
        blank = self.engine.compiled.calibration
        assert blank is not None
        return blank


def material(
    rulebook: Rulebook, cases: Sequence[Case], teams: Sequence[JudgedTeam], stated: Sequence[Stated] = ()
) -> Material:
    """What there is to learn from cases, statements, and teams that are not for checking."""
    scored = [case for case in cases if case.verdict != "anecdote"]
    scales = scales_of(rulebook, [*(case.beliefs for case in scored), *(team.beliefs for team in teams)])
    engine = feature_engine(rulebook, scales)
    taught = [team for team in teams if not team.checking]
    return Material(engine, scales, (*lessons_of(engine, scored, taught), *stated_lessons(engine, stated)))


def scales_of(rulebook: Rulebook, answered: Iterable[Mapping[str, Belief]]) -> dict[str, Scale]:
    """How large teams' answers are, for every numeric question that enough of them answered."""
    logs: dict[str, list[float]] = {}
    for beliefs in answered:
        for id, belief in beliefs.items():
            if rulebook.questions[id].choices:
                continue
            if isinstance(belief, Range):
                logs.setdefault(id, []).append(0.5 * (_log(belief.low) + _log(belief.high)))
            elif isinstance(belief, Exact) and isinstance(belief.value, (int, float)):
                logs.setdefault(id, []).append(_log(belief.value))
    return {
        id: Scale(middle=round(float(np.mean(mine)), 3), spread=round(max(float(np.std(mine)), 0.1), 3))
        for id, mine in logs.items()
        if len(mine) >= LEAST_ANSWERS
    }


def _log(number: float) -> float:
    return math.log(max(number, SMALLEST))


def blank(rulebook: Rulebook, scales: Mapping[str, Scale]) -> Calibration:
    """A calibration of every term and no weight: by it an engine tells the features."""
    terms = dict(terms_of(rulebook.questions, scales))
    nothing = MappingProxyType[str, tuple[int, ...]]({})
    weighings = {
        id: Weighing((0,) * len(decision.options), MappingProxyType({}), nothing)
        for id, decision in rulebook.decisions.items()
    }
    return Calibration(MappingProxyType(terms), MappingProxyType(weighings))


def feature_engine(rulebook: Rulebook, scales: Mapping[str, Scale]) -> Engine:
    """An engine whose program knows every term."""
    return Engine(replace(rulebook, calibration=blank(rulebook, scales)))


def lessons_of(engine: Engine, cases: Sequence[Case], teams: Sequence[JudgedTeam]) -> Iterator[Lesson]:
    """Every decision that a case or a panel speaks about. Anecdotes teach nothing."""
    for case in cases:
        if case.verdict == "anecdote":
            continue
        spoke, sizes = _features(engine, case.beliefs)
        for decision in engine.rulebook.decisions:
            if decision in case.accepted or decision in case.forbidden:
                accepted, forbidden = case.accepted.get(decision), case.forbidden.get(decision, ())
                options = _options(engine, decision)
                right = np.array([float(is_right(option, accepted, forbidden)) for option in options])
                today = case.today.get(decision, "")
                group = case.company.casefold()
                yield Lesson(case.id, group, decision, "case", right, case.beliefs, spoke, sizes, today)
    for team in teams:
        spoke, sizes = _features(engine, team.beliefs)
        for decision, votes in team.votes.items():
            today = team.today.get(decision, "")
            right = np.array([float(votes.get(option, 0)) for option in _options(engine, decision)])
            right /= right.sum()
            yield Lesson(team.id, team.id, decision, "panel", right, team.beliefs, spoke, sizes, today)


def stated_lessons(engine: Engine, stated: Iterable[Stated]) -> Iterator[Lesson]:
    """Every decision of which it is stated what must or must not be recommended."""
    for team in stated:
        spoke, sizes = _features(engine, team.beliefs)
        for decision in engine.rulebook.decisions:
            wanted, never = team.recommended.get(decision), team.never.get(decision, ())
            if not wanted and not never:
                continue
            fitting = (
                option not in never and (not wanted or option in wanted)
                for option in _options(engine, decision)
            )
            right, today = np.array([float(each) for each in fitting]), team.today.get(decision, "")
            yield Lesson(team.id, team.id, decision, "scenario", right, team.beliefs, spoke, sizes, today)


def _options(engine: Engine, decision: str) -> Iterable[str]:
    return engine.rulebook.decisions[decision].options


def _features(engine: Engine, beliefs: Mapping[str, Belief]) -> tuple[dict[str, float], dict[str, float]]:
    columns = engine.futures(beliefs, samples=SAMPLES).columns
    rules = (rule for decision in engine.rulebook.decisions.values() for rule in decision.rules)
    spoke = {rule.id: float(np.mean(columns[f"rule {rule.id}"])) for rule in rules}
    return spoke, {name: float(np.mean(columns[f"lean {name}"])) for name in engine.compiled.terms}
