"""What each part of an expression came to."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archassist.expressions.checker import Checker
from archassist.expressions.program import Plain, compile_program
from archassist.expressions.syntax import Expression
from archassist.expressions.types import Type


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One part of an expression: its text, its value (encoded, as programs compute) and its type."""

    text: str
    value: Plain
    type: Type


def explain(
    expression: Expression, types: Mapping[str, Type], values: Mapping[str, Plain]
) -> list[ExplanationStep]:
    """The parts of an expression with their values, the whole first, each part once.

    `values` holds every name the expression reads, encoded as for `Program.row`. Literals are left out.
    Raises ExpressionError when the expression does not check.
    """
    checker = Checker(expression, types)
    parts: dict[str, tuple[Expression, Type]] = {}
    for node in _parts(expression.tree):
        text = ast.unparse(node)
        if text not in parts:
            part = Expression(text, node, frozenset(_names(node)))
            parts[text] = part, checker.type(node)
    definitions = {f"part {place}": part for place, (part, _) in enumerate(parts.values())}
    inputs = sorted(expression.names)
    found = compile_program(definitions, types, inputs).row(values)
    return [
        ExplanationStep(text, found[f"part {place}"], type)
        for place, (text, (_, type)) in enumerate(parts.items())
    ]


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """Parts that have a value of their own, outermost first."""
    level: list[ast.expr] = [node]
    while level:
        yield from (part for part in level if not isinstance(part, (ast.Constant, ast.Tuple)))
        level = [child for part in level for child in _children(part)]


def _children(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return list(node.args)
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _names(node: ast.expr) -> set[str]:
    return {part.id for part in _parts(node) if isinstance(part, ast.Name)}
