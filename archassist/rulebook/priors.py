"""Reads the prior of a question: what to believe of it when nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from archassist.rulebook.models import Each, Formula, Multiple, Prior, QuestionType, Spread, Weights
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.table import Table, as_number

_NOTHING = Spread(1.0, 1.0)
"""Stands in for a prior that could not be read; the pack is refused, so nobody sees it."""


def read_prior(
    table: Table,
    type: QuestionType,
    range: tuple[float, float] | None,
    choices: Mapping[str, str],
    levels: tuple[float, ...],
) -> Prior:
    """The prior that `table` gives, checked against the question's type, range and choices."""
    if levels:
        return _weights(table, {level_id(level): level_id(level) for level in levels})
    if type == "choice":
        return _weights(table, choices)
    if type == "choices":
        return _each(table)
    value = table.raw("prior", required=True, example="[5th percentile, 95th percentile]")
    if isinstance(value, dict):
        return _relative(table, value)
    if value is None or (pair := table.as_pair("prior", value)) is None:
        return _NOTHING
    return _spread(table, type, range, pair)


def level_id(level: float) -> str:
    """A level as priors and sessions write it: `99`, `99.9`."""
    return f"{level:.10g}"


def _spread(
    table: Table, type: QuestionType, range: tuple[float, float] | None, pair: tuple[float, float]
) -> Prior:
    low, high = pair
    if low <= 0:
        table.fault("prior", f"starts at {low:g}", "A prior's percentiles are above 0: write a small number.")
    elif type == "share" and high >= 1:
        table.fault("prior", f"ends at {high:g}", "A share's prior ends below 1: write 0.99, say.")
    elif range and not (range[0] <= low and high <= range[1]):
        said = f"goes from {low:g} to {high:g}, outside the range {range[0]:g} to {range[1]:g}"
        table.fault("prior", said, "Widen the range or narrow the prior.")
    return Spread(low, high)


def _relative(table: Table, value: dict[str, Any]) -> Prior:
    if "of" in value:
        keys = ("of", "times", "tells")
    elif "formula" in value:
        keys = ("formula", "spread", "tells")
    else:
        table.fault(
            "prior", "has neither of nor formula", 'Write { of = "a_question", times = [low, high] }.'
        )
        return _NOTHING
    for unknown in value.keys() - set(keys):
        table.fault(
            f"prior.{unknown}", "unknown key", did_you_mean(unknown, keys, f"Known keys: {', '.join(keys)}.")
        )
    name, pair, tells = value[keys[0]], table.as_pair("prior", value.get(keys[1])), value.get("tells", True)
    if not isinstance(name, str):
        table.fault("prior", f"{keys[0]} must be an id in quotation marks")
    elif not isinstance(tells, bool):
        table.fault("prior", "tells must be true or false", "Write tells = false, or leave it out.")
    elif pair and pair[0] <= 0:
        table.fault("prior", f"{keys[1]} starts at {pair[0]:g}", "Factors are above 0.")
    elif pair:
        return Multiple(name, *pair, tells) if "of" in value else Formula(name, *pair, tells)
    return _NOTHING


def _weights(table: Table, choices: Mapping[str, str]) -> Prior:
    example = (
        "{ " + ", ".join(f"{choice} = {1 / len(choices):.2g}" for choice in choices) + " }"
        if choices
        else "{}"
    )
    value = table.table("prior", required=True, example=example)
    if value is None or not choices:
        return _NOTHING
    weights = {}
    for choice, weight in value.items():
        number = as_number(weight)
        if choice not in choices:
            table.fault(f"prior.{choice}", f'unknown choice "{choice}"', did_you_mean(choice, choices))
        elif number is None or number < 0:
            table.fault(f"prior.{choice}", "a weight must be a number, 0 or more")
        else:
            weights[choice] = number
    missing = [choice for choice in choices if choice not in value]
    total = sum(weights.values())
    if missing:
        table.fault(
            "prior", f"no weight for {', '.join(missing)}", "Give every choice a weight; 0 is one too."
        )
    elif len(weights) == len(choices) == len(value) and not 0.99 <= total <= 1.01:
        table.fault("prior", f"the weights add up to {total:.3g}", "Make them add up to 1.")
    if not total or missing:
        return _NOTHING
    return Weights(MappingProxyType({choice: weights.get(choice, 0.0) / total for choice in choices}))


def _each(table: Table) -> Prior:
    value = table.table("prior", required=True, example="{ each = 0.5 }")
    chance = as_number((value or {}).get("each"))
    if value is not None and (len(value) != 1 or chance is None or not 0 < chance < 1):
        table.fault("prior", "must be { each = a chance between 0 and 1 }", "Write { each = 0.5 }.")
    return Each(chance or 0.5)
