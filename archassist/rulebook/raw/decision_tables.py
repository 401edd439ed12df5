"""The tables of a decision: itself, its options and its rules, as they are written."""

from math import inf
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, InstanceOf, PlainValidator, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from archassist.expressions import Expression
from archassist.rulebook.decisions import Branch
from archassist.rulebook.raw.capability_table import Capabilities
from archassist.rulebook.raw.forms import (
    Condition,
    Form,
    Number,
    OneToThree,
    Raw,
    SomeTexts,
    Text,
    Texts,
    Words,
    expression_of,
    fault,
    missing,
    number_of,
    refuse,
    table_of,
)
from archassist.rulebook.raw.inline import CaseTable, Effects, EffortValue
from archassist.rulebook.raw.tables import Covers, Sources
from archassist.rulebook.raw.told import inline, shown


def _points(value: Any) -> float | Expression:
    if isinstance(value, str):
        return expression_of(value)
    number = number_of(value)
    if number is None:
        raise PydanticKnownError("float_type")
    return number


Points = Annotated[
    float | Expression,
    PlainValidator(_points, json_schema_input_type=float | str),
    Form("a number", "1", 0.0),
]


class Option(Raw):
    """One way to settle a decision."""

    title: Words = Field(description="Its name.")
    about: Words = Field(description="What it is.")
    adds: Text = Field(default="", description="What a rung of a ladder adds, within a sentence.")
    good: SomeTexts = Field(description="What speaks for it, always.")
    bad: SomeTexts = Field(description="What it costs, always.")
    effort: EffortValue = Field(description="How long it takes to carry out.")
    reversible: Literal["easy", "costly", "hard"] = Field(description="How hard it is to take back.")
    ops_points: Points = Field(
        default=0.0, description="Operating load: half days a month, a number or a formula."
    )
    requires: Texts = Field(
        default=(), description="Options of other decisions (decision.option) that it needs."
    )
    practices: Texts = Field(default=(), description="Checklist items that belong to it.")
    carries: Texts = Field(
        default=(),
        description="Checklist items that are the same work: part of it where their own condition makes them due.",
    )
    watch: Text = Field(default="", description="What to watch once it is there.")
    done_when: Text = Field(
        default="",
        description="How to see that the option as a whole is carried out, not one of its practices.",
    )
    effects: Effects = Field(
        default_factory=lambda: MappingProxyType({}),
        description="Effects on quality attributes, -2 to 2, against the simplest option.",
    )
    capabilities: Capabilities = Field(
        default_factory=lambda: MappingProxyType({}),
        description="What it can do, by capability: a figure, [least, most], true or false, a level, or a formula.",
    )
    in_place: Condition | None = Field(
        default=None, description="When the answers show that it is there already."
    )
    also: Texts = Field(default=(), description="Words by which people name it in records.")
    source: Sources = ()
    covers: Covers = ()


class BranchTable(Raw):
    """What a rule says where one part of its condition is why it holds."""

    when: Condition = Field(description="All under which the sentence is true, in the rule language.")
    because: Words = Field(description="Why, with the team's numbers. No full stop.")
    fires: CaseTable = Field(description="Values under which it is told.")


class Rule(Raw):
    """A condition that speaks for or against an option, requires it at least, or rules it out."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"says": {"enum": ["for", "against"]}}, "required": ["says"]},
            "then": {"required": ["weight"]},
        }
    )

    says: Literal["for", "against", "requires", "rules_out"] = Field(
        description="What it does to the option."
    )
    weight: OneToThree | None = Field(
        default=None, validate_default=True, description="How much it counts, for and against: 1 to 3."
    )
    when: Condition = Field(description="The condition, in the rule language.")
    because: Words = Field(description="Why, with the team's numbers: {write_util:share}. No full stop.")
    because_if: Annotated[
        tuple[InstanceOf[Branch], ...],
        Form("a list of tables", '[{ when = "...", because = "...", fires = { ... } }]', ()),
    ] = Field(
        default=(),
        description="What is said instead of because where one part of the condition is why: the first that holds counts.",
    )
    otherwise: Text = Field(default="", alias="else", description="What is said when it does not hold.")
    else_if: Annotated[
        tuple[InstanceOf[Branch], ...],
        Form("a list of tables", '[{ when = "...", because = "...", fires = { ... } }]', ()),
    ] = Field(
        default=(),
        description="The same for what is said when it does not hold: fires are values under which that is told.",
    )
    source: SomeTexts = Field(description="Ids of the sources of this.")
    covers: Covers = ()
    fires: CaseTable = Field(description="Values under which it must hold.")
    silent: CaseTable = Field(description="Values under which it must not.")

    @field_validator("because_if", "else_if", mode="plain", json_schema_input_type=list[BranchTable])
    @classmethod
    def _branches(cls, value: Any, info: ValidationInfo) -> tuple[Branch, ...]:
        if not isinstance(value, list):
            said = f"must be a list of tables, not {shown(value)}"
            example = '[{ when = "...", because = "...", fires = { ... } }]'
            raise refuse(fault(said, f"Write {info.field_name} = {example}."))
        tables = (inline(BranchTable, table_of(each)) for each in value)
        return tuple(Branch(each.when, each.because, each.fires) for each in tables)

    @field_validator("weight", mode="before")
    @classmethod
    def _weighed(cls, weight: Any, info: ValidationInfo) -> Any:
        if weight is None and info.data.get("says") in ("for", "against"):
            raise missing()
        return 1 if weight is None else weight


class Decision(Raw):
    """A question of design, settled by one of its options."""

    title: Words = Field(description="Its name.")
    asks: Words = Field(description="The question it answers.")
    about: Text = Field(default="", description="What is at stake.")
    order: Number = Field(default=inf, description="Its place: lower numbers come first.")
    when: Condition | None = Field(
        default=None, description="For which teams it is at issue at all; without it, for every team."
    )
    shape: Literal["choice", "ladder"] = Field(
        default="choice",
        description="choice: its options exclude each other. ladder: each contains those before it.",
    )
    default: Text = Field(
        default="", description="The option that holds unless something speaks for another."
    )
    heavier_with: Texts = Field(
        default=(), description="Facts and questions of which more never leads to a lighter option."
    )
    lighter_with: Texts = Field(
        default=(), description="Facts and questions of which more never leads to a heavier one."
    )
    as_much: Annotated[
        tuple[tuple[Words, ...], ...],
        Field(min_length=1),
        Form("a list of groups of this decision's options", '[["one", "other"]]', ()),
    ] = Field(
        default=(), description="Options that give as much of what the decision is about as each other."
    )
    source: Sources = ()
    covers: Covers = ()
