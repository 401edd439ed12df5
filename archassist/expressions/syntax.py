"""Reads one expression: Python's own syntax, held to a short list of what may appear."""

from __future__ import annotations

import ast
import math
import warnings
from functools import lru_cache
from typing import Any

from archassist.dataclass_later import dataclass, field
from archassist.expressions.errors import ExpressionError, shown
from archassist.expressions.functions import FUNCTIONS
from archassist.words import nearest

MAX_LENGTH = 2000
MAX_DEPTH = 40
MAX_EXPONENT = 32
MAX_NUMBER = 1e30

_TOO_DEEP = f"more than {MAX_DEPTH} levels of brackets, operators and functions; name its parts as facts"

_OPERATORS = (
    ast.And, ast.Or, ast.Not, ast.UAdd, ast.USub, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Load,
)  # fmt: skip
_SHAPES = (
    ast.BoolOp,
    ast.UnaryOp,
    ast.BinOp,
    ast.Compare,
    ast.IfExp,
    ast.Name,
    ast.Constant,
    ast.Call,
    ast.Tuple,
)
_NOT_MEANT = {
    ast.Attribute: "attributes (a.b) are not part of the rule language",
    ast.Subscript: "subscripts (a[b]) are not part of the rule language",
    ast.Lambda: "lambda is not part of the rule language",
    ast.NamedExpr: "assignment (:=) is not part of the rule language",
    ast.JoinedStr: "f-strings are not part of the rule language",
    ast.List: "write alternatives in round brackets: x in ('a', 'b')",
    ast.Set: "write alternatives in round brackets: x in ('a', 'b')",
    ast.Mod: "% is not an operator of the rule language; write shares as 0.4",
    ast.FloorDiv: "// is not an operator of the rule language; use floor(a / b)",
    ast.Is: "use == instead of is",
    ast.IsNot: "use != instead of is not",
    ast.BitAnd: "use and instead of &",
    ast.BitOr: "use or instead of |",
    ast.BitXor: "^ is not an operator of the rule language; powers are written a ** b",
    ast.Invert: "use not instead of ~",
}


@dataclass(frozen=True)
class Expression:
    """A parsed expression: its text, its tree, and the names of values it reads.

    Trees are not kept with a pack (`parsed` is None in what comes back): they would be half of what is read at every start,
    and most are never asked for, because what is compiled from them is kept as well.
    """

    text: str
    parsed: ast.expr | None = field(compare=False, repr=False)
    names: frozenset[str]

    @property
    def tree(self) -> ast.expr:
        """The tree of the text."""
        return _read(self.text) if self.parsed is None else self.parsed

    def __getstate__(self) -> dict[str, Any]:
        return {"text": self.text, "parsed": None, "names": self.names}

    def column(self, node: ast.AST) -> int:
        """The column (from 1, in characters) at which a part of the tree begins."""
        offset = getattr(node, "col_offset", 0)
        return len(self.text.encode()[:offset].decode(errors="ignore")) + 1

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """Read an expression. Raises ExpressionError, with the column, for what the language does not have."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH:,} characters; name its parts as facts")
    flat = " ".join(text.split("\n")).strip()
    if not flat:
        raise ExpressionError("the expression is empty")
    if "#" in flat:
        raise ExpressionError(
            "# is not part of the rule language; write remarks beside it", flat.index("#") + 1
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _read(flat)
    except SyntaxError as error:
        raise ExpressionError(f"not an expression: {_reason(error)}", max(error.offset or 1, 1)) from None
    except ValueError:
        raise ExpressionError("not an expression: it contains a character that cannot be read") from None
    except (RecursionError, MemoryError):
        raise ExpressionError(_TOO_DEEP) from None
    expression = Expression(flat, tree, frozenset())
    names: set[str] = set()
    # Breadth first and without recursion: a deep tree is refused before anything walks it recursively.
    level: list[ast.AST] = [tree]
    for _ in range(MAX_DEPTH):
        names.update(*(_check(expression, node) for node in level))
        level = [child for node in level for child in _children(node)]
        if not level:
            return Expression(flat, tree, frozenset(names))
    raise ExpressionError(_TOO_DEEP, expression.column(level[0]))


@lru_cache(maxsize=8192)
def _read(flat: str) -> ast.expr:
    """The tree of a text in one line. That of a kept expression is not checked again: it was before it was kept."""
    return ast.parse(flat, mode="eval").body


def function_name(call: ast.Call) -> str:
    """The name of a called function; parsing has made sure that it is a plain name."""
    assert isinstance(call.func, ast.Name)
    return call.func.id


def _children(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Call):
        return list(node.args)
    return list(ast.iter_child_nodes(node))


def _check(expression: Expression, node: ast.AST) -> set[str]:
    """Refuse a part that the language does not have; the names it reads."""
    if isinstance(node, ast.Name):
        if node.id.startswith("_"):
            raise ExpressionError(f'no name begins with "_": "{shown(node.id)}"', expression.column(node))
        return {node.id}
    if isinstance(node, ast.Constant):
        _check_constant(node.value, expression.column(node))
    elif isinstance(node, ast.Call):
        _check_call(node, expression.column(node))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        exponent = constant_number(node.right)
        if exponent is not None and abs(exponent) > MAX_EXPONENT:
            raise ExpressionError(f"the exponent is beyond {MAX_EXPONENT}", expression.column(node.right))
    elif not isinstance(node, _SHAPES + _OPERATORS):
        said = _NOT_MEANT.get(type(node), f"{type(node).__name__} is not part of the rule language")
        raise ExpressionError(said, expression.column(node))
    return set()


def constant_number(node: ast.AST) -> float | None:
    """The value of a number literal, with its sign; None for anything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        inner = constant_number(node.operand)
        return inner if inner is None or isinstance(node.op, ast.UAdd) else -inner
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        assert isinstance(node.value, (int, float))
        # A whole number may be greater than any float; how much greater makes no difference.
        return float(node.value) if node.value <= MAX_NUMBER else math.inf
    return None


def _check_constant(value: object, column: int) -> None:
    if isinstance(value, (bool, str)):
        return
    if not isinstance(value, (int, float)):
        raise ExpressionError(f"{value!r:.40} is not a value of the rule language", column)
    if not (abs(value) <= MAX_NUMBER) or (isinstance(value, float) and math.isnan(value)):
        raise ExpressionError(f"the number is beyond {MAX_NUMBER:g}", column)


def _check_call(node: ast.Call, column: int) -> None:
    known = ", ".join(sorted(FUNCTIONS))
    if not isinstance(node.func, ast.Name):
        raise ExpressionError(f"only these functions can be called: {known}", column)
    name = node.func.id
    if name not in FUNCTIONS:
        raise ExpressionError(
            f'there is no function "{shown(name)}"; there are {known}', column, nearest(name, FUNCTIONS)
        )
    if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise ExpressionError(f"{name} takes plain arguments only", column)
    least, most = FUNCTIONS[name]
    if not least <= len(node.args) <= most:
        wanted = str(least) if least == most else f"{least} or more"
        raise ExpressionError(
            f"{name} takes {wanted} argument{'s' * (wanted != '1')}, not {len(node.args)}", column
        )
    if name == "known" and not isinstance(node.args[0], ast.Name):
        raise ExpressionError("known takes the name of a question", column)


def _reason(error: SyntaxError) -> str:
    """Python's reason, without advice that is about programs."""
    reason = (error.msg or "invalid syntax").split(". ")[0]
    if "too many nested parentheses" in reason:
        return "too many brackets inside each other"
    return reason.removeprefix("invalid syntax").strip(". ") or "something is missing or too much here"
