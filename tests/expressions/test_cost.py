"""What an expression costs grows with its length, not with its depth, and deep ones still mean what they say."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archassist.expressions import ExpressionError, Type, Unit, compile_program, explain, infer, parse
from archassist.expressions.checker import Checker
from archassist.expressions.emitter import COLUMNS, ROW, Emitter
from archassist.expressions.row_functions import OPERATIONS
from tests.trials import trials

SKILLS, BLOCKS = ("none", "some", "dedicated"), ("cdn", "queue", "flags")
TYPES = {
    "a": Type.number(Unit()),
    "b": Type.number(Unit()),
    "skill": Type.choice(SKILLS, ordered=True),
    "blocks": Type.choices_of(BLOCKS),
    "live": Type.flag(),
}
VARIABLES = {name: f"i{place}" for place, name in enumerate(TYPES)} | {"known:a": "k0"}
MULTIPLE = 25
"""Code is at most so many times as long as what was written: `<a` becomes ` and (t10 < (t11 := i0))`."""


def code(text: str) -> list[str]:
    """The code of both dialects."""
    return [Emitter(parse(text), TYPES, VARIABLES, dialect).source() for dialect in (ROW, COLUMNS)]


# -- an interpreter that does what the tree says and nothing else, on ids instead of codes

ARITHMETIC = {ast.Div: "_div", ast.Pow: "_pow"}


def value(node: ast.expr, row: dict[str, Any]) -> Any:
    match node:
        case ast.Name(id=name):
            return row[name]
        case ast.Constant(value=constant):
            return constant if isinstance(constant, (bool, str)) else float(constant)  # type: ignore[arg-type]
        case ast.Tuple(elts=elements):
            return [value(each, row) for each in elements]
        case ast.BoolOp(op=ast.And(), values=values):
            return all(value(each, row) for each in values)
        case ast.BoolOp(values=values):
            return any(value(each, row) for each in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not value(operand, row)
        case ast.UnaryOp(op=operator, operand=operand):
            return -value(operand, row) if isinstance(operator, ast.USub) else value(operand, row)
        case ast.BinOp(left=left, op=operator, right=right):
            one, other = value(left, row), value(right, row)
            match operator:
                case ast.Add():
                    return one + other
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
            return OPERATIONS[ARITHMETIC[type(operator)]](one, other)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return value(body, row) if value(test, row) else value(orelse, row)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [value(each, row) for each in (left, *comparators)]
            return all(holds(op, one, other) for op, (one, other) in zip(ops, pairwise(sides), strict=True))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return called(name, arguments, row)
    raise AssertionError(ast.dump(node))


def holds(operator: ast.cmpop, one: Any, other: Any) -> bool:
    if isinstance(operator, (ast.In, ast.NotIn)):
        # A value that is not a number is equal to nothing, not to itself either.
        return any(one == each for each in other) is isinstance(operator, ast.In)
    if isinstance(one, str):
        one, other = SKILLS.index(one), SKILLS.index(other)
    results: dict[type[ast.cmpop], bool] = {
        ast.Eq: one == other,
        ast.NotEq: one != other,
        ast.Lt: one < other,
        ast.LtE: one <= other,
        ast.Gt: one > other,
        ast.GtE: one >= other,
    }
    return results[type(operator)]


def called(name: str, arguments: list[ast.expr], row: dict[str, Any]) -> Any:
    if name == "known":
        return row[f"known:{arguments[0].id}"]  # type: ignore[attr-defined]
    values = [value(each, row) for each in arguments]
    if name == "has":
        return values[1] in values[0]
    if name == "clamp":
        return OPERATIONS["_min"](OPERATIONS["_max"](values[0], values[1]), values[2])
    if name in ("min", "max"):
        best = values[0]
        for each in values[1:]:
            best = OPERATIONS[f"_{name}"](best, each)
        return best
    return OPERATIONS[f"_{name}"](*values)


# -- expressions as deep as they may be

SMALL = st.sampled_from(["a", "b", "0", "1", "2.5", "-1", "(a / b)", "(0 / 0)", "abs(a)"])
SMALL_FLAGS = st.sampled_from(
    ["live", "known(a)", "'cdn' in blocks", "has(blocks, 'queue')", "skill >= 'some'", "a > b", "a in (0, 1)"]
)
AROUND = st.sampled_from(
    [
        "(1 if {x} in (1, 2.5, 3) else {y})",
        "(1 if {x} not in (0, 1) else {y})",
        "(1 if 0 < {x} < 2 else 0)",
        "({y} if {y} <= {x} != {y} > 0 else {z})",
        "(1 if {y} < {x} in (1, 2) else 2)",
        "(1 if {x} in (0, 1) and {f} else {y})",
        "({y} if skill == 'none' else {x})",
        "(1 if (skill if {x} > {y} else skill) in ('none', 'some') else {z})",
        "(2 if 'none' < (skill if {x} < 1 else skill) <= 'dedicated' else {z})",
        "(1 if 'cdn' in (blocks if {x} in (0, 1) else blocks) else 0)",
        "({x} if {f} else {y})",
        "({y} if not ({x} > {z} or {f}) else {z})",
        "min({x}, {y}, {z})",
        "max({y}, {x}, {z}, 1)",
        "clamp({x}, {y}, {z})",
        "({x} + {y})",
        "({y} - {x} * {z})",
        "-{x}",
        "floor({x})",
    ]
)


@st.composite
def deep(draw: st.DrawFn) -> str:
    text = draw(SMALL)
    for around in draw(st.lists(AROUND, max_size=16)):
        text = around.format(x=text, y=draw(SMALL), z=draw(SMALL), f=draw(SMALL_FLAGS))
    return text


ROWS = st.fixed_dictionaries(
    {
        "a": st.sampled_from([-1.5, -0.0, 0.0, 1.0, 2.0, 2.5, 1e6]),
        "b": st.sampled_from([-2.0, 0.0, 1.0, 3.0]),
        "skill": st.sampled_from(SKILLS),
        "blocks": st.sets(st.sampled_from(BLOCKS)),
        "live": st.booleans(),
        "known:a": st.booleans(),
    }
)


def encoded(row: dict[str, Any]) -> dict[str, Any]:
    blocks = sum(1 << BLOCKS.index(each) for each in row["blocks"])
    return row | {"skill": SKILLS.index(row["skill"]), "blocks": blocks}


@settings(max_examples=trials(250), deadline=None)
@given(deep(), st.lists(ROWS, min_size=1, max_size=4))
def test_both_dialects_say_what_the_tree_says_however_deep(text: str, rows: list[dict[str, Any]]) -> None:
    try:
        expression = parse(text)
    except ExpressionError:
        assume(False)
    program = compile_program({"it": expression, "twice": parse("it + it")}, TYPES, list(TYPES))
    codes = [encoded(row) for row in rows]
    columns = {name: np.array([row[name] for row in codes]) for name in codes[0]}
    ways = [program.columns(columns)["it"], program.again(columns)["it"] + np.zeros(len(rows))]
    for place, row in enumerate(rows):
        expected = value(expression.tree, row)
        for found in (program.row(codes[place])["it"], *(way[place] for way in ways)):
            assert found == expected or (found != found and expected != expected), text


@settings(max_examples=trials(250), deadline=None)
@given(deep())
def test_code_is_no_longer_than_a_multiple_of_what_was_written(text: str) -> None:
    try:
        parse(text)
    except ExpressionError:
        assume(False)
    assert max(map(len, code(text))) <= MULTIPLE * len(text)


# -- each of these doubled or trebled with every level


def nested(around: str, levels: int, inner: str = "a") -> str:
    for _ in range(levels):
        inner = around.format(x=inner)
    return inner


EVERY_LEVEL = [
    "(1 if {x} in (1, 2, 3) else 0)",
    "(1 if {x} not in (1, 2, 3) else 0)",
    "(1 if 0 < {x} < 2 else 0)",
    "(1 if 0 < {x} in (1, 2, 3) else 0)",
    "(1 if (skill if {x} > 0 else skill) in ('none', 'some') else 0)",
]


@pytest.mark.parametrize("around", EVERY_LEVEL)
def test_as_many_levels_again_are_as_much_code_again(around: str) -> None:
    few, many = nested(around, 3), nested(around, 9)
    assert max(map(len, code(many))) <= 4 * max(map(len, code(few)))


def test_a_type_is_found_once_for_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ast.expr] = []
    real = Checker._type

    def counted(self: Checker, node: ast.expr) -> Type:
        asked.append(node)
        return real(self, node)

    monkeypatch.setattr(Checker, "_type", counted)
    expression = parse(nested(EVERY_LEVEL[2], 12))
    infer(expression, TYPES)
    assert len(asked) <= sum(1 for _ in ast.walk(expression.tree))


@pytest.mark.parametrize(
    "text",
    [
        nested("min({x}" + ", 1" * 15 + ")", 18),  # 270 brackets inside each other, if each pair had its own
        "a in (" + "1, " * 600 + "1)",
        "0" + " < a" * 480,
        " and ".join(["live"] * 220),
        " or ".join(["a > 1"] * 190),
    ],
    ids=["min", "in", "chain", "and", "or"],
)
def test_long_and_wide_expressions_compile_in_both_dialects(text: str) -> None:
    program = compile_program({"it": parse(text)}, TYPES, list(TYPES))
    row = {"a": 1.0, "b": 0.0, "skill": 1, "blocks": 0, "live": True}
    assert program.row(row)["it"] == program.columns({**row, "a": np.ones(2)})["it"][0]
    assert explain(parse(text), TYPES, row)[0].value == program.row(row)["it"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (nested(EVERY_LEVEL[0], 30), "more than 40 levels"),
        (nested(EVERY_LEVEL[0], 200), "longer than 2,000 characters"),
        ("-" * 60 + "a", "more than 40 levels"),
        ("(" * 300 + "a" + ")" * 300, "too many brackets inside each other"),
        ("2 ** " + "9" * 400, "the exponent is beyond 32"),
        ("2 ** -0x" + "f" * 400, "the exponent is beyond 32"),
        ("a > " + "9" * 400, "the number is beyond"),
        ("x" * 1900, "unknown name"),
        ("skill == '" + "x" * 1900 + "'", "unknown choice"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_too_much_is_refused_in_one_short_message_that_names_the_place(text: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        infer(parse(text), TYPES)
    assert said in str(caught.value)
    assert "column" in str(caught.value)
    assert len(str(caught.value)) < 300
