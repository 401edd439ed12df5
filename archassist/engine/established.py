"""What answers alone establish of a condition: that it holds or fails, whatever nobody answered turns out to be."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archassist.expressions import Expression


class Established(NamedTuple):
    """A condition that holds, or fails, on answers alone, and the questions whose answers settle it."""

    holds: bool
    by: tuple[str, ...]


def comparisons(expression: Expression) -> Iterator[Expression]:
    """The parts of a condition that `and`, `or` and `not` join."""
    for node in _leaves(expression.tree):
        text = ast.unparse(node)
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        yield Expression(text, node, frozenset(expression.names & names))


def established(
    expression: Expression, values: Mapping[str, object], behind: Mapping[str, tuple[str, ...]]
) -> Established | None:
    """What the answers establish of a condition, or None where it hangs on what nobody answered.

    `values` holds by text whether each of its `comparisons` is true; `behind` the questions from which those follow that
    rest on answers alone. `and` fails with one part that fails, `or` holds with one that holds, whatever the others are
    (the three values of Kleene 1938).
    """
    return _of(expression.tree, values, behind)


def _of(
    node: ast.expr, values: Mapping[str, object], behind: Mapping[str, tuple[str, ...]]
) -> Established | None:
    if isinstance(node, ast.BoolOp):
        # `and` is settled by the first part that fails, `or` by the first that holds; otherwise it takes all of them.
        settles = isinstance(node.op, ast.Or)
        parts = [_of(each, values, behind) for each in node.values]
        for part in parts:
            if part is not None and part.holds == settles:
                return part
        known = [part for part in parts if part is not None]
        return Established(not settles, _together(known)) if len(known) == len(parts) else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        part = _of(node.operand, values, behind)
        return part and Established(not part.holds, part.by)
    text = ast.unparse(node)
    return Established(bool(values[text]), behind[text]) if text in behind else None


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from _leaves(each)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield from _leaves(node.operand)
    else:
        yield node


def _together(parts: Iterable[Established]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for part in parts for question in part.by))
