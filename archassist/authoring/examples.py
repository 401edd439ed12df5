"""Runs what rules promise: the case beside each rule and practice, and scenario files.

A scenario is a file in the pack's `scenarios` folder: answers, and what must and must not follow from them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archassist.engine import Assessment, Belief, BeliefError, Cases, Engine, Exact, Range
from archassist.rulebook import Place, Problem, Rulebook, RulebookError


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example: what it is of, where it stands, and what went wrong ("" when nothing did)."""

    kind: str
    id: str
    place: Place
    fault: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A team in a few answers, and what must follow.

    `recommended` and `never` hold option ids by decision; `due` and `not_due` practice ids; `phase` is "" when
    the scenario does not say.
    """

    id: str
    about: str
    beliefs: Mapping[str, Belief]
    recommended: Mapping[str, tuple[str, ...]]
    never: Mapping[str, tuple[str, ...]]
    due: tuple[str, ...]
    not_due: tuple[str, ...]
    phase: str
    place: Place


def run_examples(rulebook: Rulebook, scenarios: tuple[Scenario, ...] = ()) -> Iterator[Outcome]:
    """Every example of the pack, in the order of decisions, practices, limits and scenarios."""
    cases = Cases(rulebook)
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            fault = ""
            if not cases.holds(rule.when, rule.fires):
                fault = "does not fire in the case that says it does"
            elif cases.holds(rule.when, rule.silent):
                fault = "fires in the case that says it is silent"
            yield Outcome("rule", rule.id, rule.place, fault)
    for id, practice in rulebook.practices.items():
        fault = ""
        if not cases.holds(practice.when, practice.fires):
            fault = "is not due in the case that says it is"
        elif practice.silent is not None and cases.holds(practice.when, practice.silent):
            fault = "is due in the case that says it is not"
        yield Outcome("practice", id, practice.place, fault)
    for id, limit in rulebook.limits.items():
        fault = ""
        if not cases.holds(limit.when, limit.fires):
            fault = "is not crossed in the case that says it is"
        elif cases.holds(limit.when, limit.silent):
            fault = "is crossed in the case that says it is not"
        yield Outcome("limit", id, limit.place, fault)
    engine = Engine(rulebook)
    for scenario in scenarios:
        faults = list(_faults(scenario, engine.assess(scenario.beliefs)))
        yield Outcome("scenario", scenario.id, scenario.place, "; ".join(faults))


def _faults(scenario: Scenario, assessment: Assessment) -> Iterator[str]:
    found = {each.id: each.recommended for each in assessment.decisions}
    for decision, options in scenario.recommended.items():
        if found[decision] not in options:
            yield f"{decision} is {found[decision]}, not {' or '.join(options)}"
    for decision, options in scenario.never.items():
        if found[decision] in options:
            yield f"{decision} is {found[decision]}"
    due = {each.id for each in assessment.practices if each.applies}
    for practice in scenario.due:
        if practice not in due:
            yield f"{practice} is not due"
    for practice in scenario.not_due:
        if practice in due:
            yield f"{practice} is due"
    if scenario.phase and assessment.phase.id != scenario.phase:
        yield f"the phase is {assessment.phase.id}, not {scenario.phase}"


def load_scenarios(pack: Path, rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The scenarios of a pack, by file name. Raises RulebookError with every fault."""
    problems: list[Problem] = []
    scenarios = []
    engine = Engine(rulebook)
    for path in sorted((pack / "scenarios").glob("*.toml")):
        name = f"{pack.name}/scenarios/{path.name}"
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(name, 0, "", f"not valid TOML: {error}", "Correct the file."))
            continue
        before = len(problems)
        scenario = _Reader(name, data, rulebook, engine, problems).scenario(path.stem)
        if len(problems) == before:
            scenarios.append(scenario)
    if problems:
        raise RulebookError(problems)
    return tuple(scenarios)


_KEYS = ("about", "answers", "recommended", "never", "due", "not_due", "phase")


class _Reader:
    def __init__(
        self, name: str, data: dict[str, Any], rulebook: Rulebook, engine: Engine, problems: list[Problem]
    ) -> None:
        self._name, self._data, self._rulebook = name, data, rulebook
        self._engine, self._problems = engine, problems

    def scenario(self, id: str) -> Scenario:
        for key in self._data:
            if key not in _KEYS:
                self._fault(key, "unknown key", f"Known keys: {', '.join(_KEYS)}.")
        about = self._data.get("about", "")
        if not isinstance(about, str) or not about.strip():
            self._fault("about", "is missing", "Say in a sentence which team this is.")
        phase = self._data.get("phase", "")
        if phase and phase not in self._rulebook.phases:
            self._fault("phase", f'unknown phase "{phase}"', f"Known: {', '.join(self._rulebook.phases)}.")
        return Scenario(
            id,
            str(about),
            self._beliefs(),
            self._options("recommended"),
            self._options("never"),
            self._practices("due"),
            self._practices("not_due"),
            str(phase),
            Place(self._name, 1),
        )

    def _beliefs(self) -> dict[str, Belief]:
        found: dict[str, Belief] = {}
        for question, value in self._table("answers").items():
            belief: Belief
            if isinstance(value, dict) and set(value) == {"low", "high"}:
                belief = Range(value["low"], value["high"], "measured")
            else:
                belief = Exact(frozenset(value) if isinstance(value, list) else value)
            try:
                self._engine.check({question: belief})
            except (BeliefError, TypeError) as error:
                said = str(error).removeprefix(f"{question}: ")
                self._fault(f"answers.{question}", said, "Correct the answer.")
            else:
                found[question] = belief
        return found

    def _options(self, key: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for decision, options in self._table(key).items():
            known = self._rulebook.decisions.get(decision)
            if known is None:
                self._fault(f"{key}.{decision}", "unknown decision", "Correct the id.")
                continue
            listed = [options] if isinstance(options, str) else options
            if not isinstance(listed, list) or not all(option in known.options for option in listed):
                self._fault(f"{key}.{decision}", "unknown option", f"Known: {', '.join(known.options)}.")
                continue
            found[decision] = tuple(listed)
        return found

    def _practices(self, key: str) -> tuple[str, ...]:
        listed = self._data.get(key, [])
        if not isinstance(listed, list):
            self._fault(key, "must be a list of practices", f'Write {key} = ["..."].')
            return ()
        for practice in listed:
            if practice not in self._rulebook.practices:
                self._fault(key, f'unknown practice "{practice}"', "Correct the id.")
        return tuple(map(str, listed))

    def _table(self, key: str) -> dict[str, Any]:
        table = self._data.get(key, {})
        if isinstance(table, dict):
            return table
        self._fault(key, "must be a table", f"Write [{key}] and its keys below.")
        return {}

    def _fault(self, key: str, message: str, remedy: str) -> None:
        self._problems.append(Problem(self._name, 0, key, message, remedy))
