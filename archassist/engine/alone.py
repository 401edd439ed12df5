"""Facts and conditions that are needed before all questions have their values, each as a program of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archassist.expressions import Expression, Program, compile_program
from archassist.rulebook import Rulebook

_PART = "part "
"""Before the text of a condition, which may be nothing but the name of a fact."""


class Alone:
    """The programs of single facts and conditions of a pack. `needed` tells the facts behind a name, with itself."""

    def __init__(self, rulebook: Rulebook, needed: Callable[[str], list[str]]) -> None:
        self._rulebook, self._needed = rulebook, needed
        self._facts: dict[str, Program] = {}
        self._conditions: dict[str, tuple[Program, str]] = {}
        self._of_values: dict[str, tuple[Program, str]] = {}

    def fact(self, fact: str) -> Program:
        """What works out one fact, of questions and parameters."""
        found = self._facts.get(fact)
        if found is None:
            found = self._facts[fact] = self._program(self._needed(fact), {})
        return found

    def condition(self, condition: Expression) -> tuple[Program, str]:
        """What works out one condition, of questions and parameters, and under which name."""
        found = self._conditions.get(condition.text)
        if found is None:
            name = f"{_PART}{condition.text}"
            facts = dict.fromkeys(fact for each in sorted(condition.names) for fact in self._needed(each))
            found = self._conditions[condition.text] = self._program(list(facts), {name: condition}), name
        return found

    def condition_of_values(self, condition: Expression) -> tuple[Program, str]:
        """What works out one condition with every name in it as an input, facts as well, and under which name."""
        found = self._of_values.get(condition.text)
        if found is None:
            name = f"{_PART}{condition.text}"
            program = compile_program({name: condition}, self._rulebook.types, sorted(condition.names))
            found = self._of_values[condition.text] = program, name
        return found

    def _program(self, facts: list[str], others: Mapping[str, Expression]) -> Program:
        """A program of these facts and whatever else, with just the inputs that they read."""
        definitions = {**{id: self._rulebook.facts[id].expression for id in facts}, **others}
        read = {name for each in definitions.values() for name in each.names} - definitions.keys()
        return compile_program(definitions, self._rulebook.types, sorted(read))


def value_alone(program: Program, name: str, value_of: Callable[[str], object], many: bool) -> object:
    """What one definition of the program comes to: one value or, with `many`, a column."""
    values = {each: value_of(each) for each in program.inputs}
    return program.columns(values)[name] if many else program.one(name, values)
