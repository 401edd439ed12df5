"""A rule file as a whole, for its JSON Schema: which tables it may hold, and how many ids name each."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from archassist.rulebook.raw.capabilities import Capability, Requirement
from archassist.rulebook.raw.decision_tables import Decision, Option, Rule
from archassist.rulebook.raw.forms import Raw, Text
from archassist.rulebook.raw.question import Question
from archassist.rulebook.raw.tables import (
    Attribute,
    Contradiction,
    Fact,
    Limit,
    Pain,
    Parameter,
    Phase,
    Practice,
    Section,
    Signal,
    Source,
    Stage,
    Term,
)
from archassist.rulebook.roles import ABOUT


class Roles(Raw):
    """What objects of the pack are for: the program knows none of them by its id."""

    users_now: Text = Field(default="", description=ABOUT["users_now"])
    users_in_a_year: Text = Field(default="", description=ABOUT["users_in_a_year"])
    users_ceiling: Text = Field(default="", description=ABOUT["users_ceiling"])
    people_now: Text = Field(default="", description=ABOUT["people_now"])
    people_in_a_year: Text = Field(default="", description=ABOUT["people_in_a_year"])
    data_now: Text = Field(default="", description=ABOUT["data_now"])
    data_added: Text = Field(default="", description=ABOUT["data_added"])
    operations_capacity: Text = Field(default="", description=ABOUT["operations_capacity"])
    operations_base: Text = Field(default="", description=ABOUT["operations_base"])
    learning: Text = Field(default="", description=ABOUT["learning"])
    charted: list[Text] = Field(default_factory=list, description=ABOUT["charted"])
    charted_in_documents: list[Text] = Field(default_factory=list, description=ABOUT["charted_in_documents"])
    money: list[Text] = Field(default_factory=list, description=ABOUT["money"])
    overscaling: list[Text] = Field(default_factory=list, description=ABOUT["overscaling"])
    sizing: list[Text] = Field(default_factory=list, description=ABOUT["sizing"])
    authored: list[Text] = Field(default_factory=list, description=ABOUT["authored"])


class RuleFile(Raw):
    """A file of a pack: tables of any kinds, in any order. `pack.toml` says of the pack itself, too, what it is."""

    model_config = ConfigDict(title="a rule file of a pack")

    id: Text = Field(default="", description="The pack's id; in pack.toml only.")
    title: Text = Field(default="", description="The pack's title; in pack.toml only.")
    version: Text = Field(default="", description="The pack's version; in pack.toml only.")
    roles: Roles | None = Field(
        default=None, description="[roles]: which object plays which part for the program; in pack.toml only."
    )
    section: dict[str, Section] = Field(
        default_factory=dict, description="[section.ID]: parts of the interview."
    )
    question: dict[str, Question] = Field(default_factory=dict, description="[question.ID]: what is asked.")
    parameter: dict[str, Parameter] = Field(
        default_factory=dict, description="[parameter.ID]: thresholds and constants, with what they rest on."
    )
    fact: dict[str, Fact] = Field(
        default_factory=dict, description="[fact.ID]: figures computed from answers."
    )
    phase: dict[str, Phase] = Field(default_factory=dict, description="[phase.ID]: growth phases.")
    source: dict[str, Source] = Field(
        default_factory=dict, description="[source.ID]: where claims come from."
    )
    term: dict[str, Term] = Field(default_factory=dict, description="[term.ID]: words of the glossary.")
    limit: dict[str, Limit] = Field(
        default_factory=dict, description="[limit.ID]: limits that growth may meet."
    )
    contradiction: dict[str, Contradiction] = Field(
        default_factory=dict, description="[contradiction.ID]: answers that cannot both be true."
    )
    capability: dict[str, Capability] = Field(
        default_factory=dict, description="[capability.ID]: what options can do, and what counts of it."
    )
    requirement: dict[str, Requirement] = Field(
        default_factory=dict,
        description="[requirement.ID]: what answers ask of options, whatever scores say.",
    )
    signal: dict[str, Signal] = Field(
        default_factory=dict, description="[signal.ID]: how Prometheus sees a question or fact."
    )
    attribute: dict[str, Attribute] = Field(
        default_factory=dict, description="[attribute.ID]: qualities that teams rank."
    )
    pain: dict[str, Pain] = Field(
        default_factory=dict,
        description="[pain.ID]: what hurts a team, and which decisions that puts at issue.",
    )
    stage: dict[str, Stage] = Field(
        default_factory=dict, description="[stage.ID]: stages of the work, the first ones first."
    )
    practice: dict[str, Practice] = Field(
        default_factory=dict, description='[practice."area.item"]: items of the checklist.'
    )
    decision: dict[str, Decision] = Field(
        default_factory=dict,
        description="[decision.ID]: questions of design, settled by one of their options.",
    )
    option: dict[str, dict[str, Option]] = Field(
        default_factory=dict,
        description="[option.DECISION.ID]: options, from the simplest to the most complex.",
    )
    rule: dict[str, dict[str, dict[str, Rule]]] = Field(
        default_factory=dict,
        description="[rule.DECISION.OPTION.NAME]: what speaks for and against an option.",
    )
