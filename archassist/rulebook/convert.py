"""Turns tables into models, one function per kind: shapes, required keys, and what one table can tell."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from archassist.expressions import Expression, ExpressionError, Unit, parse
from archassist.rulebook.horizon import read_effects
from archassist.rulebook.models import (
    Fact,
    Option,
    Parameter,
    Phase,
    Practice,
    Question,
    QuestionType,
    Rule,
    Section,
    Source,
    Value,
)
from archassist.rulebook.priors import read_prior
from archassist.rulebook.spoken_reader import read_spoken
from archassist.rulebook.table import Table, as_number

TYPES: tuple[QuestionType, ...] = ("number", "share", "choice", "choices")
ALWAYS = parse("True")
"""The condition of a table whose own could not be read."""


def read_section(table: Table) -> Section:
    """`[section.ID]`."""
    return Section(
        id=table.id,
        title=table.text("title", required=True),
        order=table.number("order", required=True),
        about=table.text("about"),
        prepared_by=table.text("prepared_by"),
        place=table.place,
    )


def read_source(table: Table) -> Source:
    """`[source.ID]`."""
    return Source(
        id=table.id,
        title=table.text("title", required=True),
        author=table.text("author"),
        year=table.whole("year", 1900, 2200) if table.has("year") else None,
        where=table.text("where", required=True, example='"https://..."'),
        kind=table.one_of("kind", ("primary", "secondary")),
        note=table.text("note"),
        place=table.place,
    )


def read_question(table: Table) -> Question:
    """`[question.ID]`."""
    type: QuestionType = table.one_of("type", TYPES)
    numeric = type in ("number", "share")
    levels = _levels(table) if table.has("levels") else ()
    range = table.pair("range", required=type == "number" and not levels)
    if range and not numeric:
        table.fault("range", f"a {type} has no range", "Remove it.")
    if type == "share":
        range = range or (0.0, 1.0)
        if range[0] < 0 or range[1] > 1:
            table.fault("range", "a share lies between 0 and 1")
    if levels:
        range = (levels[0], levels[-1])
    choices = _choices(table, required=not numeric)
    if table.has("grows_share") and not table.has("grows_with"):
        table.fault("grows_share", "a share of what does not grow", 'Add grows_with = "users".')
    if table.has("ordered") and type != "choice":
        table.fault("ordered", f"a {type} is never ordered by its choices", "Remove it.")
    return Question(
        id=table.id,
        section=table.text("section", required=True),
        title=table.text("title", required=True),
        ask=table.text("ask", required=True),
        why=table.text("why", required=True),
        type=type,
        unit=_unit(table, allowed=type == "number"),
        range=range,
        choices=choices,
        ordered=table.flag("ordered"),
        levels=levels,
        prior=read_prior(table, type, range, choices, levels),
        measure=table.text("measure"),
        estimate=table.text("estimate"),
        counts=table.text("counts"),
        challenge=table.text("challenge"),
        out_of_scope=table.text("out_of_scope"),
        core=table.flag("core"),
        ask_if=table.expression("ask_if"),
        grows_with=table.one_of("grows_with", ("users", "people", "data")) if table.has("grows_with") else "",
        grows_share=table.text("grows_share"),
        moved_by=table.one_of("moved_by", ("world", "team", "nobody"), required=False, default="world"),
        source=table.texts("source"),
        covers=table.texts("covers"),
        place=table.place,
        spoken=read_spoken(table, type, table.text("unit"), choices),
    )


def read_parameter(table: Table) -> Parameter:
    """`[parameter.ID]`."""
    value = table.number("value", required=True)
    range = table.pair("range")
    if range and not range[0] <= value <= range[1]:
        table.fault("range", f"does not hold the value {value:g}", "The value lies inside its range.")
    elif range and range[0] <= 0:
        table.fault("range", f"starts at {range[0]:g}", "A range that is sampled starts above 0.")
    basis = table.one_of("basis", ("definition", "published", "measured", "judgement"))
    source = table.texts("source")
    if basis == "published" and not source:
        table.fault(
            "basis", "published, but no source is named", 'Add source = ["..."], or write "judgement".'
        )
    return Parameter(
        id=table.id,
        value=value,
        unit=_unit(table, allowed=True),
        range=range,
        basis=basis,
        note=table.text("note"),
        source=source,
        place=table.place,
    )


def read_fact(table: Table) -> Fact:
    """`[fact.ID]`."""
    return Fact(
        id=table.id,
        title=table.text("title", required=True),
        unit=_unit(table, allowed=True),
        expression=table.expression("value", required=True) or ALWAYS,
        about=table.text("about"),
        source=table.texts("source"),
        covers=table.texts("covers"),
        place=table.place,
    )


def read_phase(table: Table) -> Phase:
    """`[phase.ID]`."""
    return Phase(
        id=table.id,
        title=table.text("title", required=True),
        order=table.number("order", required=True),
        about=table.text("about", required=True),
        when=table.expression("when", required=True) or ALWAYS,
        users=table.text("users"),
        next=table.text("next"),
        source=table.texts("source"),
        covers=table.texts("covers"),
        place=table.place,
    )


def read_option(table: Table) -> Option:
    """`[option.DECISION.ID]`."""
    points: float | Expression = 0.0
    if isinstance(table.data.get("ops_points"), str):
        points = table.expression("ops_points") or 0.0
    else:
        points = table.number("ops_points")
    return Option(
        id=table.id,
        decision=table.path[1],
        title=table.text("title", required=True),
        about=table.text("about", required=True),
        good=table.texts("good", required=True),
        bad=table.texts("bad", required=True),
        effort=table.effort(),
        reversible=table.one_of("reversible", ("easy", "costly", "hard")),
        ops_points=points,
        requires=table.texts("requires"),
        practices=table.texts("practices"),
        watch=table.text("watch"),
        effects=read_effects(table),
        in_place=table.expression("in_place"),
        also=table.texts("also"),
        source=table.texts("source"),
        covers=table.texts("covers"),
        place=table.place,
    )


def read_rule(table: Table) -> Rule:
    """`[rule.DECISION.OPTION.NAME]`."""
    says = table.one_of("says", ("for", "against", "requires", "rules_out"))
    return Rule(
        id=".".join(table.path[1:]),
        decision=table.path[1],
        option=table.path[2],
        says=says,
        weight=table.whole("weight", 1, 3, required=says in ("for", "against")),
        when=table.expression("when", required=True) or ALWAYS,
        because=table.text("because", required=True),
        otherwise=table.text("else"),
        source=table.texts("source", required=True),
        covers=table.texts("covers"),
        fires=read_case(table, "fires", required=True) or {},
        silent=read_case(table, "silent", required=True) or {},
        place=table.place,
    )


def read_practice(table: Table) -> Practice:
    """`[practice."area.item"]`."""
    when = table.expression("when", required=True)
    return Practice(
        id=table.id,
        title=table.text("title", required=True),
        when=when or ALWAYS,
        done_if=table.expression("done_if"),
        after=table.texts("after"),
        impact=table.whole("impact", 1, 3),
        effort=table.effort(),
        phase=table.texts("phase"),
        first_step=table.text("first_step"),
        done_when=table.text("done_when", required=True),
        owner=table.text("owner"),
        business=table.text("business"),
        why=table.text("why"),
        source=table.texts("source"),
        covers=table.texts("covers"),
        fires=read_case(table, "fires", required=True) or {},
        # A practice that always applies has no case in which it does not.
        silent=read_case(table, "silent", required=bool(when and when.names)),
        place=table.place,
    )


def _choices(table: Table, required: bool) -> Mapping[str, str]:
    given = table.table("choices", required, '{ id = "Label" }') or {}
    if given and not required:
        table.fault("choices", "a number or share has no choices", 'Remove them, or write type = "choice".')
    elif required and len(given) < 2 and "choices" in table.data:
        table.fault("choices", "needs at least two choices")
    for choice, label in given.items():
        if not isinstance(label, str) or not label.strip():
            table.fault(f"choices.{choice}", "must have a label", f'Write {choice} = "Label".')
    if len(given) > 60:
        table.fault("choices", "has more than 60 choices")
    return MappingProxyType({choice: str(label) for choice, label in given.items()})


def _levels(table: Table) -> tuple[float, ...]:
    value: Any = table.raw("levels")
    numbers = [as_number(item) for item in value] if isinstance(value, list) else []
    levels = tuple(number for number in numbers if number is not None)
    if len(levels) < 2 or len(levels) != len(numbers) or list(levels) != sorted(set(levels)):
        table.fault("levels", "must be at least two numbers, each larger than the one before")
        return ()
    if table.data.get("type") != "number":
        table.fault("levels", "only a number has levels", 'Write type = "number".')
    return levels


def _unit(table: Table, allowed: bool) -> str:
    unit = table.text("unit")
    if unit and not allowed and unit != "share":
        table.fault("unit", "only numbers have a unit", "Remove it.")
        return ""
    try:
        Unit.parse(unit)
    except ExpressionError as error:
        table.expression_fault("unit", error)
        return ""
    return unit


def read_case(table: Table, key: str, required: bool) -> Mapping[str, Value] | None:
    """Values of names; their types are checked when all names are known."""
    given = table.table(key, required, "{ a_question = 1 }")
    if given is None:
        return None
    return MappingProxyType(
        {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    )
