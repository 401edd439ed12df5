"""The rule language in the words of ZEN, the expression language of zen-engine."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from archassist.expressions import Expression

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in"
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"
}  # fmt: skip
SAME_NAME = ("abs", "floor", "ceil")
"""Functions that both languages have. ZEN has no logarithms, no roots and no `exp`."""


class UnsaidError(ValueError):
    """An expression that ZEN cannot say."""


def zen_text(expression: Expression, variables: Mapping[str, str], values: Mapping[str, float]) -> str:
    """An expression in ZEN.

    Names become `variables`, and those that are in `values` are written as numbers. Raises UnsaidError.
    """
    return _Words(variables, values).of(expression.tree)


def known_as(name: str) -> str:
    """The variable that says whether a question is answered."""
    return f"known_{name}"


class _Words:
    def __init__(self, variables: Mapping[str, str], values: Mapping[str, float]) -> None:
        self._variables, self._values = variables, values

    def of(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name) if name in self._values:
                return _number(self._values[name])
            case ast.Name(id=name) if name in self._variables:
                return self._variables[name]
            case ast.Constant(value=bool() as value):
                return "true" if value else "false"
            case ast.Constant(value=str() as text):
                return f"'{text}'"
            case ast.Constant(value=int() | float() as number):
                return _number(number)
            case ast.BoolOp(op=operator, values=parts):
                word = " and " if isinstance(operator, ast.And) else " or "
                return f"({word.join(map(self.of, parts))})"
            case ast.UnaryOp(op=operator, operand=operand):
                sign = "not " if isinstance(operator, ast.Not) else "-"
                return f"({sign}{self.of(operand)})"
            case ast.BinOp(left=left, op=operator, right=right):
                return f"({self.of(left)} {ARITHMETIC[type(operator)]} {self.of(right)})"
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return f"({self.of(test)} ? {self.of(body)} : {self.of(orelse)})"
            case ast.Compare(left=left, ops=operators, comparators=others):
                pairs = zip(operators, pairwise([left, *others]), strict=True)
                compared = [
                    f"({self.of(one)} {COMPARISONS[type(each)]} {self.of(two)})" for each, (one, two) in pairs
                ]
                return compared[0] if len(compared) == 1 else f"({' and '.join(compared)})"
            case ast.Tuple(elts=elements):
                return f"[{', '.join(map(self.of, elements))}]"
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._called(function, arguments)
        raise UnsaidError(ast.unparse(node))

    def _called(self, function: str, arguments: list[ast.expr]) -> str:
        if function == "known" and isinstance(arguments[0], ast.Name):
            return known_as(arguments[0].id)
        said = list(map(self.of, arguments))
        if function in ("min", "max"):
            return f"{function}([{', '.join(said)}])"
        if function == "clamp":
            return f"min([max([{said[0]}, {said[1]}]), {said[2]}])"
        if function == "has":
            return f"({said[1]} in {said[0]})"
        if function in SAME_NAME:
            return f"{function}({said[0]})"
        raise UnsaidError(function)


def _number(number: float) -> str:
    """As short as a number can be written: ZEN reckons in decimals."""
    text = format(Decimal(repr(number)), "f")
    return f"({text})" if number < 0 else text
