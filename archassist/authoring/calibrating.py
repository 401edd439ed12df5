"""Learns weights under which what is declared of decisions still holds: more of a burden never leads to less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from archassist.authoring.examples import Scenario
from archassist.authoring.proofs.monotone import Wrong, WrongStep, fired_by, wrong_step
from archassist.authoring.proofs.survey import Survey
from archassist.casebase import Case
from archassist.casebase.calibration.learn import designs, learn
from archassist.casebase.calibration.lessons import Material, Stated, material
from archassist.casebase.calibration.validate import Step, Validated, calibrate
from archassist.casebase.panels import JudgedTeam
from archassist.engine.strengths import SIGNS
from archassist.rulebook import Decision, Rulebook

ROUNDS = 40
"""Each round forbids what the solver found in the one before; every decision is settled long before that."""

TEAMS = 16
"""A survey is drawn only for what it knows of the pack."""


def calibrated(
    rulebook: Rulebook,
    cases: Sequence[Case],
    teams: Sequence[JudgedTeam],
    scenarios: Sequence[Scenario],
    *,
    step: Step = lambda what: None,
) -> Validated:
    """What is learned of cases, panels and scenarios, with every company left out once.

    Raises MissingProver without z3.
    """
    stated = [Stated(each.id, each.beliefs, each.today, each.recommended, each.never) for each in scenarios]
    step("reading answers")
    taught = material(rulebook, cases, teams, stated)
    steps = forbidden_steps(rulebook, taught, step)
    return calibrate(rulebook, cases, taught, steps=steps, step=step)


def forbidden_steps(
    rulebook: Rulebook, material: Material, step: Step = lambda what: None
) -> Mapping[str, Sequence[Mapping[str, int]]]:
    """What weights must not do, by decision: learned, tried by the solver, forbidden where it is wrong, and again."""
    waiting = {id for id, each in rulebook.decisions.items() if each.heavier_with or each.lighter_with}
    found: dict[str, list[Mapping[str, int]]] = {id: [] for id in rulebook.decisions}
    for _ in range(ROUNDS):
        step("proving")
        mine = [lesson for lesson in material.lessons if lesson.decision in waiting]
        calibration = learn(rulebook, material.terms, designs(material.engine, found), mine)
        survey = Survey(replace(rulebook, calibration=calibration), TEAMS)
        # In the order of the pack: what the solver finds first depends on what it was asked before.
        wrong = {id: list(_wrong(survey, each)) for id, each in rulebook.decisions.items() if id in waiting}
        waiting = {id for id, changes in wrong.items() if changes}
        for id in waiting:
            found[id] += wrong[id]
        if not waiting:
            break
    return found


def _wrong(survey: Survey, decision: Decision) -> Iterator[Mapping[str, int]]:
    """What more of something does that it should not: by rule how what it says changes between the two options."""
    ways: list[tuple[str, Wrong]] = [(name, "lighter") for name in decision.heavier_with]
    ways += [(name, "heavier") for name in decision.lighter_with]
    for name, wrong in ways:
        found = wrong_step(survey, decision, name, wrong)
        if isinstance(found, WrongStep):
            change = _change(survey, decision, name, found)
            if any(change.values()):
                yield change


def _change(survey: Survey, decision: Decision, name: str, found: WrongStep) -> Mapping[str, int]:
    """How what each rule says for the first option, and against the one that follows, changes with more."""
    before, after = (fired_by(survey, decision, name, codes) for codes in (found.before, found.after))
    adding = [rule for rule in decision.rules if rule.says in SIGNS]
    reach = {rule.id: decision.counting(rule.says, rule.option) for rule in adding}
    sides = {id: (found.first in places) - (found.then in places) for id, places in reach.items()}
    return {
        rule.id: sides[rule.id] * SIGNS[rule.says] * (bool(after[rule.id]) - bool(before[rule.id]))
        for rule in adding
        if sides[rule.id]
    }
