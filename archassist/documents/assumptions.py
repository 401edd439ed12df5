"""The assumptions of a record: conditions in the rule language that people can read, move, and have checked.

They stand in the record itself, as list items in words with the condition in a comment behind them; the text there is
what counts. Records of earlier versions show the condition in a code span before the words, below other sentences.
"""

from __future__ import annotations

import ast
import contextlib
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from archassist.expressions import Expression
from archassist.expressions.syntax import function_name
from archassist.rulebook import Rulebook

_HOLDS = ("It holds while each of these does",)
_AGAIN = ("Review it by", "Look at it again by")
"""How the lists of conditions in code spans begin, and what stands before the day of the next look."""

_COMMENTS: Mapping[Literal["holds", "again"], str] = {"holds": "holds while", "again": "review when"}

MONTHS_FIRM, MONTHS_ELSE = 12, 6
"""Months until a record is due for another look: a firm one later."""

MOST = 3
"""Conditions named of one kind."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A condition that a record rests on (`holds`), or at which it is to be looked at again (`again`), and why.

    `ends` says when what it rests on is no longer so, with today's figures; empty where that cannot be said in words.
    """

    kind: Literal["holds", "again"]
    condition: str
    because: str
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What a record says of its assumptions. `review` is a day as 2027-05-20, empty when it names none."""

    assumptions: tuple[Assumption, ...]
    review: str


def condition_comment(assumption: Assumption) -> str:
    """The condition of an assumption as a comment of Markdown: `check` reads it, and no page shows it."""
    # Two minus signs could end a comment; apart from each other they mean the same.
    condition = assumption.condition.replace("--", "- -")
    return f"<!-- {_COMMENTS[assumption.kind]}: {condition} -->"


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


def review_day(today: datetime.date, firm: bool, known: Iterable[str] = ()) -> str:
    """The day by which a record is to be looked at again: the first of `known` days and months that lies ahead, and else
    half a year or a year from now."""
    months = today.year * 12 + today.month - 1 + (MONTHS_FIRM if firm else MONTHS_ELSE)
    latest = datetime.date(months // 12, months % 12 + 1, min(today.day, 28)).isoformat()
    days = (each if len(each) > len("2027-03") else f"{each}-01" for each in known if each)
    return min([latest, *(each for each in days if each > today.isoformat())])


def read_block(lines: Sequence[str]) -> Block:
    """The assumptions in a record's lines, wherever people moved them."""
    return Block(tuple(_items(lines)), _review(lines))


def _items(lines: Sequence[str]) -> Iterator[Assumption]:
    kind: Literal["", "holds", "again"] = ""
    for line in lines:
        bare = line.strip()
        if found := _commented(bare):
            yield found
        elif any(each in bare for each in _HOLDS):
            kind = "holds"
        elif bare.startswith(_AGAIN):
            kind = "again"
        elif bare.startswith(("* `", "- `", "+ `")) and kind:
            condition, closed, rest = bare[3:].partition("`")
            if closed:
                yield Assumption(kind, condition.strip(), rest.strip().lstrip(":").strip())
        elif bare.startswith("#") or (bare and not bare.startswith(("*", "-", "+"))):
            kind = ""


def _commented(line: str) -> Assumption | None:
    """The assumption of a line that ends in a comment with a condition; None when it does not."""
    words, opened, rest = line.partition("<!-- ")
    said, closed, after = rest.partition("-->")
    if not opened or not closed or after:
        return None
    told, _, condition = said.partition(":")
    kind = next((each for each, name in _COMMENTS.items() if name == told.strip()), None)
    because = words.removeprefix("* ").removeprefix("- ").removeprefix("+ ").strip().rstrip(".")
    return Assumption(kind, condition.strip(), because) if kind and condition.strip() else None


def _review(lines: Sequence[str]) -> str:
    for line in lines:
        bare = line.strip()
        said = next((each for each in _AGAIN if bare.startswith(each)), "")
        if said:
            with contextlib.suppress(ValueError):
                return datetime.date.fromisoformat(bare.removeprefix(said).strip()[:10]).isoformat()
    return ""
