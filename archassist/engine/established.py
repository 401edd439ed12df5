"""What answers alone establish of a condition: that it holds or fails, whatever nobody answered turns out to be."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from archassist.expressions import Expression, parse


class Established(NamedTuple):
    """A condition that holds, or fails, on answers alone, and the questions whose answers settle it."""

    holds: bool
    by: tuple[str, ...]


class _Form(NamedTuple):
    """A comparison by its text, or what joins `parts`: and, or, not."""

    text: str
    parts: tuple[_Form, ...]


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
    return _of(_form(expression.text), values, behind)


@lru_cache(maxsize=4096)
def _form(text: str) -> _Form:
    """A condition as `and`, `or` and `not` of the texts of its comparisons. Kept: each is asked for at every assessment."""
    return _formed(parse(text).tree)


def _formed(node: ast.expr) -> _Form:
    if isinstance(node, ast.BoolOp):
        return _Form("or" if isinstance(node.op, ast.Or) else "and", tuple(map(_formed, node.values)))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _Form("not", (_formed(node.operand),))
    return _Form(ast.unparse(node), ())


def _of(
    form: _Form, values: Mapping[str, object], behind: Mapping[str, tuple[str, ...]]
) -> Established | None:
    if not form.parts:
        return Established(bool(values[form.text]), behind[form.text]) if form.text in behind else None
    if form.text == "not":
        part = _of(form.parts[0], values, behind)
        return part and Established(not part.holds, part.by)
    # `and` is settled by the first part that fails, `or` by the first that holds; otherwise it takes all of them.
    settles, known = form.text == "or", []
    for each in form.parts:
        part = _of(each, values, behind)
        if part is not None and part.holds == settles:
            return part
        known.append(part)
    told = [part for part in known if part is not None]
    return Established(not settles, _together(told)) if len(told) == len(known) else None


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
