"""Published cases and scenarios, as their files say them: answers, and what must and must not follow from them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    ValidationInfo,
    field_validator,
)
from pydantic_core import InitErrorDetails, PydanticKnownError

from archassist.rulebook.raw.forms import (
    Form,
    Number,
    Raw,
    SomeTexts,
    Text,
    Texts,
    Words,
    Year,
    fault,
    no_twice,
    number_of,
    refuse,
)
from archassist.rulebook.raw.tables import Covers
from archassist.rulebook.raw.told import shown

_TABLE = Form("a table", "{ ... }", MappingProxyType({}), "Write [{key}] and its keys below.")
_ONE_VALUE = Form("a number, a text or a list of texts", "12", 0.0, "Correct the answer.")


def _one_value(value: Any) -> float | str:
    if isinstance(value, str):
        return value.strip()
    number = number_of(value)
    if number is None:
        raise PydanticKnownError("float_type")
    return number


def _value(value: Any) -> float | str | tuple[str, ...]:
    if not isinstance(value, list):
        return _one_value(value)
    if not all(isinstance(item, str) and item.strip() for item in value):
        raise refuse(fault(f"must be a list of texts, not {shown(value)}", 'Write value = ["..."].'))
    return no_twice(item.strip() for item in value)


class CitedTable(Raw):
    """A source of one case."""

    title: Words = Field(description="Its title.")
    publisher: Text = Field(default="", description="Who published it.")
    year: Year | None = Field(default=None, description="The year it was published.")
    where: Text = Field(default="", description="Its address; empty when it is not on the web.")
    kind: Literal["primary", "secondary"] = Field(description="Whether its author saw what it tells.")


class PublishedValue(Raw):
    """An answer that was published as one value."""

    OTHER_KEYS = ("low", "high")

    value: Annotated[
        float | str | tuple[str, ...],
        PlainValidator(_value, json_schema_input_type=float | str | list[str]),
        Form("a number, a text or a list of texts", "12", 0.0),
    ] = Field(description="The answer: a number in the question's unit, a choice, or several.")
    source: Words = Field(description="The source below that says so.")
    note: Text = Field(default="", description="How it was read from its source.")


class PublishedRange(Raw):
    """An answer that was published as a range, or is bounded by what was."""

    low: Number = Field(description="The least it can have been, in the question's unit.")
    high: Number = Field(description="The most it can have been.")
    source: Words = Field(description="The source below that says so.")
    note: Text = Field(default="", description="How it was read from its source.")


def _kind_of_published(data: Any) -> str:
    ranged = isinstance(data, PublishedRange) or (
        isinstance(data, dict) and ("low" in data or "high" in data)
    )
    return "range" if ranged else "value"


Published = Annotated[
    Annotated[PublishedRange, Tag("range")] | Annotated[PublishedValue, Tag("value")],
    Discriminator(_kind_of_published),
]
OptionsByDecision = Annotated[Mapping[str, SomeTexts], _TABLE]


class CaseFile(Raw):
    """One company at one time: what was published of it, and which options would have been right."""

    model_config = ConfigDict(title="a published case")

    company: Words = Field(description="Its name.")
    year: Year = Field(description="The year it was like this.")
    product: Text = Field(default="", description="What it offers.")
    situation: Words = Field(description="What it was in.")
    did: Text = Field(default="", description="What it did.")
    outcome: Words = Field(description="What came of it.")
    sources: Annotated[Mapping[str, CitedTable], _TABLE] = Field(
        default_factory=dict, description="Where this is published."
    )
    answers: Annotated[Mapping[str, Published], _TABLE] = Field(
        default_factory=dict, description="Answers to questions of the rules, by question."
    )
    today: Annotated[Mapping[str, Words], _TABLE] = Field(
        default_factory=dict, description="The option that stood when this was at issue, by decision."
    )
    accepted: OptionsByDecision = Field(
        default_factory=dict, description="Options that were right, by decision."
    )
    forbidden: OptionsByDecision = Field(
        default_factory=dict,
        validate_default=True,
        description="Options that would have been wrong, by decision.",
    )
    in_force: OptionsByDecision = Field(
        default_factory=dict, description="What stood at the time without being at issue, by decision."
    )
    verdict: Literal["worked", "mixed", "regretted", "unknown", "anecdote"] = Field(
        description="How it went; an anecdote has no figures and is not scored."
    )
    covers: Covers = ()

    @field_validator("answers")
    @classmethod
    def _from_known_sources(cls, answers: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
        sources = info.data.get("sources")
        faults = [
            fault(f'unknown source "{answer.source}"', f"Add [sources.{answer.source}].", question, "source")
            for question, answer in answers.items()
            if sources is not None and answer.source not in sources
        ]
        if faults:
            raise refuse(*faults)
        return answers

    @field_validator("forbidden")
    @classmethod
    def _not_accepted_as_well(cls, forbidden: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
        accepted = info.data.get("accepted", {})
        faults: list[InitErrorDetails] = [
            fault(f'"{option}" is accepted as well', "Keep one of the two.", decision)
            for decision, options in forbidden.items()
            for option in sorted(set(options) & set(accepted.get(decision, ())))
        ]
        if faults:
            raise refuse(*faults)
        return forbidden

    @field_validator("verdict")
    @classmethod
    def _says_something(cls, verdict: str, info: ValidationInfo) -> str:
        silent = info.data.get("accepted") == {} and info.data.get("forbidden") == {}
        if verdict != "anecdote" and silent:
            remedy = "Add [accepted] or [forbidden], or call it an anecdote."
            raise refuse(fault("says nothing of any decision", remedy, whole=True))
        return verdict


class RangeAnswer(Raw):
    """An answer that is known within bounds, in the question's unit."""

    low: Number = Field(description="The least it can be.")
    high: Number = Field(description="The most it can be.")


def _kind_of_answer(data: Any) -> str:
    if isinstance(data, dict | RangeAnswer):
        return "range"
    return "texts" if isinstance(data, list | tuple) else "value"


Answered = Annotated[
    Annotated[RangeAnswer, Tag("range")]
    | Annotated[Texts, Tag("texts")]
    | Annotated[
        float | str,
        PlainValidator(_one_value, json_schema_input_type=float | str),
        _ONE_VALUE,
        Tag("value"),
    ],
    Discriminator(_kind_of_answer),
]
OneOrSeveral = Annotated[Texts, BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]


class ScenarioFile(Raw):
    """A team in a few answers, and what must and must not follow from them."""

    model_config = ConfigDict(title="a scenario")

    about: Words = Field(description="The team, in a sentence.")
    phase: Text = Field(default="", description="The growth phase it is in.")
    answers: Annotated[Mapping[str, Answered], _TABLE] = Field(
        default_factory=dict, description="Its answers, by question."
    )
    today: Annotated[Mapping[str, Words], _TABLE] = Field(
        default_factory=dict, description="The option that stands today, by decision."
    )
    recommended: Annotated[Mapping[str, OneOrSeveral], _TABLE] = Field(
        default_factory=dict, description="Options of which one must be recommended, by decision."
    )
    never: Annotated[Mapping[str, OneOrSeveral], _TABLE] = Field(
        default_factory=dict, description="Options that must not be recommended, by decision."
    )
    unmet: Annotated[Mapping[str, OneOrSeveral], _TABLE] = Field(
        default_factory=dict,
        description="Requirements that no option can meet, by decision: it must say so, and not be firm.",
    )
    not_at_issue: Texts = Field(default=(), description="Decisions that the team must not be told of.")
    due: Texts = Field(default=(), description="Checklist items that must be there to do.")
    not_due: Texts = Field(default=(), description="Checklist items that must not, whoever asks for them.")
    in_place: Texts = Field(default=(), description="Checklist items that its answers say are in place.")
