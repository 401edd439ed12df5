"""A whole checked pack. Apart from what reads and checks packs, so that a kept one comes back without all that."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from archassist.dataclass_later import dataclass, field

if TYPE_CHECKING:
    from archassist.expressions import Type
    from archassist.rulebook.calibration import Calibration
    from archassist.rulebook.capabilities import Capability, Demand, Requirement
    from archassist.rulebook.contradictions import Contradiction
    from archassist.rulebook.decisions import Decision
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
    from archassist.rulebook.problems import Problem
    from archassist.rulebook.roles import Roles


APART = ("examples", "cases", "scenarios", "panels")
"""Folders at the top of a pack that hold sessions, cases, scenarios and panels, not rules."""

SWITCH = 6
"""What a rule tells that rules an option out or requires it: as much as the heaviest of those that weigh."""

_PARTS = "_parts"


class Asking(NamedTuple):
    """What conditions of questions rest on: facts and parameters by id, and the type of every name in them."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    types: Mapping[str, Type]


@dataclass(frozen=True)
class Rulebook:
    """A checked pack. Mappings are read-only, in the order people see: sections, then the order of files.

    `roles` says which of them the code may ask for. `types` has every name that expressions may use.
    `fact_order` computes each fact after those it needs;
    `prior_order` holds questions and facts so that each question's prior finds what it is relative to.
    `notes` are remarks that do not hinder use. `fingerprint` is a SHA-256 of everything the packs
    say. `demands` holds by decision what requirements ask of its options. `calibration` is what was learned of weights,
    None where rules weigh what their authors say.
    """

    id: str
    title: str
    version: str
    sections: Mapping[str, Section]
    questions: Mapping[str, Question]
    parameters: Mapping[str, Parameter]
    facts: Mapping[str, Fact]
    phases: Mapping[str, Phase]
    decisions: Mapping[str, Decision]
    practices: Mapping[str, Practice]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    limits: Mapping[str, Limit]
    contradictions: Mapping[str, Contradiction]
    capabilities: Mapping[str, Capability]
    requirements: Mapping[str, Requirement]
    demands: Mapping[str, tuple[Demand, ...]]
    signals: Mapping[str, Signal]
    attributes: Mapping[str, Attribute]
    pains: Mapping[str, Pain]
    stages: Mapping[str, Stage]
    roles: Roles
    types: Mapping[str, Type]
    fact_order: tuple[str, ...]
    prior_order: tuple[str, ...]
    notes: tuple[Problem, ...]
    fingerprint: str
    # No plain None: a default would stand for the part that a kept pack has not read back yet.
    calibration: Calibration | None = field(default_factory=lambda: None)

    @cached_property
    def option_ids(self) -> Mapping[str, tuple[str, ...]]:
        """By decision the ids of its options. Session files are checked against these, without reading what options say."""
        return {id: tuple(decision.options) for id, decision in self.decisions.items()}

    @cached_property
    def step_ids(self) -> Mapping[str, None]:
        """What a mark may stand on: practices, and the steps that carry options out (`decision.option`)."""
        steps = (f"{id}.{option}" for id, options in self.option_ids.items() for option in options)
        return dict.fromkeys((*self.practices, *steps))

    @cached_property
    def telling(self) -> Mapping[str, Mapping[str, float]]:
        """By decision what each question tells of it: the weights of the rules that read it, itself or through facts. A rule
        that several questions lie behind counts for each of them by its share.
        """
        found: dict[str, dict[str, float]] = {}
        for decision in self.decisions.values():
            told = found[decision.id] = {}
            for rule in decision.rules:
                behind = self._behind(rule.when.names)
                weight = rule.weight if rule.says in ("for", "against") else SWITCH
                for question in behind:
                    told[question] = told.get(question, 0.0) + weight / len(behind)
        return found

    @cached_property
    def asking(self) -> Asking:
        """What the conditions of questions rest on (`ask_if`), itself or through facts."""
        facts: dict[str, Fact] = {}
        parameters: dict[str, Parameter] = {}
        types: dict[str, Type] = {}
        left = [name for each in self.questions.values() if each.ask_if for name in each.ask_if.names]
        while left:
            name = left.pop()
            if name not in types:
                types[name] = self.types[name]
                if name in self.facts:
                    facts[name] = self.facts[name]
                    left += self.facts[name].expression.names
                elif name in self.parameters:
                    parameters[name] = self.parameters[name]
        return Asking(facts, parameters, types)

    def _behind(self, names: Iterable[str]) -> set[str]:
        """The questions from which the values of these names follow."""
        found: set[str] = set()
        seen: set[str] = set()
        left = list(names)
        while left:
            if (name := left.pop()) in seen:
                continue
            seen.add(name)
            if name in self.questions:
                found.add(name)
            elif name in self.facts:
                left += self.facts[name].expression.names
        return found

    def figure(self, name: str) -> Question | Fact | None:
        """The question or fact of this name."""
        return self.questions.get(name) or self.facts.get(name)

    @classmethod
    def kept(cls, whole: Mapping[str, Any], parts: Mapping[str, bytes]) -> Rulebook:
        """A pack from the cache: `whole` is there at once, each of the pickled `parts` when it is first asked for.

        The first frame asks for a third of them.
        """
        made = cls.__new__(cls)
        vars(made).update(whole, **{_PARTS: parts})
        return made

    if not TYPE_CHECKING:  # every other name would pass for an attribute

        def __getattr__(self, name: str) -> Any:
            part = vars(self).get(_PARTS, {}).get(name)
            if part is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            # Two threads may both read it: the first one's counts.
            return vars(self).setdefault(name, pickle.loads(part))
