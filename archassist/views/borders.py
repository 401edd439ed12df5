"""What a limit measures, and where it lies: the figure beside the border that it meets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from archassist.engine import noted, with_unit
from archassist.engine.telling import rounded
from archassist.words import of_any_day

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.rulebook import Limit, Rulebook
    from archassist.session.review import Review


def border_of(rulebook: Rulebook, metric: str) -> float | None:
    """The value at which a metric meets its limit, when the limit is a plain comparison with a number."""
    for limit in rulebook.limits.values():
        if limit.metric == metric and isinstance(_whole(limit), ast.Compare):
            node = _exceeded(limit)
            if isinstance(node, ast.Name) and node.id in rulebook.parameters:
                return rulebook.parameters[node.id].value
    return None


def measured_text(review: Review, limit: Limit, crossed: bool) -> str:
    """What a limit measures, today's figure and, where it is one, the border: "Database connections: 20; limit 200".

    No border is told that the figure is beyond while the limit is not `crossed`: it takes more than that.
    """
    rulebook, assessment = review.rulebook, review.assess()
    known, fact = rulebook.figure(limit.metric), assessment.facts[limit.metric]
    told = f"{of_any_day(known.title)}: {fact.told}" if known else fact.told
    node = _exceeded(limit)
    border = None if node is None else _value(rulebook, assessment, node)
    if node is None or border is None or not isinstance(fact.value, (int, float)):
        return told
    if fact.value > border and not crossed:
        return told
    names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    marks = {assessment.facts[each].mark for each in names if each in assessment.facts} - {""}
    if not marks:
        return f"{told}; limit {with_unit(border, fact.unit)}"
    return f"{told}; limit {noted(f'about {with_unit(rounded(border), fact.unit)}', min(marks))}"


def _whole(limit: Limit) -> ast.AST:
    tree = limit.when.tree
    return tree.body if isinstance(tree, ast.Expression) else tree


def _exceeded(limit: Limit) -> ast.expr | None:
    """What the metric alone must not exceed, alone or beside other conditions; None where there is no such thing."""
    whole = _whole(limit)
    parts = whole.values if isinstance(whole, ast.BoolOp) and isinstance(whole.op, ast.And) else [whole]
    for part in parts:
        match part:
            case ast.Compare(left=ast.Name(id=left), ops=[ast.Gt() | ast.GtE()], comparators=[right]) if (
                left == limit.metric
            ):
                return right
    return None


def _value(rulebook: Rulebook, assessment: Assessment, node: ast.expr) -> float | None:
    """The value of a number, a parameter, a figure, or a product of such; None of anything else."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name) if name in rulebook.parameters:
            return float(rulebook.parameters[name].value)
        case ast.Name(id=name) if name in assessment.facts:
            value = assessment.facts[name].value
            return float(value) if isinstance(value, (int, float)) else None
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            both = _value(rulebook, assessment, left), _value(rulebook, assessment, right)
            return None if both[0] is None or both[1] is None else both[0] * both[1]
    return None
