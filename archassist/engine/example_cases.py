"""Whether a condition holds in a case that its author wrote beside it."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine.beliefs import UNKNOWN, Belief, Exact
from archassist.engine.encoding import Code, Encoding
from archassist.engine.profile import Profile
from archassist.expressions import Expression, Program, compile_program
from archassist.rulebook import Rulebook, Value


class Cases:
    """Tries conditions of a rulebook on cases."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._encoding = Encoding(rulebook)
        self._profile = Profile(rulebook, self._encoding)
        self._programs: dict[str, Program] = {}

    def holds(self, condition: Expression, given: Mapping[str, Value]) -> bool:
        """Whether the condition is true when `given` holds.

        A fact that is given replaces its formula; a question that is given counts as answered; every other
        question has the middle of its prior. Raises ValueError for a value that its name cannot have.
        """
        rulebook, codes = self._rulebook, dict[str, Code]()
        beliefs: dict[str, Belief] = {}
        for name, value in given.items():
            if name in rulebook.questions:
                beliefs[name] = Exact(frozenset(value) if isinstance(value, tuple) else value)
            else:
                codes[name] = self._encoding.encode(name, value)

        def value_of(name: str) -> Code:
            if name not in codes:
                if name in rulebook.questions:
                    codes[name] = self._profile.middle(name, beliefs.get(name, UNKNOWN), value_of)
                elif name in rulebook.facts:
                    codes[name] = evaluate(rulebook.facts[name].expression)
                else:
                    codes[name] = float(rulebook.parameters[name].value)
            return codes[name]

        def evaluate(expression: Expression) -> Code:
            values = {name: value_of(name) for name in expression.names}
            values |= {f"known:{name}": name in beliefs for name in expression.names}
            return self._program(expression).row(values)["it"]

        return bool(evaluate(condition))

    def _program(self, expression: Expression) -> Program:
        if expression.text not in self._programs:
            inputs = sorted(expression.names)
            self._programs[expression.text] = compile_program(
                {"it": expression}, self._rulebook.types, inputs
            )
        return self._programs[expression.text]
