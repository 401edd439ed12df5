"""What a limit measures, and where it lies: the figure beside the border that it meets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from archassist.engine import with_unit
from archassist.words import of_any_day

if TYPE_CHECKING:
    from archassist.rulebook import Limit, Rulebook
    from archassist.session.review import Review


def border_of(rulebook: Rulebook, metric: str) -> float | None:
    """The value at which a metric meets its limit, when the limit is a plain comparison with a number."""
    for limit in rulebook.limits.values():
        if limit.metric == metric and isinstance(_whole(limit), ast.Compare):
            parameter = rulebook.parameters.get(_compared_with(limit))
            if parameter is not None:
                return parameter.value
    return None


def measured_text(review: Review, limit: Limit) -> str:
    """What a limit measures, today's figure and, where it is one, the border: "Database connections: 20; limit 200"."""
    rulebook, facts = review.rulebook, review.assess().facts
    known, fact = rulebook.figure(limit.metric), facts[limit.metric]
    told = f"{of_any_day(known.title)}: {fact.told}" if known else fact.told
    name = _compared_with(limit)
    if name in rulebook.parameters:
        return f"{told}; limit {with_unit(float(rulebook.parameters[name].value), fact.unit)}"
    return f"{told}; limit {facts[name].told}" if name in facts else told


def _whole(limit: Limit) -> ast.AST:
    tree = limit.when.tree
    return tree.body if isinstance(tree, ast.Expression) else tree


def _compared_with(limit: Limit) -> str:
    """The name that the metric must not exceed, where nothing else is needed but that something is known, or is not so;
    empty where there is none: what crosses a limit together with other things has no border of its own."""
    whole = _whole(limit)
    parts = whole.values if isinstance(whole, ast.BoolOp) and isinstance(whole.op, ast.And) else [whole]
    found = [name for part in parts if (name := _exceeded(part, limit.metric))]
    others = len(parts) - sum(isinstance(part, (ast.Call, ast.UnaryOp)) for part in parts)
    return found[0] if found and others == 1 else ""


def _exceeded(part: ast.AST, metric: str) -> str:
    """What a comparison compares the metric with, by its name: empty where it is none, or not with a name."""
    match part:
        case ast.Compare(
            left=ast.Name(id=left), ops=[ast.Gt() | ast.GtE()], comparators=[ast.Name(id=right)]
        ) if left == metric:
            return right
    return ""
