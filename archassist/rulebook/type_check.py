"""Types and units of every name, and whether every expression, template and case fits them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archassist.expressions import Expression, ExpressionError, Kind, Type, Unit, infer
from archassist.rulebook import graphs
from archassist.rulebook.models import Question, Value, level_id
from archassist.rulebook.parts import Parts
from archassist.rulebook.problems import did_you_mean, listed
from archassist.rulebook.raw.forms import number_of
from archassist.rulebook.reason_templates import check_template
from archassist.rulebook.table import Table


def question_type(question: Question) -> Type:
    """The type that expressions see for a question."""
    if question.type == "choice":
        return Type.choice(tuple(question.choices), question.ordered)
    if question.type == "choices":
        return Type(Kind.CHOICES, choices=tuple(question.choices))
    return Type.number(Unit.parse("" if question.type == "share" else question.unit))


class Typing:
    """Types as they become known. What uses a name that is declared but faulty is not judged."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.types: dict[str, Type] = {
            id: question_type(question) for id, question in parts.questions.items()
        }
        for id, parameter in parts.parameters.items():
            self.types[id] = Type.number(Unit.parse(parameter.unit))
        self._declared = parts.gathered.names()
        self.fact_order: tuple[str, ...] = self._order_facts()
        for id in self.fact_order:
            self._type_fact(id)

    def check_all(self) -> None:
        """Check every expression, template and case of the pack outside facts."""
        parts = self._parts
        for id, question in parts.questions.items():
            self.condition(parts.table("question", id), "ask_if", question.ask_if)
            for given in question.prior_if:
                self.condition(parts.table("question", id), "prior_if", given.when)
        for id, phase in parts.phases.items():
            self.condition(parts.table("phase", id), "when", phase.when)
        for id, decision in parts.decisions.items():
            self.condition(parts.table("decision", id), "when", decision.when)
        for id, option in parts.options.items():
            if isinstance(option.ops_points, Expression):
                self._number(parts.table("option", id), "ops_points", option.ops_points)
            self.condition(parts.table("option", id), "in_place", option.in_place)
        for id, rule in parts.rules.items():
            table = parts.table("rule", id)
            self.condition(table, "when", rule.when)
            check_template(table, "because", rule.because, self.types, self._declared)
            check_template(table, "else", rule.otherwise, self.types, self._declared)
            for key, branches in (("because_if", rule.because_if), ("else_if", rule.else_if)):
                for branch in branches:
                    self.condition(table, key, branch.when)
                    check_template(table, key, branch.because, self.types, self._declared)
                    self.case(table, f"{key}.fires", branch.fires)
            self.case(table, "fires", rule.fires)
            self.case(table, "silent", rule.silent)
        for id, limit in parts.limits.items():
            table = parts.table("limit", id)
            self.condition(table, "when", limit.when)
            self.case(table, "fires", limit.fires)
            self.case(table, "silent", limit.silent)
        for id, contradiction in parts.contradictions.items():
            table = parts.table("contradiction", id)
            self.condition(table, "when", contradiction.when)
            check_template(table, "text", contradiction.text, self.types, self._declared)
            self.case(table, "fires", contradiction.fires)
            self.case(table, "silent", contradiction.silent)
        for id, practice in parts.practices.items():
            table = parts.table("practice", id)
            self.condition(table, "when", practice.when)
            self.condition(table, "done_if", practice.done_if)
            self.case(table, "fires", practice.fires)
            self.case(table, "silent", practice.silent or {})

    def condition(self, table: Table, key: str, expression: Expression | None) -> None:
        """A condition must be true or false."""
        type = self._infer(table, key, expression) if expression else None
        if type and type.kind is not Kind.FLAG:
            table.fault(
                key, f"is a {type.kind.name.lower()}, not true or false", "Compare it with something."
            )

    def of(self, table: Table, key: str, expression: Expression) -> Type | None:
        """The type of an expression; None, and a fault where it has one, when it has none."""
        return self._infer(table, key, expression)

    def case(self, table: Table, key: str, case: Mapping[str, Value]) -> None:
        """Every value of a case must be one that its question or fact can have."""
        inputs = self._declared - self._parts.parameters.keys()
        for name, value in case.items():
            if name in self._parts.parameters:
                table.fault(
                    f"{key}.{name}", f'"{name}" is a parameter', "A case sets questions and facts only."
                )
            elif name not in inputs:
                remedy = did_you_mean(name, inputs, "Name a question or a fact.")
                table.fault(f"{key}.{name}", f'unknown name "{name}"', remedy)
            elif name in self.types and (fault := self._misfit(name, value)):
                table.fault(f"{key}.{name}", *fault)

    def _order_facts(self) -> tuple[str, ...]:
        order, circles = graphs.order_and_cycles(graphs.facts_alone(self._parts.facts))
        for path in circles:
            said = f"these facts need each other: {' -> '.join(path)}"
            self._parts.table("fact", path[0]).fault("value", said, "Break the cycle at one of them.")
        return tuple(order)

    def _type_fact(self, id: str) -> None:
        table, fact = self._parts.table("fact", id), self._parts.facts[id]
        if (type := self._infer(table, "value", fact.expression)) is None or not table.sound:
            return
        if type.kind is Kind.NUMBER:
            declared = Unit.parse(fact.unit)
            if type.unit is not None and type.unit != declared:
                said = f'the value is in "{type.unit or 1}", the unit says "{fact.unit or 1}"'
                table.fault("unit", said, f'Write unit = "{type.unit}", or convert with a parameter.')
                return
            type = Type.number(declared)
        elif type.kind is Kind.TEXT:
            table.fault("value", "is a text, which has no value by itself", "Compare it with a choice.")
            return
        elif fact.unit:
            table.fault("unit", f"a {type.kind.name.lower()} has no unit", "Remove it.")
        self.types[id] = type

    def _number(self, table: Table, key: str, expression: Expression) -> None:
        type = self._infer(table, key, expression)
        if type and type.kind is not Kind.NUMBER:
            table.fault(key, f"is a {type.kind.name.lower()}, not a number")

    def _infer(self, table: Table, key: str, expression: Expression) -> Type | None:
        unknown = sorted(expression.names - self._declared)
        for name in unknown:
            found = re.search(rf"\b{re.escape(name)}\b", expression.text)
            column = f" (column {found.start() + 1} of the expression)" if found else ""
            remedy = did_you_mean(name, self._declared, "No question, fact or parameter has this name.")
            table.fault(key, f'unknown name "{name}"{column}', remedy)
        if unknown or not expression.names <= self.types.keys():
            return None
        try:
            return infer(expression, self.types)
        except ExpressionError as error:
            table.expression_fault(key, error)
            return None

    def _misfit(self, name: str, value: Value) -> tuple[str, str] | None:
        type, question = self.types[name], self._parts.questions.get(name)
        if type.kind is Kind.NUMBER:
            return _number_misfit(question, value)
        if type.kind is Kind.FLAG:
            return None if isinstance(value, bool) else (f"must be true or false, not {value!r}", "")
        if not type.choices:
            return None  # that the choices are missing has been said
        if type.kind is Kind.CHOICE:
            return (
                _choice_misfit([value], type.choices) if isinstance(value, str) else _not_choice(type.choices)
            )
        if isinstance(value, tuple):
            return _choice_misfit(value, type.choices)
        return "must be a list of choices", f'Write ["{type.choices[0]}"].'


def _number_misfit(question: Question | None, value: Value) -> tuple[str, str] | None:
    number = number_of(value)
    if number is None:
        return f"must be a number, not {value!r}", ""
    if question and question.levels and number not in question.levels:
        return f"{number:g} is not one of its levels", f"Use {listed(map(level_id, question.levels))}."
    if question and question.range and not question.range[0] <= number <= question.range[1]:
        return (
            f"{number:g} is outside the range {question.range[0]:g} to {question.range[1]:g}",
            "Use one inside.",
        )
    return None


def _choice_misfit(values: Sequence[object], choices: tuple[str, ...]) -> tuple[str, str] | None:
    for value in values:
        if value not in choices:
            return f'unknown choice "{value}"', did_you_mean(str(value), choices, f"Use {listed(choices)}.")
    return None


def _not_choice(choices: tuple[str, ...]) -> tuple[str, str]:
    return "must be one choice in quotation marks", f"Use {listed(choices)}."
