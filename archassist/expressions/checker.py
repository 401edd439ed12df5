"""Types and units of an expression and of every part of it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from itertools import pairwise

from archassist.expressions.errors import ExpressionError, shown
from archassist.expressions.functions import KEEP_UNIT
from archassist.expressions.syntax import Expression, constant_number, function_name
from archassist.expressions.types import Kind, Type
from archassist.expressions.units import Unit
from archassist.words import nearest

_ORDERINGS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
FLAG = Type.flag()
TEXT = Type(Kind.TEXT)
PLAIN = Type.number(Unit())


def infer(expression: Expression, names: Mapping[str, Type]) -> Type:
    """The type and unit of an expression whose names have these types.

    Raises ExpressionError for unknown names and choices, and for kinds or units that do not go together.
    """
    return Checker(expression, names).type(expression.tree)


class Checker:
    """Finds the types of an expression's parts, of each part once however often it is asked for."""

    def __init__(self, expression: Expression, names: Mapping[str, Type]) -> None:
        self._expression = expression
        self._names = names
        self._found: dict[ast.expr, Type] = {}

    def type(self, node: ast.expr) -> Type:
        """The type of one part; raises ExpressionError when its parts do not go together."""
        found = self._found.get(node)
        if found is None:
            found = self._found[node] = self._type(node)
        return found

    def _type(self, node: ast.expr) -> Type:
        match node:
            case ast.Name(id=name):
                if name not in self._names:
                    raise self._error(f'unknown name "{shown(name)}"', node, nearest(name, self._names))
                return self._names[name]
            case ast.Constant(value=value):
                if isinstance(value, bool):
                    return FLAG
                return TEXT if isinstance(value, str) else Type.number()
            case ast.BoolOp(values=values):
                for part in values:
                    self._want(part, Kind.FLAG)
                return FLAG
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self._want(operand, Kind.FLAG)
            case ast.UnaryOp(operand=operand):
                return self._want(operand, Kind.NUMBER)
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self._want(test, Kind.FLAG)
                return self._either(node, body, orelse)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                for operator, (one, other) in zip(ops, pairwise([left, *comparators]), strict=True):
                    self._compare(operator, one, other)
                return FLAG
            case ast.Call():
                return self._call(node)
        raise self._error("alternatives in brackets belong after in: x in ('a', 'b')", node)

    def _arithmetic(self, node: ast.BinOp) -> Type:
        left, right = self._want(node.left, Kind.NUMBER), self._want(node.right, Kind.NUMBER)
        match node.op:
            case ast.Add() | ast.Sub():
                return self._same_unit(node, left, right)
            case ast.Pow():
                return self._power(node, left, right)
        if left.unit is None and right.unit is None:
            return left
        one, other = left.unit or Unit(), right.unit or Unit()
        return Type.number(one * other if isinstance(node.op, ast.Mult) else one / other)

    def _power(self, node: ast.BinOp, base: Type, exponent: Type) -> Type:
        if exponent.unit:
            raise self._error(f"the exponent is in {exponent.unit}; exponents are plain numbers", node.right)
        if not base.unit:
            return base
        number = constant_number(node.right)
        if number is None or number != int(number):
            raise self._error(f"a number in {base.unit} can only have a whole number as its power", node)
        return Type.number(base.unit ** int(number))

    def _either(self, node: ast.IfExp, body: ast.expr, orelse: ast.expr) -> Type:
        one, other = self.type(body), self.type(orelse)
        if one.kind is Kind.NUMBER and other.kind is Kind.NUMBER:
            return self._same_unit(node, one, other)
        if one != other:
            raise self._error(f"gives {one} if true, but {other} if not", node)
        if one.kind is Kind.TEXT:
            raise self._error("a choice's id has no meaning by itself; compare it with something", node)
        return one

    def _compare(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> None:
        if isinstance(operator, (ast.In, ast.NotIn)):
            self._membership(left, right)
            return
        one, other = self.type(left), self.type(right)
        ordering = isinstance(operator, _ORDERINGS)
        kinds = {one.kind, other.kind}
        if kinds == {Kind.NUMBER}:
            self._same_unit(right, one, other)
        elif kinds in ({Kind.CHOICE, Kind.TEXT}, {Kind.CHOICE}):
            choice = one if one.kind is Kind.CHOICE else other
            for node in (left, right):
                self._text_is_choice(node, choice)
            if kinds == {Kind.CHOICE} and one.choices != other.choices:
                raise self._error("these two have different choices", right)
            if ordering and not choice.ordered:
                raise self._error("these choices have no order; use == or in", right)
        elif kinds == {Kind.FLAG} and not ordering:
            pass
        elif Kind.CHOICES in kinds:
            raise self._error("ask for one of several with: 'id' in name", right)
        else:
            raise self._error(f"compares {one} with {other}", right)

    def _membership(self, left: ast.expr, right: ast.expr) -> None:
        if not isinstance(right, ast.Tuple):
            several = self.type(right)
            if several.kind is not Kind.CHOICES:
                raise self._error("in needs a set of choices, or alternatives such as ('a', 'b')", right)
            if self.type(left).kind is not Kind.TEXT:
                raise self._error("in needs the id of one choice in quotation marks", left)
            self._text_is_choice(left, several)
            return
        asked = self.type(left)
        if asked.kind not in (Kind.CHOICE, Kind.NUMBER) or not right.elts:
            raise self._error("in needs a choice or a number, and alternatives to find it among", left)
        for element in right.elts:
            if asked.kind is Kind.CHOICE and self.type(element).kind is Kind.TEXT:
                self._text_is_choice(element, asked)
            elif asked.kind is not Kind.NUMBER or constant_number(element) is None:
                raise self._error(f"{asked} cannot be found among these alternatives", element)

    def _call(self, node: ast.Call) -> Type:
        name = function_name(node)
        if name == "known":
            self.type(node.args[0])
            return FLAG
        if name == "has":
            self._membership(node.args[1], node.args[0])
            return FLAG
        types = [self._want(argument, Kind.NUMBER) for argument in node.args]
        if name in KEEP_UNIT:
            total = types[0]
            for argument, type in zip(node.args[1:], types[1:], strict=True):
                total = self._same_unit(argument, total, type)
            return total
        unit = types[0].unit
        if name == "sqrt":
            root = (unit or Unit()).root()
            if root is None:
                raise self._error(f"the square root of {unit} is not a unit", node.args[0])
            return Type.number(None if unit is None else root)
        if unit and name != "size":
            raise self._error(f"{name} takes a plain number, not one in {unit}; divide by a unit first", node)
        return PLAIN

    def _same_unit(self, node: ast.expr, one: Type, other: Type) -> Type:
        if one.unit is None or other.unit is None:
            return other if one.unit is None else one
        if one.unit != other.unit:
            ways = f'"{one.unit or 1}" and "{other.unit or 1}"'
            raise self._error(f"the units {ways} do not go together; convert with a parameter", node)
        return one

    def _want(self, node: ast.expr, kind: Kind) -> Type:
        type = self.type(node)
        if type.kind is not kind:
            wanted = "a number" if kind is Kind.NUMBER else "true or false"
            raise self._error(f"is {type}, but {wanted} is needed here", node)
        return type

    def _text_is_choice(self, node: ast.expr, choice: Type) -> None:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            return
        if node.value not in choice.choices:
            near = nearest(node.value, choice.choices)
            known = "" if near else f"; there are {', '.join(choice.choices)}"
            raise self._error(f'unknown choice "{shown(node.value)}"{known}', node, near)

    def _error(self, message: str, node: ast.expr, near: str = "") -> ExpressionError:
        return ExpressionError(message, self._expression.column(node), near)
