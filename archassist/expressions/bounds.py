"""What an expression can come to when all that is known of a number are its ends.

Interval arithmetic and Kleene's three-valued logic: what is found holds for every value between the ends, and may be wider
than what can really occur. So "surely true" can be relied on, and anything doubtful stays open.
"""

from __future__ import annotations

import ast
import itertools
import math
import operator
from collections.abc import Callable, Container, Mapping
from itertools import pairwise
from typing import NamedTuple

from archassist.expressions.row_functions import OPERATIONS, divide, power
from archassist.expressions.syntax import Expression, function_name
from archassist.expressions.types import Type


class Bounds(NamedTuple):
    """The least and the greatest value that a number may have."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high


Possible = Bounds | bool | str | frozenset[str] | None
"""What a value can be: a number between ends, true or false, one choice, several choices; None: anything."""

ANY_NUMBER = Bounds(-math.inf, math.inf)
"""Any number at all, or none (the square root of -1): whatever is made of it is as open."""

_RISING: Mapping[str, Callable[..., float]] = {
    name: OPERATIONS[f"_{name}"] for name in ("floor", "ceil", "sqrt", "exp", "log", "log2", "log10")
}
"""Functions of one number that never fall as it rises."""


def possible(
    expression: Expression,
    value_of: Callable[[str], Possible],
    types: Mapping[str, Type],
    answered: Container[str] | None = None,
) -> Possible:
    """What a checked expression can come to. `value_of` tells what each name can be, `types` its type.

    `known(x)` is true of what is `answered`; without it every name counts as answered.
    """
    return _Reading(value_of, types, answered).of(expression.tree)


class _Reading:
    def __init__(
        self,
        value_of: Callable[[str], Possible],
        types: Mapping[str, Type],
        answered: Container[str] | None,
    ) -> None:
        self._value_of = value_of
        self._types = types
        self._answered = answered

    def of(self, node: ast.expr) -> Possible:
        match node:
            case ast.Name(id=name):
                return self._value_of(name)
            case ast.Constant(value=bool() | str() as value):
                return value
            case ast.Constant(value=int() | float() as value):
                return Bounds(float(value), float(value))
            case ast.BoolOp(op=ast.And(), values=values):
                return _every([self._flag(each) for each in values])
            case ast.BoolOp(values=values):
                return _negated(_every([_negated(self._flag(each)) for each in values]))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _negated(self._flag(operand))
            case ast.UnaryOp(op=sign, operand=operand):
                low, high = self._number(operand)
                return Bounds(-high, -low) if isinstance(sign, ast.USub) else Bounds(low, high)
            case ast.BinOp(left=left, op=operation, right=right):
                return _arithmetic(operation, self._number(left), self._number(right))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._either(test, body, orelse)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                pairs = pairwise([left, *comparators])
                return _every([self._compared(op, *pair) for op, pair in zip(ops, pairs, strict=True)])
            case ast.Call(args=arguments):
                return self._called(function_name(node), arguments)
        return None

    def _flag(self, node: ast.expr) -> bool | None:
        found = self.of(node)
        return found if isinstance(found, bool) else None

    def _number(self, node: ast.expr) -> Bounds:
        found = self.of(node)
        return found if isinstance(found, Bounds) else ANY_NUMBER

    def _either(self, test: ast.expr, body: ast.expr, orelse: ast.expr) -> Possible:
        holds = self._flag(test)
        if holds is not None:
            return self.of(body if holds else orelse)
        one, other = self.of(body), self.of(orelse)
        if isinstance(one, Bounds) and isinstance(other, Bounds):
            return Bounds(min(one.low, other.low), max(one.high, other.high))
        return one if one == other else None

    def _compared(self, how: ast.cmpop, left: ast.expr, right: ast.expr) -> bool | None:
        if isinstance(how, ast.In):
            return self._among(left, right)
        if isinstance(how, ast.NotIn):
            return _negated(self._among(left, right))
        one, other = self.of(left), self.of(right)
        if isinstance(one, Bounds) and isinstance(other, Bounds):
            return _numbers_compared(how, one, other)
        if isinstance(one, str) and isinstance(other, str):
            choices = self._choices(left) or self._choices(right)
            if isinstance(how, ast.Eq | ast.NotEq):
                return (one == other) is isinstance(how, ast.Eq)
            places = (float(choices.index(one)), float(choices.index(other)))
            return _numbers_compared(how, *(Bounds(place, place) for place in places))
        if isinstance(one, bool) and isinstance(other, bool):
            return (one == other) is isinstance(how, ast.Eq)
        return None

    def _choices(self, node: ast.expr) -> tuple[str, ...]:
        if isinstance(node, ast.IfExp):
            return self._choices(node.body) or self._choices(node.orelse)
        return self._types[node.id].choices if isinstance(node, ast.Name) else ()

    def _among(self, left: ast.expr, right: ast.expr) -> bool | None:
        one = self.of(left)
        if not isinstance(right, ast.Tuple):
            several = self.of(right)
            return one in several if isinstance(several, frozenset) and isinstance(one, str) else None
        others = [self.of(each) for each in right.elts]
        if isinstance(one, str):
            return one in others
        if not isinstance(one, Bounds):
            return None
        found = [
            _numbers_compared(ast.Eq(), one, other) if isinstance(other, Bounds) else None for other in others
        ]
        return _negated(_every([_negated(each) for each in found]))

    def _called(self, name: str, arguments: list[ast.expr]) -> Possible:
        if name == "known":
            asked = arguments[0]
            return self._answered is None or (isinstance(asked, ast.Name) and asked.id in self._answered)
        if name == "has":
            return self._among(arguments[1], arguments[0])
        given = [self._number(each) for each in arguments]
        if ANY_NUMBER in given:
            return ANY_NUMBER
        if name in ("min", "max"):
            chosen = min if name == "min" else max
            return Bounds(chosen(each.low for each in given), chosen(each.high for each in given))
        if name == "clamp":
            number, least, most = given
            if least.exact and most.exact and least.low <= most.low:
                return Bounds(*(min(max(each, least.low), most.low) for each in number))
            return Bounds(min(each.low for each in given), max(each.high for each in given))
        if name == "abs":
            ends = abs(given[0].low), abs(given[0].high)
            return Bounds(0.0 if given[0].low < 0 < given[0].high else min(ends), max(ends))
        if name in _RISING:
            return _sound(_RISING[name](given[0].low), _RISING[name](given[0].high))
        return ANY_NUMBER  # of the rest nobody has shown that it rises or falls all along


def _every(parts: list[bool | None]) -> bool | None:
    """Whether all are true: no as soon as one surely is not, open when one is."""
    if False in parts:
        return False
    return None if None in parts else True


def _negated(flag: bool | None) -> bool | None:
    return None if flag is None else not flag


def _sound(*values: float) -> Bounds:
    """The ends of these; anything when one of them is no number."""
    return ANY_NUMBER if any(map(math.isnan, values)) else Bounds(min(values), max(values))


def _arithmetic(operation: ast.operator, one: Bounds, other: Bounds) -> Bounds:
    if ANY_NUMBER in (one, other):
        return ANY_NUMBER
    match operation:
        case ast.Add():
            return _sound(one.low + other.low, one.high + other.high)
        case ast.Sub():
            return _sound(one.low - other.high, one.high - other.low)
        case ast.Mult():
            return _at_corners(operator.mul, one, other)
        case ast.Div() if other.exact or other.low > 0 or other.high < 0:
            return _at_corners(divide, one, other)
        # A power rises or falls all along in each of its two while the base is above 0.
        case ast.Pow() if one.low > 0 or (one.exact and other.exact):
            return _at_corners(power, one, other)
    return ANY_NUMBER


def _at_corners(function: Callable[[float, float], float], one: Bounds, other: Bounds) -> Bounds:
    return _sound(*(function(a, b) for a, b in itertools.product(one, other)))


def _numbers_compared(how: ast.cmpop, one: Bounds, other: Bounds) -> bool | None:
    if ANY_NUMBER in (one, other):
        return None
    match how:
        case ast.Lt():
            return _surely(one.high < other.low, one.low >= other.high)
        case ast.LtE():
            return _surely(one.high <= other.low, one.low > other.high)
        case ast.Gt():
            return _numbers_compared(ast.Lt(), other, one)
        case ast.GtE():
            return _numbers_compared(ast.LtE(), other, one)
        case ast.NotEq():
            return _negated(_numbers_compared(ast.Eq(), one, other))
    apart = one.high < other.low or other.high < one.low
    return _surely(one.exact and one == other, apart)


def _surely(yes: bool, no: bool) -> bool | None:
    return True if yes else False if no else None
