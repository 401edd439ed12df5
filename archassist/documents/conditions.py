"""Conditions of rules as people can check them: what is measured, from where on it no longer holds, and what it is today."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from archassist.engine import Assessment, with_unit
from archassist.expressions import Expression, Kind
from archassist.rulebook import Question, Rulebook
from archassist.words import listed, of_any_day, small

MOST_PARTS = 2
"""Parts of one condition that are named: each is a figure to look up."""

_ENDS: dict[type[ast.cmpop], str] = {
    ast.Gt: "at {} or below",
    ast.GtE: "below {}",
    ast.Lt: "at {} or above",
    ast.LtE: "above {}",
}
"""Where a figure lies once a comparison with a border is no longer true."""


def ends_when(rulebook: Rulebook, assessment: Assessment, condition: Expression) -> str:
    """When a condition that holds today no longer does, in words; empty where they would be too many.

    Of a condition that needs several things the first ones are named, each of which ends it.
    """
    told = [text for part in _parts(condition.tree, ast.And) if (text := _ends(rulebook, assessment, part))]
    first, *rest = told[:MOST_PARTS] or [""]
    return ", or ".join([first, *map(small, rest)])


def _parts(node: ast.AST, joined: type[ast.boolop]) -> Iterator[ast.expr]:
    """What is joined by `and` (or by `or`), however it is bracketed."""
    if isinstance(node, ast.Expression):
        node = node.body
    if isinstance(node, ast.BoolOp) and isinstance(node.op, joined):
        for each in node.values:
            yield from _parts(each, joined)
    elif isinstance(node, ast.expr):
        yield node


def _ends(rulebook: Rulebook, assessment: Assessment, node: ast.expr) -> str:
    either = [*_parts(node, ast.Or)]
    if len(either) > 1:
        # What needs one of several things ends with the last of them that is there today.
        told = [_ends(rulebook, assessment, each) for each in either]
        first, *rest = told
        return " and ".join([first, *map(small, rest)]) if all(told) and len(told) <= MOST_PARTS else ""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not isinstance(node.left, ast.Name):
        return ""
    name, with_what = node.left.id, node.comparators[0]
    if name not in assessment.facts or name in rulebook.parameters:
        return ""
    if rulebook.types[name].kind is Kind.NUMBER:
        return _number_ends(rulebook, assessment, name, node.ops[0], with_what)
    return _choice_ends(rulebook, assessment, name, node.ops[0], with_what)


def _number_ends(
    rulebook: Rulebook, assessment: Assessment, name: str, comparison: ast.cmpop, with_what: ast.expr
) -> str:
    fact, words = assessment.facts[name], _ENDS.get(type(comparison))
    border = _border(rulebook, assessment, with_what, fact.unit)
    if words is None or not border:
        return ""
    return f"{_title(rulebook, name)} {words.format(border)} ({fact.beside})"


def _border(rulebook: Rulebook, assessment: Assessment, node: ast.expr, unit: str) -> str:
    """What a figure is compared with: a number of its unit, or another figure by its title and value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return with_unit(float(node.value), unit)
    if not isinstance(node, ast.Name):
        return ""
    if node.id in rulebook.parameters:
        return with_unit(float(rulebook.parameters[node.id].value), unit)
    fact = assessment.facts.get(node.id)
    return f"“{_title(rulebook, node.id)}”, {fact.told}," if fact else ""


def _choice_ends(
    rulebook: Rulebook, assessment: Assessment, name: str, comparison: ast.cmpop, with_what: ast.expr
) -> str:
    ids = [each.value for each in ast.walk(with_what) if isinstance(each, ast.Constant)]
    labels = _labels(rulebook, name)
    if not ids or not all(each in labels for each in ids):
        return ""
    said = listed((f"“{labels[str(each)]}”" for each in ids), "or")
    today = f" ({fact.beside})" if (fact := assessment.facts[name]).mark else ""
    if isinstance(comparison, (ast.Eq, ast.In)):
        return f"{_title(rulebook, name)} no longer {said}{today}"
    negative = isinstance(comparison, (ast.NotEq, ast.NotIn))
    return f"{_title(rulebook, name)} becomes {said}{today}" if negative else ""


def _labels(rulebook: Rulebook, name: str) -> dict[str, str]:
    """The choices of a question that has one answer; none for others."""
    known = rulebook.questions.get(name)
    return dict(known.choices) if isinstance(known, Question) and known.type == "choice" else {}


def _title(rulebook: Rulebook, name: str) -> str:
    known = rulebook.figure(name)
    return of_any_day(known.title) if known else name
