"""Priors as question tables write them: five forms, of which the question's type, levels and choices admit some."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails

from archassist.rulebook.priors import Each, Formula, Given, Multiple, Prior, Spread, Weights, level_id
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.raw.forms import (
    Condition,
    Flag,
    Form,
    Pair,
    Raw,
    Words,
    fault,
    number_of,
    refuse,
    table_of,
)
from archassist.rulebook.raw.told import inline, shown

NOTHING = Spread(1.0, 1.0)
"""Stands in for a prior that could not be read; the pack is refused, so nobody sees it."""

Named = Annotated[Words, Form("an id in quotation marks", '"..."', "")]
Tells = Annotated[Flag, Form("true or false", "false", True, "Write tells = false, or leave it out.")]


class MultipleTable(Raw):
    """A number as a multiple of another answer."""

    of: Named = Field(description="The question that this number is a multiple of.")
    times: Pair = Field(description="5th and 95th percentile of the factor, above 0.")
    tells: Tells = Field(
        default=True,
        description="Whether this answer, once given, tells of the other one while that is open.",
    )


class FormulaTable(Raw):
    """A number as the value of a fact, times a factor."""

    formula: Named = Field(description="The fact that this number follows.")
    spread: Pair = Field(description="5th and 95th percentile of the factor, above 0.")
    tells: Tells = Field(
        default=True, description="Whether this answer, once given, tells of open answers behind the fact."
    )


class EachTable(Raw):
    """A chance for each choice of a set, independently."""

    each: Annotated[float, Field(gt=0, lt=1)] = Field(description="The chance that a choice is there.")


PriorTable = (
    Annotated[Pair, Field(description="5th and 95th percentile: lognormal, logit-normal for shares.")]
    | MultipleTable
    | FormulaTable
    | EachTable
    | Annotated[
        dict[str, Annotated[float, Field(ge=0)]],
        Field(description="A weight for each choice (or level); they add up to 1."),
    ]
)
"""What may stand behind `prior =`."""


class GivenTable(Raw):
    """What is usual of an open choice where a condition holds."""

    when: Condition = Field(
        description="The condition. It counts only where every question that it asks known() of is answered."
    )
    prior: Annotated[dict[str, Any], Form("a table", "{ one = 0.5, other = 0.5 }", None)] = Field(
        description="The weights of the choices there, or { each = a chance }."
    )
    cases: Annotated[int, Field(strict=True, ge=0), Form("a whole number, 0 or more", "12", 0)] = Field(
        default=0, description="The number of published cases behind the weights; 0 for a judgement."
    )
    note: Words = Field(description="Why it is so.")


_PAIR: TypeAdapter[tuple[float, float]] = TypeAdapter(Pair, config={"defer_build": True})


def prior_of(value: Any, question: Mapping[str, Any]) -> Prior:
    """The prior of a question whose type, levels, range and choices are known as far as they could be read.

    Raises ValidationError with every fault. A prior whose question has a faulty type, faulty levels or faulty choices is
    not judged.
    """
    type, levels, choices = question.get("type"), question.get("levels"), question.get("choices")
    if type is None or levels is None or choices is None:
        return NOTHING
    if levels:
        return _weights(value, {level_id(level): level_id(level) for level in levels})
    if type == "choice":
        return _weights(value, choices)
    if type == "choices":
        return _each(value)
    if isinstance(value, dict):
        return _relative(value)
    return _spread(value, type, question.get("range"))


def given_of(value: Any, question: Mapping[str, Any]) -> tuple[Given, ...]:
    """`prior_if = [{ when = "...", prior = { ... }, note = "..." }]`, of which the first whose condition holds counts.

    Raises ValidationError with every fault.
    """
    if question.get("type") in ("number", "share") and not question.get("levels"):
        remedy = 'Let its prior follow a fact: { formula = "a_fact", spread = [0.5, 2] }.'
        raise refuse(fault("only choices and levels have one", remedy))
    if not isinstance(value, list):
        said = f"must be a list of tables, not {shown(value)}"
        raise refuse(fault(said, 'Write [{ when = "...", prior = { ... }, note = "..." }].'))
    return tuple(_given(each, question) for each in value)


def _given(value: Any, question: Mapping[str, Any]) -> Given:
    from archassist.expressions.emitter import known_names

    table = inline(GivenTable, table_of(value))
    prior = prior_of(table.prior, question)
    if not isinstance(prior, (Weights, Each)):  # the question could not be read, which has been said
        prior = Weights(MappingProxyType({}))
    return Given(table.when, prior, frozenset(known_names(table.when)), table.cases, table.note)


def prior_example(question: Mapping[str, Any]) -> str:
    """How the prior of this question may be written."""
    type, levels, choices = question.get("type"), question.get("levels"), question.get("choices")
    if isinstance(levels, list) and levels:
        return _example({level_id(level): "" for level in levels if number_of(level) is not None})
    if type == "choice":
        return _example(choices if isinstance(choices, dict) else {})
    return "{ each = 0.5 }" if type == "choices" else "[5th percentile, 95th percentile]"


def _spread(value: Any, type: str, range: tuple[float, float] | None) -> Prior:
    try:
        low, high = _PAIR.validate_python(value)
    except ValidationError as error:
        own = [each for each in error.errors() if each["type"] == "fault"]
        if own:
            raise
        raise refuse(fault(f"must be two numbers, not {shown(value)}", "Write [low, high].")) from None
    if low <= 0:
        raise refuse(fault(f"starts at {low:g}", "A prior's percentiles are above 0: write a small number."))
    if type == "share" and high >= 1:
        raise refuse(fault(f"ends at {high:g}", "A share's prior ends below 1: write 0.99, say."))
    if range and not (range[0] <= low and high <= range[1]):
        said = f"goes from {low:g} to {high:g}, outside the range {range[0]:g} to {range[1]:g}"
        raise refuse(fault(said, "Widen the range or narrow the prior."))
    return Spread(low, high)


def _relative(value: dict[str, Any]) -> Prior:
    if "of" in value:
        multiple = inline(MultipleTable, value)
        return Multiple(multiple.of, *_above_0("times", multiple.times), multiple.tells)
    if "formula" in value:
        formula = inline(FormulaTable, value)
        return Formula(formula.formula, *_above_0("spread", formula.spread), formula.tells)
    remedy = 'Write { of = "a_question", times = [low, high] }.'
    raise refuse(fault("has neither of nor formula", remedy))


def _above_0(key: str, factors: tuple[float, float]) -> tuple[float, float]:
    if factors[0] <= 0:
        raise refuse(fault(f"{key} starts at {factors[0]:g}", "Factors are above 0."))
    return factors


def _weights(value: Any, choices: Mapping[str, str]) -> Prior:
    if not isinstance(value, dict):
        said = f"must be a table, not {shown(value)}"
        raise refuse(fault(said, f"Write prior = {_example(choices)}."))
    if not choices:
        return NOTHING
    weights: dict[str, float] = {}
    faults: list[InitErrorDetails] = []
    for choice, weight in value.items():
        number = number_of(weight)
        if choice not in choices:
            faults.append(fault(f'unknown choice "{choice}"', did_you_mean(choice, choices), choice))
        elif number is None or number < 0:
            faults.append(fault("a weight must be a number, 0 or more", "", choice))
        else:
            weights[choice] = number
    absent = [choice for choice in choices if choice not in value]
    total = sum(weights.values())
    if absent:
        faults.append(
            fault(f"no weight for {', '.join(absent)}", "Give every choice a weight; 0 is one too.")
        )
    elif not faults and not 0.99 <= total <= 1.01:
        faults.append(fault(f"the weights add up to {total:.3g}", "Make them add up to 1."))
    if faults:
        raise refuse(*faults)
    return Weights(MappingProxyType({choice: weights[choice] / total for choice in choices}))


def _example(choices: Mapping[str, object]) -> str:
    if not choices:
        return "{}"
    return "{ " + ", ".join(f"{choice} = {1 / len(choices):.2g}" for choice in choices) + " }"


def _each(value: Any) -> Prior:
    if not isinstance(value, dict):
        raise refuse(fault(f"must be a table, not {shown(value)}", "Write prior = { each = 0.5 }."))
    chance = number_of(value.get("each"))
    if len(value) != 1 or chance is None or not 0 < chance < 1:
        raise refuse(fault("must be { each = a chance between 0 and 1 }", "Write { each = 0.5 }."))
    return Each(chance)
