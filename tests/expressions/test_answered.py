"""What answers alone say of a condition: nothing that stands in for an answer has a part in it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from archassist.expressions import Expression, Kind, Type, Unit, compile_program, parse
from archassist.expressions.answered import answered_only

ASKED = ("a", "b", "c")
FACTS = {
    "measured": parse("a if known(a) else b"),
    "grown": parse("measured * c"),
    "much": parse("grown > 4 and a > 1"),
}
TYPES: Mapping[str, Type] = {
    **dict.fromkeys((*ASKED, "set_at", "measured", "grown"), Type.number(Unit.parse(""))),
    "much": Type(Kind.FLAG),
}


def said(condition: str) -> Expression:
    return answered_only(parse(condition), FACTS.get, ASKED.__contains__)


def holds(condition: str, **given: float) -> bool:
    """Whether answers alone make it hold; what is not given stands at 9, which would make everything hold."""
    program = compile_program({**FACTS, "said": said(condition)}, TYPES, [*ASKED, "set_at"])
    values: dict[str, float | bool] = {name: given.get(name, 9.0) for name in ASKED}
    row = program.row({**values, "set_at": 2.0, **{f"known:{name}": name in given for name in ASKED}})
    return bool(row["said"])


def test_an_answer_that_is_given_counts_and_what_stands_in_for_one_does_not() -> None:
    assert holds("a > set_at", a=3)
    assert not holds("a > set_at", a=1)
    assert not holds("a > set_at")


def test_a_fact_needs_the_answers_that_it_takes() -> None:
    assert holds("grown > 4", a=3, c=2)
    assert not holds("grown > 4", a=3)
    assert not holds("grown > 4", c=2)


def test_a_branch_that_is_not_taken_needs_no_answer() -> None:
    assert holds("measured > 2", a=3)
    assert holds("measured > 2", b=3), "it is what stands in for a that counts, and it was answered"


def test_one_part_of_or_is_enough_and_every_part_of_and_is_needed() -> None:
    assert holds("a > 2 or b > 2", a=3)
    assert not holds("a > 2 and b > 2", a=3)
    assert holds("not (a > 2 and b > 2)", a=1)
    assert not holds("not (a > 2 or b > 2)", a=1)


def test_a_flag_is_read_through() -> None:
    assert holds("much", a=3, c=2)
    assert not holds("much", a=3)
    assert holds("not much", a=1, c=9)
    assert holds("not much", a=1), "a alone says so, whatever c is"


@pytest.mark.parametrize(
    "condition", ["1 < a < 5", "a > 2 if known(b) else c > 2", "min(a, b) > 2", "(a) == (a)"]
)
def test_it_never_holds_where_the_condition_itself_does_not(condition: str) -> None:
    program = compile_program({"plain": parse(condition), "said": said(condition)}, TYPES, list(ASKED))
    for known in itertools.product((True, False), repeat=3):
        for values in itertools.product((1.0, 3.0, 9.0), repeat=3):
            row = program.row(
                {
                    **dict(zip(ASKED, values, strict=True)),
                    **{f"known:{name}": each for name, each in zip(ASKED, known, strict=True)},
                }
            )
            assert row["plain"] or not row["said"]
