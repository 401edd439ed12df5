"""Facts and conditions that are needed before all questions have their values, each as a program of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from archassist.expressions import Expression, Program, compile_program
from archassist.rulebook import Rulebook

NOTHING_ELSE: Mapping[str, Expression] = MappingProxyType({})


def program_alone(
    rulebook: Rulebook, facts: Iterable[str], others: Mapping[str, Expression] = NOTHING_ELSE
) -> Program:
    """A program of these facts and whatever else, with just the inputs that they read."""
    definitions = {**{id: rulebook.facts[id].expression for id in facts}, **others}
    read = {name for each in definitions.values() for name in each.names} - definitions.keys()
    return compile_program(definitions, rulebook.types, sorted(read))


def condition_alone(rulebook: Rulebook, name: str, condition: Expression) -> Program:
    """A program of one condition, with every name in it as an input, facts as well."""
    return compile_program({name: condition}, rulebook.types, sorted(condition.names))


def value_alone(program: Program, name: str, value_of: Callable[[str], object], many: bool) -> object:
    """What one definition of the program comes to: one value or, with `many`, a column."""
    values = {each: value_of(each) for each in program.inputs}
    found = program.columns(values) if many else program.row(values)  # type: ignore[arg-type]
    return found[name]
