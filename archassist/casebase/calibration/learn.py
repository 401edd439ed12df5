"""From lessons to a calibration: every decision fitted, and its weights rounded to hundredths of a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from archassist.casebase.calibration.fit import Design, Fit, design, fit
from archassist.casebase.calibration.lessons import Lesson
from archassist.engine import Engine
from archassist.rulebook import NATS, POINT, Calibration, Learned, Rulebook, Weighing

SMALLEST = 5
"""Leans of fewer hundredths of a point for every option are left out: nobody would see them."""


Steps = Mapping[str, Sequence[Mapping[str, int]]]
"""By decision what its weights must not do: see `Design.steps`."""


def designs(engine: Engine, steps: Steps) -> dict[str, Design]:
    """The features of every decision: its rules, and the sizes of the answers that they read or that size up any team."""
    rulebook, found = engine.rulebook, {}
    for id, decision in rulebook.decisions.items():
        read = engine.compiled.read_by_rules[id] | set(rulebook.roles.sizing)
        terms = [name for name in engine.compiled.terms if name.partition("=")[0] in read]
        found[id] = design(decision, terms, steps.get(id, ()))
    return found


def learn(
    rulebook: Rulebook,
    terms: Calibration,
    plans: Mapping[str, Design],
    lessons: Sequence[Lesson],
    learned: Learned | None = None,
) -> Calibration:
    """What the lessons teach. `terms` is a calibration that has every term.

    Scenarios alone teach nothing: they are of the same hand as the weights, which stay the author's until a case comes.
    """
    by_decision: dict[str, list[Lesson]] = {id: [] for id in rulebook.decisions}
    for lesson in lessons:
        by_decision[lesson.decision].append(lesson)
    weighings = {
        id: _rounded(plans[id], fit(plans[id], mine))
        for id, mine in by_decision.items()
        if id not in rulebook.roles.authored and any(each.kind != "scenario" for each in mine)
    }
    return Calibration(terms.terms, MappingProxyType(weighings), learned)


def _rounded(design: Design, found: Fit) -> Weighing:
    leans = {}
    for name, values in zip(design.terms, found.leans, strict=True):
        rounded = tuple(_hundredths(each) for each in values)
        if max(map(abs, rounded)) >= SMALLEST:
            leans[name] = rounded
    rules = {
        rule.id: _hundredths(weight)
        for rule, weight in zip(design.decision.rules, found.rules, strict=True)
        if rule.says in ("for", "against")
    }
    base = tuple(_hundredths(each) for each in found.base)
    stays = _hundredths(found.stays)
    return Weighing(base, MappingProxyType(rules), MappingProxyType(leans), stays)


def _hundredths(nats: float) -> int:
    return round(float(nats) / NATS * POINT)
