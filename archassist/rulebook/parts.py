"""The pack while it is being checked: models by kind and id, beside the tables they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from archassist.rulebook import convert
from archassist.rulebook.capabilities import Capability, Requirement
from archassist.rulebook.contradictions import Contradiction
from archassist.rulebook.decisions import Decision, Option, Rule
from archassist.rulebook.gather import Gathered
from archassist.rulebook.limits import Limit, Signal
from archassist.rulebook.models import (
    Attribute,
    Fact,
    Parameter,
    Phase,
    Practice,
    Question,
    Section,
    Source,
    Term,
)
from archassist.rulebook.pains import Pain, Stage
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.table import Table

Model = TypeVar("Model")


@dataclass(slots=True)
class Parts:
    """All models, in the order people see them. `gathered` has the tables, to report faults in place."""

    gathered: Gathered
    sections: dict[str, Section] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    limits: dict[str, Limit] = field(default_factory=dict)
    contradictions: dict[str, Contradiction] = field(default_factory=dict)
    capabilities: dict[str, Capability] = field(default_factory=dict)
    requirements: dict[str, Requirement] = field(default_factory=dict)
    signals: dict[str, Signal] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    pains: dict[str, Pain] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    phases: dict[str, Phase] = field(default_factory=dict)
    practices: dict[str, Practice] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def table(self, kind: str, id: str) -> Table:
        """The table a model came from."""
        return self.gathered.tables[kind][id]

    def tables(self) -> Iterable[Table]:
        """Every table."""
        return (table for tables in self.gathered.tables.values() for table in tables.values())

    def knows(self, kind: str, id: str) -> bool:
        """Whether the id is declared anywhere, also in a file that could not be parsed."""
        return id in self.gathered.declared[kind]

    def check_known(self, table: Table, key: str, kind: str, ids: Iterable[str]) -> None:
        """Report ids under `key` that no table of `kind` has."""
        for id in ids:
            if not self.knows(kind, id):
                known = self.gathered.declared[kind]
                remedy = did_you_mean(
                    id, known, f"No {kind} has this id: add [{_header(kind, id)}] or correct it."
                )
                table.fault(key, f'unknown {kind} "{id}"', remedy)


def read_parts(gathered: Gathered) -> Parts:
    """Read every table. Faults go to the tables' list of problems."""
    parts = Parts(gathered)

    def read(kind: str, reader: Callable[[Table], Model]) -> dict[str, Model]:
        return {id: reader(table) for id, table in gathered.tables[kind].items()}

    parts.sections = _sorted(read("section", convert.read_section))
    parts.sources = read("source", convert.read_source)
    parts.terms = read("term", convert.read_term)
    parts.limits = read("limit", convert.read_limit)
    parts.contradictions = read("contradiction", convert.read_contradiction)
    parts.capabilities = read("capability", convert.read_capability)
    parts.requirements = read("requirement", convert.read_requirement)
    parts.signals = read("signal", convert.read_signal)
    parts.attributes = read("attribute", convert.read_attribute)
    parts.pains = read("pain", convert.read_pain)
    parts.stages = _sorted(read("stage", convert.read_stage))
    parts.parameters = read("parameter", convert.read_parameter)
    parts.facts = read("fact", convert.read_fact)
    parts.phases = _sorted(read("phase", convert.read_phase))
    parts.practices = read("practice", convert.read_practice)
    parts.options = read("option", convert.read_option)
    parts.rules = read("rule", convert.read_rule)
    questions = read("question", convert.read_question)
    places = {section: place for place, section in enumerate(parts.sections)}
    parts.questions = dict(
        sorted(questions.items(), key=lambda item: places.get(item[1].section, len(places)))
    )
    parts.decisions = _sorted(read("decision", lambda table: _decision(table, parts)))
    return parts


def _decision(table: Table, parts: Parts) -> Decision:
    options = {option.id: option for option in parts.options.values() if option.decision == table.id}
    if (
        len(options) < 2
        and len([id for id in parts.gathered.declared["option"] if id.startswith(table.id + ".")]) < 2
    ):
        table.fault("", "a decision needs at least two options", f"Add [option.{table.id}.ID] tables.")
    rules = tuple(rule for rule in parts.rules.values() if rule.decision == table.id)
    decision = convert.read_decision(table, options, rules)
    if decision.default and decision.default not in options:
        said = f'unknown option "{decision.default}"'
        table.fault("default", said, did_you_mean(decision.default, options))
    named = [option for group in decision.as_much for option in group]
    if not all(option in options for option in named) or len(named) != len(set(named)):
        said = "must list groups of this decision's options"
        table.fault("as_much", said, 'Write as_much = [["one", "other"]].')
    if decision.shape == "ladder" and decision.as_much:
        said = "a ladder has no options that give as much as each other"
        table.fault("as_much", said, 'Leave it out, or write shape = "choice".')
    return decision


Ordered = TypeVar("Ordered", Section, Phase, Decision, Stage)


def _sorted(models: Mapping[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(models.items(), key=lambda item: item[1].order))


def _header(kind: str, id: str) -> str:
    return f'{kind}."{id}"' if kind == "practice" else f"{kind}.{id}"
