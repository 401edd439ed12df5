"""Runs what rules promise: the case beside each rule and practice, and scenario files.

A scenario is a file in the pack's `scenarios` folder: answers, and what must and must not follow from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archassist.engine import Assessment, Belief, BeliefError, Cases, Engine, Exact, Range
from archassist.rulebook import Contradiction, Place, Problem, Requirement, Rule, Rulebook, RulebookError
from archassist.rulebook.convert import read
from archassist.rulebook.files import Document, read_document
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.raw.answers import RangeAnswer, ScenarioFile
from archassist.rulebook.table import Table


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

    `today` holds what stands, `recommended` and `never` option ids by decision, `unmet` requirements that a decision must
    tell are not met; `not_at_issue` decisions that it is not told of; `due`, `not_due` and `in_place` practice ids;
    `phase` is "" when the scenario does not say.
    """

    id: str
    about: str
    beliefs: Mapping[str, Belief]
    today: Mapping[str, str]
    recommended: Mapping[str, tuple[str, ...]]
    never: Mapping[str, tuple[str, ...]]
    unmet: Mapping[str, tuple[str, ...]]
    not_at_issue: tuple[str, ...]
    due: tuple[str, ...]
    not_due: tuple[str, ...]
    in_place: tuple[str, ...]
    phase: str
    place: Place


def run_examples(rulebook: Rulebook, scenarios: tuple[Scenario, ...] = ()) -> Iterator[Outcome]:
    """Every example of the pack, in the order of decisions, practices, limits, contradictions and scenarios."""
    cases = Cases(rulebook)
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            fault = ""
            if not cases.holds(rule.when, rule.fires):
                fault = "does not fire in the case that says it does"
            elif cases.holds(rule.when, rule.silent):
                fault = "fires in the case that says it is silent"
            else:
                fault = _mistold(cases, rule)
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
    for id, contradiction in rulebook.contradictions.items():
        yield Outcome("contradiction", id, contradiction.place, _misjudged(engine, contradiction))
    for id, requirement in rulebook.requirements.items():
        yield Outcome("requirement", id, requirement.place, _wrongly_asked(engine, requirement))
    for scenario in scenarios:
        faults = list(_faults(scenario, engine.running(scenario.today).assess(scenario.beliefs)))
        yield Outcome("scenario", scenario.id, scenario.place, "; ".join(faults))


def _mistold(cases: Cases, rule: Rule) -> str:
    """What is wrong with the examples of a rule's branches: in its own each holds first, and the rule is as it says."""
    for branches, fired in ((rule.because_if, True), (rule.else_if, False)):
        for place, branch in enumerate(branches):
            earlier = any(cases.holds(each.when, branch.fires) for each in branches[:place])
            if (
                earlier
                or not cases.holds(branch.when, branch.fires)
                or cases.holds(rule.when, branch.fires) != fired
            ):
                return f"does not say “{branch.because}” in the case that says it does"
    return ""


def _misjudged(engine: Engine, known: Contradiction) -> str:
    """What is wrong with the examples of a contradiction: only answers count, nothing stands in for those not given."""
    behind = engine.compiled.behind(known.when)
    for side, case, told in (("fires", known.fires, True), ("silent", known.silent, False)):
        if missing := [name for name in engine.rulebook.questions if name in behind - case.keys()]:
            return f"{side} leaves {', '.join(missing)} open, and what is open contradicts nothing"
        given = {
            id: Exact(frozenset(value) if isinstance(value, tuple) else value) for id, value in case.items()
        }
        if any(each.id == known.id for each in engine.contradictions(given)) != told:
            return (
                "is not told in the case that says it is"
                if told
                else "is told in the case that says it is not"
            )
    return ""


def _wrongly_asked(engine: Engine, known: Requirement) -> str:
    """What is wrong with the examples of a requirement: it holds by its answers alone in one, and not in the other."""
    for case, wanted in ((known.fires, True), (known.silent, False)):
        given = {
            id: Exact(frozenset(value) if isinstance(value, tuple) else value) for id, value in case.items()
        }
        if known.id in engine.required(given) and not wanted:
            return "is required in the case that says it is not"
        if known.id not in engine.required(given) and wanted:
            return "is not required in the case that says it is: every answer it rests on must stand in fires"
    return ""


def _faults(scenario: Scenario, assessment: Assessment) -> Iterator[str]:
    found = {each.id: each.recommended for each in (*assessment.decisions, *assessment.others.values())}
    shown = {each.id for each in assessment.decisions}
    for decision in scenario.not_at_issue:
        if decision in shown:
            yield f"{decision} is at issue"
    for decision in scenario.recommended.keys() - shown:
        yield f"{decision} is not at issue"
    for decision, options in scenario.recommended.items():
        if found[decision] not in options:
            yield f"{decision} is {found[decision]}, not {' or '.join(options)}"
    unmet = {
        each.id: {told.id for told in each.requirements if not told.met} for each in assessment.decisions
    }
    for decision, requirements in scenario.unmet.items():
        for requirement in requirements:
            if requirement not in unmet[decision]:
                yield f"{decision} is not told that {requirement} is not met"
        if next(each for each in assessment.decisions if each.id == decision).standing == "firm":
            yield f"{decision} is firm"
    for decision, options in scenario.never.items():
        if found[decision] in options:
            yield f"{decision} is {found[decision]}"
    due = {each.id for each in assessment.practices if each.status == "todo"}
    in_place = {each.id for each in assessment.practices if each.status == "done"}
    for practice in scenario.due:
        if practice not in due:
            yield f"{practice} is not due"
    for practice in scenario.not_due:
        if practice in due:
            yield f"{practice} is due"
    for practice in scenario.in_place:
        if practice not in in_place:
            yield f"{practice} is not in place"
    if scenario.phase and assessment.phase.id != scenario.phase:
        yield f"the phase is {assessment.phase.id}, not {scenario.phase}"


def load_scenarios(pack: Path, rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The scenarios of a pack, by file name. Raises RulebookError with every fault."""
    problems: list[Problem] = []
    scenarios = []
    engine = Engine(rulebook)
    folder = pack / "scenarios"
    for path in sorted(folder.glob("*.toml")):
        document = read_document(path, folder, f"{pack.name}/scenarios/{path.name}", 0, problems)
        if document is None or document.data is None:
            continue
        before = len(problems)
        scenario = _Reader(document, rulebook, engine, problems).scenario(path.stem)
        if len(problems) == before:
            scenarios.append(scenario)
    if problems:
        raise RulebookError(problems)
    return tuple(scenarios)


class _Reader:
    """Reads one scenario, and holds it to the rulebook."""

    def __init__(
        self, document: Document, rulebook: Rulebook, engine: Engine, problems: list[Problem]
    ) -> None:
        self._table = Table(document, (), document.data, problems)
        self._rulebook, self._engine = rulebook, engine

    def scenario(self, id: str) -> Scenario:
        said = read(self._table, ScenarioFile)
        if said.phase and said.phase not in self._rulebook.phases:
            known = f"Known: {', '.join(self._rulebook.phases)}."
            self._table.fault("phase", f'unknown phase "{said.phase}"', known)
        practices = self._rulebook.practices
        return Scenario(
            id,
            said.about,
            self._beliefs(said.answers),
            self._today(said.today),
            self._options("recommended", said.recommended),
            self._options("never", said.never),
            self._unmet(said.unmet),
            self._known("not_at_issue", "decision", said.not_at_issue, self._rulebook.decisions),
            self._known("due", "practice", said.due, practices),
            self._known("not_due", "practice", said.not_due, practices),
            self._known("in_place", "practice", said.in_place, practices),
            said.phase,
            Place(self._table.document.name, 1),
        )

    def _beliefs(self, answers: Mapping[str, object]) -> dict[str, Belief]:
        beliefs: dict[str, Belief] = {}
        for question, answer in answers.items():
            belief = _belief(answer)
            try:
                self._engine.check({question: belief})
            except BeliefError as error:
                message = str(error).removeprefix(f"{question}: ")
                self._table.fault_at(("answers", question), message, "Correct the answer.")
            else:
                beliefs[question] = belief
        return beliefs

    def _today(self, said: Mapping[str, str]) -> dict[str, str]:
        options = self._options("today", {decision: (option,) for decision, option in said.items()})
        return {decision: each[0] for decision, each in options.items()}

    def _options(self, key: str, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        written = self._table.data.get(key)
        for decision in written if isinstance(written, dict) else ():
            if decision not in self._rulebook.decisions:
                remedy = did_you_mean(decision, self._rulebook.decisions)
                self._table.fault_at((key, decision), "unknown decision", remedy)
        sound: dict[str, tuple[str, ...]] = {}
        for decision, options in chosen.items():
            known = self._rulebook.decisions.get(decision)
            if known is None:
                continue
            if not options or not all(option in known.options for option in options):
                remedy = f"Known: {', '.join(known.options)}."
                self._table.fault_at((key, decision), "unknown option", remedy)
            else:
                sound[decision] = options
        return sound

    def _unmet(self, said: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for decision, requirements in said.items():
            if decision not in self._rulebook.decisions:
                remedy = did_you_mean(decision, self._rulebook.decisions)
                self._table.fault_at(("unmet", decision), "unknown decision", remedy)
            for id in requirements:
                if id not in self._rulebook.requirements:
                    remedy = did_you_mean(id, self._rulebook.requirements)
                    self._table.fault_at(("unmet", decision), f'unknown requirement "{id}"', remedy)
        return dict(said)

    def _known(
        self, key: str, kind: str, listed: tuple[str, ...], known: Mapping[str, object]
    ) -> tuple[str, ...]:
        for id in listed:
            if id not in known:
                self._table.fault(key, f'unknown {kind} "{id}"', did_you_mean(id, known))
        return listed


def _belief(answer: Any) -> Belief:
    if isinstance(answer, RangeAnswer):
        return Range(answer.low, answer.high, "measured")
    return Exact(frozenset(answer) if isinstance(answer, tuple) else answer)


@dataclass(frozen=True, slots=True)
class FailedExample:
    """An example or scenario that does not hold, its place as file:line, and what is wrong."""

    kind: str
    id: str
    place: str
    fault: str


@dataclass(frozen=True, slots=True)
class ExamplesView:
    """How many examples hold, and those that do not."""

    passed: int
    failed: tuple[FailedExample, ...]


def examples_view(outcomes: Sequence[Outcome]) -> ExamplesView:
    """What running examples came to."""
    failed = tuple(
        FailedExample(outcome.kind, outcome.id, str(outcome.place), outcome.fault)
        for outcome in outcomes
        if outcome.fault
    )
    return ExamplesView(len(outcomes) - len(failed), failed)
