"""What answers alone say of a condition: the condition, and that every question it takes has been answered.

Nothing that stands in for an answer has a part in it. Branches that are not taken do not count: `x if known(x) else y`
needs no answer for y once x is answered, and one part of `a or b` is enough.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import pairwise

from archassist.expressions.syntax import Expression, function_name, parse

Definition = Callable[[str], Expression | None]
"""What a name is worked out from; None for a question or parameter."""


def answered_only(condition: Expression, definition: Definition, asked: Callable[[str], bool]) -> Expression:
    """A condition that holds while answers alone make this one hold, whatever stands in for those not given.

    `definition` tells what a fact follows from, `asked` whether a name is a question. Raises ExpressionError where that is
    too long to be said.
    """
    return parse(_Reading(definition, asked).surely(condition.tree, True))


class _Reading:
    """Conditions as texts; each is put in brackets where it is joined with others."""

    def __init__(self, definition: Definition, asked: Callable[[str], bool]) -> None:
        self._definition = definition
        self._asked = asked
        self._told: dict[str, str] = {}

    def surely(self, node: ast.expr, wanted: bool) -> str:
        """That answers alone make a flag what is wanted."""
        match node:
            case ast.Constant(value=value):
                return str(bool(value) is wanted)
            case ast.BoolOp(op=operator, values=values):
                parts = [self.surely(each, wanted) for each in values]
                return _all(parts) if isinstance(operator, ast.And) is wanted else _any(parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.surely(operand, not wanted)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._either(test, self.surely(body, wanted), self.surely(orelse, wanted))
            case ast.Compare(left=left, ops=ops, comparators=comparators) if len(ops) > 1:
                pairs = pairwise([left, *comparators])
                chain: list[ast.expr] = [
                    ast.Compare(one, [operator], [other])
                    for operator, (one, other) in zip(ops, pairs, strict=True)
                ]
                return self.surely(ast.BoolOp(ast.And(), chain), wanted)
            case ast.Name(id=name) if (definition := self._definition(name)) is not None:
                return self.surely(definition.tree, wanted)
            case ast.Call() if function_name(node) == "known":
                return ast.unparse(node if wanted else ast.UnaryOp(ast.Not(), node))
        said = ast.unparse(node)
        return _all([self.told(node), said if wanted else f"not ({said})"])

    def told(self, node: ast.expr) -> str:
        """That answers alone tell a value."""
        match node:
            case ast.Name(id=name):
                if name not in self._told:
                    definition = self._definition(name)
                    asked = f"known({name})" if self._asked(name) else "True"
                    self._told[name] = asked if definition is None else self.told(definition.tree)
                return self._told[name]
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._either(test, self.told(body), self.told(orelse))
            case ast.Call() if function_name(node) == "known":
                return "True"
            case ast.BoolOp():
                return _any([self.surely(node, True), self.surely(node, False)])
        children = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
        if isinstance(node, ast.Call):
            children.remove(node.func)
        return _all([self.told(each) for each in children])

    def _either(self, test: ast.expr, body: str, orelse: str) -> str:
        if body == orelse:
            return body
        return _any([_all([self.surely(test, True), body]), _all([self.surely(test, False), orelse])])


def _all(parts: list[str]) -> str:
    return _joined(parts, " and ", neutral="True", settles="False")


def _any(parts: list[str]) -> str:
    return _joined(parts, " or ", neutral="False", settles="True")


def _joined(parts: list[str], word: str, neutral: str, settles: str) -> str:
    if settles in parts:
        return settles
    kept = [each for each in dict.fromkeys(parts) if each != neutral]
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return word.join(f"({each})" for each in kept)
