"""A whole checked pack. Apart from what reads and checks packs, so that a kept one comes back without all that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass

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
    calibration: Calibration | None = None

    def figure(self, name: str) -> Question | Fact | None:
        """The question or fact of this name."""
        return self.questions.get(name) or self.facts.get(name)
