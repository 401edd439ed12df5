"""From the tree of an expression to source text, for plain Python values and for NumPy columns.

Both texts come from one walk and differ in a few words only: this is what keeps the two in agreement. They are no longer
than a multiple of what was written: what is read more than once is worked out once, into a local variable.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from itertools import pairwise

from archassist.dataclass_later import dataclass
from archassist.expressions.checker import Checker
from archassist.expressions.syntax import Expression, function_name
from archassist.expressions.types import Type

_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_GROUP = 32
"""Parts in a row; more are put into groups, because Python takes `a | b | c` to be nested as deep as it is long."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one of the two ways of computing says and, or, not and if, and `known(x) and` something."""

    both: str
    either: str
    negated: str
    chosen: str
    guarded: str


ROW = Dialect(" and ", " or ", "(not {0})", "({1} if {0} else {2})", "({0} and {1})")
COLUMNS = Dialect(" & ", " | ", "_not({0})", "_where({0}, {1}, {2})", "_guarded({0}, {1})")


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
        self._locals: dict[ast.expr, str] = {}

    def source(self) -> str:
        """The whole expression as source text."""
        return self._emit(self._tree)

    def _emit(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self._variables[name]
            case ast.Constant(value=value):
                return repr(value) if isinstance(value, bool) else repr(float(value))  # type: ignore[arg-type]
            case ast.BoolOp(op=ast.And(), values=[first, *rest]) if _asks_known(first):
                # Mostly the same in all rows: where it is, and is false, the rest need not be looked at row by row.
                whole = _joined(self._dialect.both, [self._emit(value) for value in rest])
                return self._dialect.guarded.format(self._emit(first), whole)
            case ast.BoolOp(op=operator, values=values):
                word = self._dialect.both if isinstance(operator, ast.And) else self._dialect.either
                return _joined(word, [self._emit(value) for value in values])
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
                between = frozenset(comparators[:-1])  # each of these is a side of two comparisons
                pairs = pairwise([left, *comparators])
                parts = [self._compare(op, *pair, between) for op, pair in zip(ops, pairs, strict=True)]
                return parts[0] if len(parts) == 1 else _joined(self._dialect.both, parts)
            case ast.Call():
                return self._call(node)
        raise AssertionError(f"unchecked {type(node).__name__}")

    def _arithmetic(self, operator: ast.operator, left: str, right: str) -> str:
        if isinstance(operator, ast.Div):
            return f"_div({left}, {right})"
        if isinstance(operator, ast.Pow):
            return f"_pow({left}, {right})"
        return f"({left} {_ARITHMETIC[type(operator)]} {right})"

    def _compare(
        self, operator: ast.cmpop, left: ast.expr, right: ast.expr, shared: Collection[ast.expr]
    ) -> str:
        if isinstance(operator, (ast.In, ast.NotIn)):
            found = self._membership(left, right, shared)
            return found if isinstance(operator, ast.In) else self._dialect.negated.format(found)
        one, other = self._operand(left, right, shared), self._operand(right, left, shared)
        return f"({one} {_COMPARISONS[type(operator)]} {other})"

    def _operand(self, node: ast.expr, opposite: ast.expr, shared: Collection[ast.expr] = ()) -> str:
        """A side of a comparison; a choice's id becomes its place among the choices of the other side."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return str(self._checker.type(opposite).choices.index(node.value))
        return self._once(node) if node in shared else self._emit(node)

    def _once(self, node: ast.expr) -> str:
        """A part that is read more than once: worked out where it is read first, which is before all other places."""
        if isinstance(node, (ast.Name, ast.Constant)):
            return self._emit(node)
        if node not in self._locals:
            self._locals[node] = name = f"t{len(self._locals)}"
            return f"({name} := {self._emit(node)})"
        return self._locals[node]

    def _membership(self, asked: ast.expr, among: ast.expr, shared: Collection[ast.expr] = ()) -> str:
        if isinstance(among, ast.Tuple):
            if len(among.elts) > 1:
                shared = [asked]
            parts = [
                f"({self._operand(asked, element, shared)} == {self._operand(element, asked)})"
                for element in among.elts
            ]
            return _joined(self._dialect.either, parts)
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
        if name in ("min", "max") and len(arguments) > 2:
            name += "_of"
        return f"_{name}({', '.join(arguments)})"


def _joined(word: str, parts: list[str]) -> str:
    while len(parts) > _GROUP:
        groups = (parts[at : at + _GROUP] for at in range(0, len(parts), _GROUP))
        parts = [f"({word.join(group)})" for group in groups]
    return f"({word.join(parts)})"


def known_names(expression: Expression) -> set[str]:
    """The names that an expression asks `known` of."""
    return {
        node.args[0].id
        for node in ast.walk(expression.tree)
        if isinstance(node, ast.Call) and _asks_known(node) and isinstance(node.args[0], ast.Name)
    }


def _asks_known(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and function_name(node) == "known"
