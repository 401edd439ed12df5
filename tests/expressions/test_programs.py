"""Compiled definitions: one row, many rows, the order they need, and what their parts came to."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.expressions import (
    CycleError,
    ExpressionError,
    Kind,
    Type,
    Unit,
    compile_program,
    explain,
    infer,
    order,
    parse,
    safe_util,
    values_of,
)
from tests.trials import trials

TYPES = {
    "a": Type.number(Unit()),
    "b": Type.number(Unit()),
    "skill": Type.choice(("none", "some", "dedicated"), ordered=True),
    "blocks": Type.choices_of(("cdn", "queue", "flags")),
    "live": Type.flag(),
}


def value(text: str, **given: Any) -> Any:
    values = {"a": 3.0, "b": 0.0, "skill": 1, "blocks": 0b010, "live": True} | given
    return compile_program({"it": parse(text)}, TYPES, list(TYPES)).row(values)["it"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a * 2 - 1", 5),
        ("a / b", math.inf),
        ("-a / b", -math.inf),
        ("sqrt(a * 27)", 9),
        ("clamp(a, 4, 9) + min(a, 1, 2) + max(a, b)", 8),
        ("ceil(a / 2) - floor(a / 2)", 1),
        ("1 if live and a > 2 else 0", 1),
        ("skill == 'some' and skill < 'dedicated' and skill >= 'some'", True),
        ("'queue' in blocks and 'cdn' not in blocks", True),
        ("has(blocks, 'flags')", False),
        ("skill in ('none', 'dedicated')", False),
        ("skill not in ('none', 'dedicated')", True),
        ("a in (1, 3)", True),
        ("1 < a < 3", False),
        ("2 ** 3 + 10 ** -1", 8.1),
        ("log2(8) + log10(100) + log(exp(1))", 6),
    ],
)
def test_an_expression_means_what_it_says(text: str, expected: float | bool) -> None:
    assert value(text) == pytest.approx(expected)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_values_are_taken_in_the_order_of_their_names(count: int) -> None:
    names = ["b", "a"][:count]
    taken = values_of(names)
    assert taken({"a": 1, "b": 2}) == tuple({"a": 1, "b": 2}[name] for name in names)
    if names:
        with pytest.raises(KeyError):
            taken({"c": 3})


def test_a_row_is_told_by_itself_beside_its_inputs_or_by_one_definition() -> None:
    program = compile_program(
        {"twice": parse("a * 2"), "told": parse("known(b) and twice > 4")}, TYPES, ["a", "b"]
    )
    given = {"a": 3.0, "b": 0.0, "known:b": False}
    assert program.row(given) == {"twice": 6, "told": False}
    assert program.beside(given) == {**given, "twice": 6, "told": False}
    assert dict(zip(program.outputs, program.results(given), strict=True)) == program.row(given)
    assert program.one("told", given) is True, "where one definition is asked for, all is known"
    with pytest.raises(KeyError):
        program.row({"a": 3.0})


@pytest.mark.parametrize("text", ["b / b", "sqrt(-a)", "log(-a)", "min(b / b, a)", "max(a, b / b)"])
def test_what_has_no_value_is_not_a_number_and_compares_with_nothing(text: str) -> None:
    assert math.isnan(value(text))
    assert value(f"({text}) > 0 or ({text}) <= 0") is False


def test_known_asks_what_the_team_answered() -> None:
    assert value("known(a)") is True
    assert value("known(a)", **{"known:a": False}) is False


def test_definitions_read_each_other_whatever_their_order() -> None:
    program = compile_program({"c": parse("d + 1"), "d": parse("a * 2")}, TYPES, ["a"])
    assert program.outputs == ("d", "c")
    assert program.row({"a": 3.0}) == {"d": 6, "c": 7}


def test_a_circle_is_reported_as_the_path_it_forms() -> None:
    definitions = {"p": parse("q + 1"), "q": parse("r + a"), "r": parse("p * 2"), "s": parse("a")}
    with pytest.raises(CycleError) as caught:
        order(definitions, ["a"])
    path = caught.value.path
    assert path[0] == path[-1]
    assert set(path) == {"p", "q", "r"}
    assert all(after in definitions[before].names for before, after in pairwise(path))
    assert " -> ".join(path) in str(caught.value)


def test_an_unknown_name_in_a_definition_is_reported_with_the_nearest() -> None:
    with pytest.raises(ExpressionError, match=r'did you mean "load"'):
        order({"x": parse("lood + 1")}, ["load"])


@pytest.mark.parametrize("text", ["known(a) and a > 2 and live", "a * 2 if known(a) else b"])
def test_what_hangs_on_an_answer_that_nobody_gave_is_one_value_for_all_rows(text: str) -> None:
    program = compile_program({"it": parse(text)}, TYPES, list(TYPES))
    rows: dict[str, Any] = {"a": np.array([1.0, 3.0]), "b": 7.0, "skill": 1, "blocks": 0, "live": True}
    each = [{**rows, "a": float(a)} for a in rows["a"]]
    for known in (False, True):
        said = program.ragged({**rows, "known:a": known})["it"]
        assert (np.ndim(said) == 0) is not known
        alone = [program.row({**row, "known:a": known})["it"] for row in each]
        assert np.broadcast_to(said, 2).tolist() == alone
    by_row = program.ragged({**rows, "known:a": np.array([False, True])})["it"]
    told = zip(each, (False, True), strict=True)
    assert by_row.tolist() == [program.row({**row, "known:a": known})["it"] for row, known in told]


def test_columns_take_single_values_and_give_one_value_per_row() -> None:
    program = compile_program({"x": parse("a + b"), "y": parse("b * 2")}, TYPES, ["a", "b"])
    found = program.columns({"a": np.array([1.0, 2.0, 3.0]), "b": 4.0})
    assert found["x"].tolist() == [5, 6, 7]
    assert found["y"].tolist() == [8, 8, 8]


def test_explaining_gives_every_part_its_value_the_whole_first() -> None:
    steps = explain(parse("a * 2 > 5 and skill == 'dedicated'"), TYPES, {"a": 3.0, "skill": 1})
    assert [(step.text, step.value) for step in steps] == [
        ("a * 2 > 5 and skill == 'dedicated'", False),
        ("a * 2 > 5", True),
        ("skill == 'dedicated'", False),
        ("a * 2", 6.0),
        ("skill", 1),
        ("a", 3.0),
    ]


@pytest.mark.parametrize(
    ("servers", "limit"), [(1, 0.03), (2, 0.18), (4, 0.42), (8, 0.64), (16, 0.79), (32, 0.8), (9999, 0.8)]
)
def test_safe_utilisation_grows_with_the_pool_to_its_cap(servers: float, limit: float) -> None:
    """Erlang C: the utilisation where the 99th percentile of waiting is one service time."""
    assert safe_util(servers) == pytest.approx(limit, abs=0.01)


NUMBERS = st.recursive(
    st.sampled_from(["a", "b", "0", "1", "0.5", "100", "safe_util(a)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({' '.join(t)})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
        st.tuples(st.sampled_from(["abs", "floor", "ceil", "sqrt"]), inner).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} > {t[2]} else {t[0]} + 1)"),
        st.tuples(inner, inner, inner).map(lambda t: f"clamp({t[0]}, {t[1]}, {t[2]})"),
    ),
    max_leaves=8,
)
FLAGS = st.recursive(
    st.one_of(
        st.sampled_from(["live", "True", "'cdn' in blocks", "'flags' not in blocks", "known(a)"]),
        st.sampled_from(["skill == 'none'", "skill > 'none'", "skill in ('some', 'dedicated')"]),
        st.tuples(NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), NUMBERS).map(" ".join),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({' '.join(t)})"),
        inner.map(lambda flag: f"(not ({flag}))"),
    ),
    max_leaves=5,
)
ROWS = st.fixed_dictionaries(
    {
        "a": st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, 1.0]),
        "b": st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, 1.0]),
        "skill": st.integers(0, 2),
        "blocks": st.integers(0, 7),
        "live": st.booleans(),
        "known:a": st.booleans(),
    }
)


@settings(max_examples=trials(300), deadline=None)
@given(st.lists(NUMBERS | FLAGS, min_size=1, max_size=4), st.lists(ROWS, min_size=1, max_size=6))
def test_one_row_and_columns_agree(texts: list[str], rows: list[dict[str, Any]]) -> None:
    definitions = {f"x{place}": parse(text) for place, text in enumerate(texts)}
    program = compile_program(definitions, TYPES, list(TYPES))
    columns = program.columns({name: np.array([row[name] for row in rows]) for name in rows[0]})
    for place, row in enumerate(rows):
        for name, expected in program.row(row).items():
            found = columns[name][place]
            assert found == expected or (found != found and expected != expected), definitions[name].text


@given(
    st.sampled_from(["exp(a)", "log(a)", "log2(a)", "log10(a)", "a ** b", "a ** 3", "a ** -1", "a ** 0.5"]),
    ROWS,
)
def test_powers_and_logarithms_agree_to_the_last_digits(text: str, row: dict[str, Any]) -> None:
    """Where C's mathematics and NumPy's may round differently."""
    program = compile_program({"it": parse(text)}, TYPES, list(TYPES))
    found = program.columns({name: np.array([value]) for name, value in row.items()})["it"][0]
    assert found == pytest.approx(program.row(row)["it"], rel=1e-12, nan_ok=True)


@given(NUMBERS | FLAGS)
def test_what_is_made_of_sound_parts_is_sound(text: str) -> None:
    assert str(infer(parse(text), TYPES)) in ("a number", "true or false")


def test_a_definition_is_checked_even_when_its_type_is_declared() -> None:
    types = {"users": Type(Kind.NUMBER), "load": Type(Kind.NUMBER)}
    with pytest.raises(ExpressionError):
        compile_program({"load": parse("users and 1")}, types, ["users"])
