"""Tables of what options can do and what answers ask of them, and what an option says of itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationInfo, field_validator

from archassist.expressions import Expression
from archassist.rulebook.capabilities import CapabilityKind
from archassist.rulebook.raw.forms import (
    ALWAYS,
    Condition,
    Form,
    Raw,
    SomeTexts,
    Text,
    Texts,
    UnitName,
    Words,
    expression_of,
    fault,
    missing,
    refuse,
    table_of,
)
from archassist.rulebook.raw.inline import CaseTable


def _levels(value: Any) -> Mapping[str, str]:
    given = table_of(value)
    faults = [
        fault("must have words", f'Write {level} = "a zone".', level)
        for level, words in given.items()
        if not isinstance(words, str) or not words.strip()
    ]
    if len(given) < 2:
        faults.append(
            fault("needs at least two levels", 'Write levels = { zone = "a zone", region = "a region" }.')
        )
    if faults:
        raise refuse(*faults)
    return MappingProxyType(dict(given))


LevelTable = Annotated[
    Mapping[str, str],
    PlainValidator(_levels, json_schema_input_type=dict[str, str]),
    Form("a table of levels", '{ zone = "a zone", region = "a region" }', MappingProxyType({})),
]


class Capability(Raw):
    """Something that options can do, or do to some degree, and that answers may ask for."""

    title: Words = Field(description="What it is, for people.")
    kind: CapabilityKind = Field(
        description="A figure of which less is better (at_most) or more (at_least), yes_no, or levels."
    )
    unit: UnitName = Field(default="", description="The unit of a figure; none for yes_no and levels.")
    levels: LevelTable | None = Field(
        default=None, validate_default=True, description="Its levels from least to most, each in words."
    )
    falls_short: Words = Field(
        description="What is said of an option that does not meet it, behind its title and a colon: back after {figure}."
    )
    about: Text = Field(default="", description="What counts.")
    source: Texts = Field(default=(), description="Ids of the sources of this.")

    @field_validator("unit")
    @classmethod
    def _only_figures(cls, unit: str, info: ValidationInfo) -> str:
        if unit and info.data.get("kind") in ("yes_no", "levels"):
            raise refuse(fault(f"{info.data['kind']} has no unit", "Remove it."))
        return unit

    @field_validator("levels", mode="before")
    @classmethod
    def _levels_of_levels(cls, levels: Any, info: ValidationInfo) -> Any:
        kind = info.data.get("kind")
        if levels is None and kind == "levels":
            raise missing()
        if isinstance(levels, dict) and kind not in ("levels", None):
            raise refuse(fault(f"{kind} has no levels", 'Remove it, or write kind = "levels".'))
        return levels


def _needs(value: Any) -> Expression | str:
    if isinstance(value, bool):
        raise refuse(fault("must be a figure or a level", "Leave it out: a yes is needed."))
    return value.strip() if isinstance(value, str) and value.strip().isidentifier() else expression_of(value)


class Requirement(Raw):
    """What answers ask of options. While its condition holds by answers alone, no option that cannot is recommended."""

    capability: Words = Field(description="What options must be able to do.")
    kind: Literal["law", "contract", "recovery", "capacity"] = Field(description="Who insists.")
    when: Condition = Field(default=ALWAYS, description="The condition under which it is required.")
    needs: Annotated[
        Expression | str | None,
        PlainValidator(_needs, json_schema_input_type=str | float),
        Form("a figure, a formula in quotes or a level", '"a_goal"', None),
    ] = Field(default=None, description="How much of it: a number, a formula, or a level; not for yes_no.")
    text: Words = Field(
        description="What is said behind “Required:”, with the team's numbers: back within {goal:hours}. No full stop."
    )
    gives: Words = Field(description="What would have to give where no option meets it. No full stop.")
    source: SomeTexts = Field(description="Ids of the sources of this.")
    fires: CaseTable = Field(description="Answers under which it is required.")
    silent: CaseTable = Field(description="Answers under which it is not.")
