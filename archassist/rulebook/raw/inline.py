"""Inline tables of rule files: effort, what people may say (`spoken`), effects, choices, cases and levels."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, PlainValidator
from pydantic_core import InitErrorDetails

from archassist.rulebook.models import STRONGEST, Effort, Value
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.raw.forms import (
    Form,
    Raw,
    Span,
    Text,
    Words,
    fault,
    number_of,
    refuse,
    table_of,
)
from archassist.rulebook.raw.told import inline, inner
from archassist.rulebook.spoken import Spoken
from archassist.working_days import DAYS_A_MONTH, DAYS_IN

MOST_CHOICES = 60
TOO_FEW = "needs at least two choices", 'Write choices = { one = "One", other = "Other" }.'

Time = Literal["second", "minute", "hour", "day", "week", "month", "year"]


class EffortTable(Raw):
    """How long something takes: one of days, weeks or months."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 3})

    days: Span | None = Field(default=None, description="Working days, low and high.")
    weeks: Span | None = Field(default=None, description="Weeks of five working days, low and high.")
    months: Span | None = Field(
        default=None, description=f"Months of {DAYS_A_MONTH} working days, low and high."
    )
    per: Annotated[Text, Form("the id of a question or fact", '"teams"', "", "")] = Field(
        default="", description="The question or fact that counts in how many places it has to be done."
    )
    scaled_by: Annotated[Text, Form("the id of a question or fact", '"a_fact"', "", "")] = Field(
        default="",
        description="The question or fact that says how many times this range the team's size takes.",
    )


def _effort(value: Any) -> Effort:
    table = inline(EffortTable, table_of(value))
    given = {unit: span for unit in DAYS_IN if (span := getattr(table, unit)) is not None}
    if len(given) != 1:
        raise refuse(fault("must have one key: days, weeks or months", "Write { days = [1, 3] }."))
    ((unit, (low, high)),) = given.items()
    if low < 0:
        raise refuse(fault("is negative"))
    return Effort(low * DAYS_IN[unit], high * DAYS_IN[unit], unit, table.per, table.scaled_by)


EffortValue = Annotated[
    Effort,
    PlainValidator(_effort, json_schema_input_type=EffortTable),
    Form("a table", "{ days = [1, 3] }", Effort(0.0, 0.0, "days")),
]


class SpokenTable(Raw):
    """What people may say for an answer beyond its unit."""

    per: Words = Field(
        default="",
        description="What is counted, is counted over this time: 3/day becomes 21 a week.",
        json_schema_extra={"enum": list(get_args(Time))},
    )
    daily: Words = Field(default="", description="The question for the share of users that comes on a day.")
    part: Words = Field(default="", description="A share is that of this part: writes.")
    rest: Words = Field(default="", description="What is left of a share: reads.")
    also: dict[str, Any] | None = Field(
        default=None,
        description="Other names of choices, by choice.",
        json_schema_extra={"additionalProperties": {"type": "array", "items": {"type": "string"}}},
    )
    typical: dict[str, Any] | None = Field(
        default=None,
        description="Names that stand for a usual range, for those who cannot count.",
        json_schema_extra={
            "additionalProperties": {
                "type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2
            }
        },
    )  # fmt: skip


def spoken_of(value: Any, question: Mapping[str, Any]) -> Spoken:
    """`spoken = { ... }` of a question whose type, unit and choices are known as far as they could be read."""
    type, unit, choices = question.get("type"), question.get("unit"), question.get("choices")
    if "also" in table_of(value) and not isinstance(value["also"], dict):
        raise refuse(fault("must name choices", 'Write also = { id = ["another name"] }.', "also"))
    if "typical" in value and not isinstance(value["typical"], dict):
        raise refuse(fault("must name ranges", 'Write typical = { "a shop" = [1, 9] }.', "typical"))
    table = inner(SpokenTable, value)
    if type is None or unit is None or choices is None:
        return Spoken()
    typical = table.typical or {}
    faults = [
        *_spoken_faults(table, type, unit),
        *_also_faults(table.also or {}, tuple(choices)),
        *_typical_faults(typical, type, question.get("range")),
    ]
    if faults:
        raise refuse(*faults)
    ranges = MappingProxyType({name: (float(low), float(high)) for name, (low, high) in typical.items()})
    also = {choice: tuple(names) for choice, names in (table.also or {}).items()}
    return Spoken(table.per, table.daily, table.part, table.rest, MappingProxyType(also), ranges)


def _spoken_faults(table: SpokenTable, type: str, unit: str) -> list[InitErrorDetails]:
    faults = []
    if table.per and (type != "number" or unit not in ("", "1", "users")):
        said = "only a plain count or users are counted per time"
        faults.append(fault(said, "Put the time into unit.", "per"))
    if table.per and table.per not in get_args(Time):
        faults.append(fault(f'"{table.per}" is no time', did_you_mean(table.per, get_args(Time)), "per"))
    if table.daily and not (table.per and unit == "users"):
        faults.append(fault("only users over a time are told from users of a day", "", "daily"))
    if (table.part or table.rest) and type != "share":
        faults.append(fault(f"a {type} has no parts", "Remove it.", "part"))
    elif bool(table.part) != bool(table.rest):
        faults.append(fault("a part needs its rest", 'Write part = "writes", rest = "reads".', "part"))
    return faults


def _typical_faults(
    typical: Mapping[str, Any], type: str, range: tuple[float, float] | None
) -> list[InitErrorDetails]:
    if typical and type not in ("number", "share"):
        return [fault("only numbers have typical ranges", "Remove it.", "typical")]
    low, high = range or (-math.inf, math.inf)
    faults = []
    for name, ends in typical.items():
        numbers = [number_of(each) for each in ends] if isinstance(ends, list) else []
        found = [each for each in numbers if each is not None and low <= each <= high]
        if len(found) != 2 or len(numbers) != 2 or found[0] > found[1]:
            remedy = f'Write "{name}" = [low, high].'
            faults.append(fault("must be two numbers inside the range", remedy, "typical", name))
    return faults


def _also_faults(also: Mapping[str, Any], choices: tuple[str, ...]) -> list[InitErrorDetails]:
    faults, taken = [], []
    for choice, names in also.items():
        if choice not in choices:
            remedy = did_you_mean(choice, choices)
            faults.append(fault(f'unknown choice "{choice}"', remedy, "also", choice))
        elif not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            faults.append(fault("must be a list of texts", f'Write {choice} = ["..."].', "also", choice))
        else:
            taken += [name.casefold() for name in names]
    twice = sorted({name for name in taken if taken.count(name) > 1})
    return faults + [fault(f'"{name}" names two choices', "Remove one.", "also") for name in twice]


def effects_of(value: Any) -> Mapping[str, int]:
    """`effects = { cost = -1, latency = 2 }` of an option."""
    faults = [
        fault(
            f"must be a whole number from -{STRONGEST} to {STRONGEST}, not {effect!r}",
            "Leave out what has no effect.",
            attribute,
        )
        for attribute, effect in table_of(value).items()
        if type(effect) is not int or not -STRONGEST <= effect <= STRONGEST or not effect
    ]
    if faults:
        raise refuse(*faults)
    return MappingProxyType(dict(value))


Effects = Annotated[
    Mapping[str, int],
    PlainValidator(effects_of, json_schema_input_type=dict[str, Literal[-2, -1, 1, 2]]),
    Form(
        "a table",
        "{ cost = -1 }",
        MappingProxyType({}),
        rescue=lambda value: MappingProxyType(dict.fromkeys(value, 1) if isinstance(value, dict) else {}),
    ),
]


def _case(value: Any) -> Mapping[str, Value]:
    given = table_of(value).items()
    return MappingProxyType({name: tuple(each) if isinstance(each, list) else each for name, each in given})


CaseTable = Annotated[
    Mapping[str, Value],
    PlainValidator(_case, json_schema_input_type=dict[str, float | bool | str | list[str]]),
    Form("a table", "{ a_question = 1 }", MappingProxyType({})),
]
"""Values of questions or facts; their types are checked when all names are known."""


def _levels(value: Any) -> tuple[float, ...]:
    numbers = [number_of(item) for item in value] if isinstance(value, list) else []
    levels = tuple(number for number in numbers if number is not None)
    if len(levels) < 2 or len(levels) != len(numbers) or list(levels) != sorted(set(levels)):
        raise refuse(
            fault("must be at least two numbers, each larger than the one before", "Write [99, 99.9].")
        )
    return levels


Levels = Annotated[
    tuple[float, ...],
    PlainValidator(_levels, json_schema_input_type=Annotated[list[float], Field(min_length=2)]),
    Form("at least two numbers", "[99, 99.9]", ()),
]


def labels_of(value: Any) -> Mapping[str, str]:
    """Choices by id, each with its label."""
    given = table_of(value)
    faults = [
        fault("must have a label", f'Write {choice} = "Label".', choice)
        for choice, label in given.items()
        if not isinstance(label, str) or not label.strip()
    ]
    if len(given) == 1:
        faults.append(fault(*TOO_FEW))
    if len(given) > MOST_CHOICES:
        faults.append(fault(f"has more than {MOST_CHOICES} choices", "Group some of them."))
    if faults:
        raise refuse(*faults)
    return MappingProxyType(given)


def phrases_of(value: Any, choices: Mapping[str, str] | None) -> Mapping[str, str]:
    """`phrases = { own = "own machines" }` of a question whose choices are known as far as they could be read."""
    given = table_of(value)
    if choices is None:
        return MappingProxyType({})
    faults = []
    for choice, phrase in given.items():
        if choice not in choices:
            faults.append(fault(f'unknown choice "{choice}"', did_you_mean(choice, choices), choice))
        elif not isinstance(phrase, str) or not phrase.strip():
            faults.append(fault("must be a text", f'Write {choice} = "..."', choice))
    if faults:
        raise refuse(*faults)
    return MappingProxyType(given)
