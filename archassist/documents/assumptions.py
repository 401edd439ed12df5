"""The assumptions of a record: conditions in the rule language that people can read, move, and have checked.

They stand in the record itself, as list items that begin with a code span; the text there is what counts.
"""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archassist.expressions import Expression
from archassist.expressions.syntax import function_name
from archassist.rulebook import Rulebook

HOLDS = "It holds while each of these does:"
AGAIN = "Look at it again by"
WHEN = "or when one of these is true:"

MONTHS_FIRM, MONTHS_ELSE = 12, 6
"""Months until a record is to be looked at again: a firm one later."""

MOST = 3
"""Conditions named of one kind."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A condition that a record rests on (`holds`), or at which it is to be looked at again (`again`), and why."""

    kind: Literal["holds", "again"]
    condition: str
    because: str


@dataclass(frozen=True, slots=True)
class Block:
    """What a record says of its assumptions. `review` is a day as 2027-05-20, empty when it names none."""

    assumptions: tuple[Assumption, ...]
    review: str


def plain_condition(rulebook: Rulebook, expression: Expression) -> str:
    """A condition with the values of parameters in place of their names."""

    class Values(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id in rulebook.parameters:
                value = rulebook.parameters[node.id].value
                size = ast.Constant(abs(int(value) if float(value).is_integer() else value))
                # A sign of its own keeps its brackets: (-2) ** 2 is not -2 ** 2.
                return ast.UnaryOp(ast.USub(), size) if value < 0 else size
            return node

        def visit_Call(self, node: ast.Call) -> ast.expr:
            node.args = (
                [self.visit(each) for each in node.args] if function_name(node) != "known" else node.args
            )
            return node

    tree = ast.parse(expression.text.strip(), mode="eval")
    return " ".join(ast.unparse(Values().visit(tree)).split())


def review_day(today: datetime.date, firm: bool) -> str:
    """The day by which a record is to be looked at again."""
    months = today.year * 12 + today.month - 1 + (MONTHS_FIRM if firm else MONTHS_ELSE)
    return datetime.date(months // 12, months % 12 + 1, min(today.day, 28)).isoformat()


def read_block(lines: Sequence[str]) -> Block:
    """The assumptions in a record's lines: items below the sentences HOLDS and WHEN, wherever people moved them."""
    return Block(tuple(_items(lines)), _review(lines))


def _items(lines: Sequence[str]) -> Iterator[Assumption]:
    kind: Literal["", "holds", "again"] = ""
    for line in lines:
        bare = line.strip()
        if HOLDS.rstrip(":") in bare:
            kind = "holds"
        elif bare.startswith(AGAIN):
            kind = "again"
        elif bare.startswith(("* `", "- `", "+ `")) and kind:
            condition, closed, rest = bare[3:].partition("`")
            if closed:
                yield Assumption(kind, condition.strip(), rest.strip().lstrip(":").strip())
        elif bare.startswith("#") or (bare and not bare.startswith(("*", "-", "+"))):
            kind = ""


def _review(lines: Sequence[str]) -> str:
    for line in lines:
        bare = line.strip()
        if bare.startswith(AGAIN):
            day = bare.removeprefix(AGAIN).strip()[:10]
            try:
                return datetime.date.fromisoformat(day).isoformat()
            except ValueError:
                return ""
    return ""
