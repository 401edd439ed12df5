"""From the tree of an expression to source text, for plain Python values and for NumPy columns.

Both texts come from one walk and differ in a few words only: this is what keeps the two in agreement.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from archassist.expressions.checking import Checker
from archassist.expressions.parsing import Expression, function_name
from archassist.expressions.types import Type

_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one of the two ways of computing says and, or, not and if."""

    both: str
    either: str
    negated: str
    chosen: str


ROW = Dialect(" and ", " or ", "(not {0})", "({1} if {0} else {2})")
COLUMNS = Dialect(" & ", " | ", "_not({0})", "_where({0}, {1}, {2})")


class Emitter:
    """Writes one checked expression as source text over local variables."""

    def __init__(
        self,
        expression: Expression,
        types: Mapping[str, Type],
        variables: Mapping[str, str],
        dialect: Dialect,
    ) -> None:
        self._checker = Checker(expression, types)
        self._tree = expression.tree
        self._variables = variables
        self._dialect = dialect

    def source(self) -> str:
        """The whole expression as source text."""
        return self._emit(self._tree)

    def _emit(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self._variables[name]
            case ast.Constant(value=value):
                return repr(value) if isinstance(value, bool) else repr(float(value))  # type: ignore[arg-type]
            case ast.BoolOp(op=operator, values=values):
                word = self._dialect.both if isinstance(operator, ast.And) else self._dialect.either
                return f"({word.join(map(self._emit, values))})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self._dialect.negated.format(self._emit(operand))
            case ast.UnaryOp(op=operator, operand=operand):
                sign = "-" if isinstance(operator, ast.USub) else "+"
                return f"({sign}{self._emit(operand)})"
            case ast.BinOp(left=left, op=operator, right=right):
                return self._arithmetic(operator, self._emit(left), self._emit(right))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._dialect.chosen.format(*map(self._emit, (test, body, orelse)))
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                pairs = pairwise([left, *comparators])
                parts = [self._compare(op, *pair) for op, pair in zip(ops, pairs, strict=True)]
                return parts[0] if len(parts) == 1 else f"({self._dialect.both.join(parts)})"
            case ast.Call():
                return self._call(node)
        raise AssertionError(f"unchecked {type(node).__name__}")

    def _arithmetic(self, operator: ast.operator, left: str, right: str) -> str:
        if isinstance(operator, ast.Div):
            return f"_div({left}, {right})"
        if isinstance(operator, ast.Pow):
            return f"_pow({left}, {right})"
        return f"({left} {_ARITHMETIC[type(operator)]} {right})"

    def _compare(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> str:
        if isinstance(operator, (ast.In, ast.NotIn)):
            found = self._membership(left, right)
            return found if isinstance(operator, ast.In) else self._dialect.negated.format(found)
        one, other = self._operand(left, right), self._operand(right, left)
        return f"({one} {_COMPARISONS[type(operator)]} {other})"

    def _operand(self, node: ast.expr, opposite: ast.expr) -> str:
        """A side of a comparison; a choice's id becomes its place among the choices of the other side."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return str(self._checker.type(opposite).choices.index(node.value))
        return self._emit(node)

    def _membership(self, asked: ast.expr, among: ast.expr) -> str:
        if isinstance(among, ast.Tuple):
            source = self._emit(asked)
            parts = [f"({source} == {self._operand(element, asked)})" for element in among.elts]
            return f"({self._dialect.either.join(parts)})"
        assert isinstance(asked, ast.Constant)
        bit = 1 << self._checker.type(among).choices.index(str(asked.value))
        return f"(({self._emit(among)} & {bit}) != 0)"

    def _call(self, node: ast.Call) -> str:
        name = function_name(node)
        if name == "known":
            assert isinstance(node.args[0], ast.Name)
            return self._variables[f"known:{node.args[0].id}"]
        if name == "has":
            return self._membership(node.args[1], node.args[0])
        arguments = [self._emit(argument) for argument in node.args]
        if name == "clamp":
            value, low, high = arguments
            return f"_min(_max({value}, {low}), {high})"
        while name in ("min", "max") and len(arguments) > 2:
            arguments[:2] = [f"_{name}({arguments[0]}, {arguments[1]})"]
        return f"_{name}({', '.join(arguments)})"


def known_names(expression: Expression) -> set[str]:
    """The names that an expression asks `known` of."""
    return {
        node.args[0].id
        for node in ast.walk(expression.tree)
        if isinstance(node, ast.Call)
        and function_name(node) == "known"
        and isinstance(node.args[0], ast.Name)
    }
