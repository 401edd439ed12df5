"""The table of a question, as it is written. What its keys may say depends on its type, which stands before them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, InstanceOf, ValidationInfo, field_validator

from archassist.rulebook.models import Given, Prior
from archassist.rulebook.raw.forms import (
    Condition,
    Flag,
    Form,
    Pair,
    Raw,
    Text,
    UnitName,
    Words,
    fault,
    missing,
    refuse,
)
from archassist.rulebook.raw.inline import TOO_FEW, Levels, SpokenTable, labels_of, phrases_of, spoken_of
from archassist.rulebook.raw.priors import (
    NOTHING,
    GivenTable,
    PriorTable,
    given_of,
    prior_example,
    prior_of,
)
from archassist.rulebook.raw.tables import Covers, Sources
from archassist.rulebook.spoken import Spoken

_NUMERIC = ("number", "share")


def _rescued_labels(value: Any) -> Mapping[str, str]:
    given = value if isinstance(value, dict) else {}
    return MappingProxyType({choice: str(label) for choice, label in given.items()})


_PAIR = {"type": "array"}
_MULTIPLE_OR_PAIR = {
    "anyOf": [_PAIR, {"type": "object", "required": ["of"]}, {"type": "object", "required": ["formula"]}]
}
_WEIGHTS = {"type": "object", "additionalProperties": {"type": "number"}}


def _when(type: str, *required: str, never: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """What a question of a type needs and cannot have, for the JSON Schema."""
    then: dict[str, Any] = {"properties": {**properties, **{key: {"not": {}} for key in never}}}
    return {
        "if": {"properties": {"type": {"const": type}}, "required": ["type"]},
        "then": {**then, "required": list(required)} if required else then,
    }


_BY_TYPE: list[Any] = [
    {
        "if": {"required": ["levels"]},
        "then": {"properties": {"prior": _WEIGHTS}},
        "else": _when("number", "range", prior=_MULTIPLE_OR_PAIR),
    },
    _when("number", never=("choices", "ordered")),
    _when("share", never=("choices", "ordered", "levels"), prior=_MULTIPLE_OR_PAIR),
    _when("choice", "choices", never=("range", "levels"), prior=_WEIGHTS),
    _when("choices", "choices", never=("range", "levels", "ordered"), prior={"required": ["each"]}),
]


class Question(Raw):
    """Something the team is asked."""

    model_config = ConfigDict(json_schema_extra={"allOf": _BY_TYPE})

    section: Words = Field(description="The section of the interview it belongs to.")
    title: Words = Field(description="A short name.")
    ask: Words = Field(description="The question itself.")
    why: Words = Field(description="Why it is asked.")
    type: Literal["number", "share", "choice", "choices"] = Field(description="What kind of answer it takes.")
    unit: UnitName = Field(default="", description="The unit of a number, such as 1/s, GB or USD/month.")
    levels: Levels = Field(
        default=(), description="The only values that a number can have, each larger than the last."
    )
    range: Pair | None = Field(
        default=None, validate_default=True, description="The values that a number may have."
    )
    choices: Annotated[
        Mapping[str, str], Form("a table", '{ id = "Label" }', MappingProxyType({}), rescue=_rescued_labels)
    ] = Field(
        default=None,  # not written, which is another fault than an empty table
        validate_default=True,
        description="What can be chosen: ids and labels, in order.",
    )
    phrases: Annotated[
        Mapping[str, str], Form("a table", '{ id = "the label in a sentence" }', MappingProxyType({}))
    ] = Field(
        default_factory=lambda: MappingProxyType({}),
        description="Choices as sentences name them, by choice: a noun phrase where the label would not read well.",
    )
    ordered: Flag = Field(default=False, description="Whether choices go from less to more.")
    prior: Annotated[Prior, Form("a prior", "[low, high]", NOTHING)] = Field(
        description="What to believe of it while nobody knows."
    )
    prior_if: Annotated[
        tuple[InstanceOf[Given], ...],
        Form("a list of tables", '[{ when = "...", prior = { one = 0.5, other = 0.5 }, note = "..." }]', ()),
    ] = Field(
        default=(),
        description="What to believe of a choice where other answers say more: the first whose condition holds counts.",
    )
    measure: Text = Field(default="", description="How to measure it.")
    estimate: Text = Field(default="", description="How to estimate it.")
    counts: Text = Field(default="", description="What counts, and what does not.")
    challenge: Text = Field(default="", description="How to challenge the answer.")
    out_of_scope: Text = Field(default="", description="When it does not apply.")
    core: Flag = Field(default=False, description="Whether it belongs to the short interview.")
    ask_if: Condition | None = Field(default=None, description="The condition under which it is asked.")
    grows_with: Literal["users", "people", "data"] = Field(
        default="",  # type: ignore[arg-type]  # nothing: not to be written
        description="What carries the answer along as months pass.",
    )
    grows_share: Text = Field(
        default="", description="The parameter or fact that says which share of it is carried along."
    )
    surges: Flag = Field(
        default=False,
        description="Whether it is load of the busiest hour, which a surge of hours or days multiplies.",
    )
    moved_by: Literal["world", "team", "nobody"] = Field(
        default="world", description="Who can make the answer another one."
    )
    source: Sources = ()
    covers: Covers = ()
    spoken: Annotated[Spoken, Form("a table", '{ per = "week" }', Spoken())] = Field(
        default=Spoken(), description="What people may say for an answer that its unit does not tell."
    )

    @classmethod
    def example_of_missing(cls, key: str, data: dict[str, Any]) -> str | None:
        """A prior is written as the question's type wants it."""
        return prior_example(data) if key == "prior" else None

    @field_validator("unit")
    @classmethod
    def _unit_of_numbers(cls, unit: str, info: ValidationInfo) -> str:
        if unit and unit != "share" and info.data.get("type", "number") != "number":
            raise refuse(fault("only numbers have a unit", "Remove it."))
        return unit

    @field_validator("levels")
    @classmethod
    def _levels_of_numbers(cls, levels: tuple[float, ...], info: ValidationInfo) -> tuple[float, ...]:
        if info.data.get("type", "number") != "number":
            raise refuse(fault("only a number has levels", 'Write type = "number".'))
        return levels

    @field_validator("range")
    @classmethod
    def _range_of_numbers(cls, range: tuple[float, float] | None, info: ValidationInfo) -> Any:
        type, levels = info.data.get("type"), info.data.get("levels")
        if type is None or levels is None:
            return range
        if range and type not in _NUMERIC:
            raise refuse(fault(f"a {type} has no range", "Remove it."))
        if levels:
            return levels[0], levels[-1]
        if type == "share":
            range = range or (0.0, 1.0)
            if range[0] < 0 or range[1] > 1:
                raise refuse(fault("a share lies between 0 and 1", "Write [0, 1], or leave it out."))
        elif type == "number" and range is None:
            raise missing()
        return range

    @field_validator("choices", mode="plain", json_schema_input_type=dict[str, str])
    @classmethod
    def _choices_of_choices(cls, value: Any, info: ValidationInfo) -> Mapping[str, str]:
        type = info.data.get("type")
        if type in _NUMERIC and value:
            said = "a number or share has no choices"
            raise refuse(fault(said, 'Remove them, or write type = "choice".'))
        if type in ("choice", "choices") and (value is None or value == {}):
            raise missing() if value is None else refuse(fault(*TOO_FEW))
        return labels_of({} if value is None else value)

    @field_validator("phrases", mode="plain", json_schema_input_type=dict[str, str])
    @classmethod
    def _phrases_of_choices(cls, value: Any, info: ValidationInfo) -> Mapping[str, str]:
        return phrases_of(value, info.data.get("choices"))

    @field_validator("ordered")
    @classmethod
    def _ordered_choice(cls, ordered: bool, info: ValidationInfo) -> bool:
        type = info.data.get("type", "choice")
        if type != "choice":
            raise refuse(fault(f"a {type} is never ordered by its choices", "Remove it."))
        return ordered

    @field_validator("prior", mode="plain", json_schema_input_type=PriorTable)
    @classmethod
    def _prior_of_its_type(cls, value: Any, info: ValidationInfo) -> Prior:
        return prior_of(value, info.data)

    @field_validator("prior_if", mode="plain", json_schema_input_type=list[GivenTable])
    @classmethod
    def _priors_of_its_choices(cls, value: Any, info: ValidationInfo) -> tuple[Given, ...]:
        return given_of(value, info.data)

    @field_validator("grows_share")
    @classmethod
    def _share_of_what_grows(cls, share: str, info: ValidationInfo) -> str:
        if info.data.get("grows_with") == "":
            raise refuse(fault("a share of what does not grow", 'Add grows_with = "users".'))
        return share

    @field_validator("surges")
    @classmethod
    def _surging_number(cls, surges: bool, info: ValidationInfo) -> bool:
        type = info.data.get("type", "number")
        if surges and (type not in _NUMERIC or info.data.get("levels")):
            raise refuse(fault("a surge multiplies nothing but numbers and shares", "Remove it."))
        return surges

    @field_validator("spoken", mode="plain", json_schema_input_type=SpokenTable)
    @classmethod
    def _spoken_of_its_type(cls, value: Any, info: ValidationInfo) -> Spoken:
        return spoken_of(value, info.data)
