"""What an expression can come to between the ends of what is known: never too narrow, and surely true only when it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.expressions import Bounds, Possible, Type, Unit, compile_program, parse, possible
from tests.trials import trials

TYPES = {
    "a": Type.number(Unit()),
    "b": Type.number(Unit()),
    "c": Type.number(Unit()),
    "skill": Type.choice(("none", "some", "dedicated"), ordered=True),
    "blocks": Type.choices_of(("cdn", "queue")),
    "live": Type.flag(),
}
KNOWN: Mapping[str, Possible] = {
    "a": Bounds(2, 3),
    "b": Bounds(4, 8),
    "c": Bounds(-1, 1),
    "skill": "some",
    "blocks": frozenset({"queue"}),
    "live": True,
}


def of(text: str, **given: Possible) -> Possible:
    return possible(parse(text), ({**KNOWN, **given}).__getitem__, TYPES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", True),
        ("a > b", False),
        ("a < 3", None),
        ("a <= 3", True),
        ("a * 2 <= b", None),
        ("b > a * 2", None),
        ("b >= a and a > 1", True),
        ("a > 5 or b > 5", None),
        ("a > 5 or b > 3", True),
        ("not a > 5", True),
        ("a == b", False),
        ("a != b", True),
        ("a == 2", None),
        ("a in (5, 6)", False),
        ("1 < a < 4 < b + 1", True),
        ("skill == 'some' and skill < 'dedicated' and skill >= 'some'", True),
        ("skill in ('none', 'dedicated')", False),
        ("skill not in ('none', 'dedicated')", True),
        ("has(blocks, 'queue') and 'cdn' not in blocks", True),
        ("live == (a < b)", True),
        ("known(a)", True),
    ],
)
def test_a_condition_is_open_where_the_ends_do_not_settle_it(text: str, expected: bool | None) -> None:
    assert of(text) is expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a + b", 6, 11),
        ("a - b", -6, -1),
        ("a * c", -3, 3),
        ("b / a", 4 / 3, 4),
        ("-a", -3, -2),
        ("abs(c)", 0, 1),
        ("abs(c - 3)", 2, 4),
        ("min(a, b)", 2, 3),
        ("max(a, c)", 2, 3),
        ("clamp(b, 5, 7)", 5, 7),
        ("2 ** a", 4, 8),
        ("ceil(a / 2)", 1, 2),
        ("sqrt(b + 1)", math.sqrt(5), 3),
        ("a if live else b", 2, 3),
        ("a if c > 0 else b", 2, 8),
    ],
)
def test_a_number_keeps_between_its_ends(text: str, low: float, high: float) -> None:
    found = of(text)
    assert isinstance(found, Bounds)
    assert tuple(found) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    [
        "a / c",
        "sqrt(c)",
        "log(c)",
        "c ** a",
        "safe_util(b)",
        "a / 0 - a / 0",
        "min(sqrt(c), 2)",
        "sqrt(c) + 1",
    ],
)
def test_what_cannot_be_told_for_sure_may_be_any_number(text: str) -> None:
    assert of(text) == Bounds(-math.inf, math.inf)
    assert of(f"{text} <= 9") is None


_LEAVES = ["a", "b", "c", "2", "0.5", "3"]


def _deeper(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(numbers, numbers)
    return (
        st.tuples(pair, st.sampled_from(["+", "-", "*", "/"])).map(lambda x: f"({x[0][0]} {x[1]} {x[0][1]})")
        | st.tuples(pair, st.sampled_from(["min", "max"])).map(lambda x: f"{x[1]}({x[0][0]}, {x[0][1]})")
        | st.tuples(numbers, st.sampled_from(["abs", "floor", "ceil", "sqrt", "exp", "log2"])).map(
            lambda x: f"{x[1]}({x[0]})"
        )
        | st.tuples(numbers, st.sampled_from(["-1", "2", "0.5", "c"])).map(lambda x: f"({x[0]} ** {x[1]})")
        | st.tuples(numbers, numbers, numbers).map(lambda x: f"clamp({x[0]}, {x[1]}, {x[2]})")
        | st.tuples(pair, numbers).map(lambda x: f"({x[0][0]} if {x[0][1]} > 1 else {x[1]})")
    )


NUMBERS = st.recursive(st.sampled_from(_LEAVES), _deeper, max_leaves=6)
ENDS = st.tuples(st.floats(-20, 20), st.floats(-20, 20)).map(sorted)


@settings(max_examples=trials(400))
@given(
    left=NUMBERS,
    right=NUMBERS,
    sign=st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    ends=st.tuples(ENDS, ENDS, ENDS),
    at=st.tuples(*[st.floats(0, 1)] * 3),
)
def test_what_is_found_holds_for_every_value_between_the_ends(
    left: str, right: str, sign: str, ends: Any, at: Any
) -> None:
    known = {name: Bounds(*pair) for name, pair in zip("abc", ends, strict=True)}
    row: dict[str, Any] = {
        name: min(max(low + where * (high - low), low), high)
        for (name, (low, high)), where in zip(known.items(), at, strict=True)
    }
    condition = f"{left} {sign} {right}"
    names = {"number": parse(left), "holds": parse(condition)}
    types = {name: TYPES[name] for name in "abc"}
    found = compile_program(names, types, list("abc")).row(row)
    number = possible(names["number"], known.__getitem__, types)
    assert isinstance(number, Bounds)
    value = float(found["number"])
    if math.isnan(value):
        assert number == Bounds(-math.inf, math.inf)
    else:
        near = any(math.isclose(value, end, rel_tol=1e-9, abs_tol=1e-9) for end in number)
        assert number.low <= value <= number.high or near
    holds = possible(names["holds"], known.__getitem__, types)
    if sign not in ("==", "!="):
        assert holds is None or holds is bool(found["holds"])
