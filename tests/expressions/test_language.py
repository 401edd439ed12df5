"""What the rule language takes, what it refuses, and how it says so."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist.expressions import ExpressionError, Kind, Type, Unit, infer, parse

TYPES = {
    "reads": Type.number(Unit.parse("1/s")),
    "people": Type.number(Unit.parse("people")),
    "size": Type.number(Unit.parse("GB")),
    "share": Type.number(Unit()),
    "surge": Type.choice(("none", "seasonal", "viral")),
    "skill": Type.choice(("none", "some", "dedicated"), ordered=True),
    "blocks": Type.choices_of(("cdn", "queue")),
    "live": Type.flag(),
}


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        infer(parse(text), TYPES)
    return caught.value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("reads * 2 + 1", "1/s"),
        ("size / people", "GB/people"),
        ("(size * size) / size", "GB"),
        ("min(size, 100, 2 * size)", "GB"),
        ("clamp(size, 1, 10)", "GB"),
        ("sqrt(size ** 2)", "GB"),
        ("reads / reads", ""),
        ("size if live else 25", "GB"),
        ("log2(share) + exp(share) + safe_util(share * 8)", ""),
        ("10 if live else 0", ""),
        ("(1 + share) ** 12.5", ""),
    ],
)
def test_numbers_carry_their_units(text: str, unit: str) -> None:
    type = infer(parse(text), TYPES)
    assert type.kind is Kind.NUMBER
    assert (type.unit or Unit()) == Unit.parse(unit)


@pytest.mark.parametrize(
    "text",
    [
        "reads > 5_000",
        "0 < share <= 0.5",
        "not live or live",
        "surge == 'viral'",
        "'viral' == surge",
        "surge != 'none' and surge in ('seasonal', 'viral')",
        "skill < 'dedicated'",
        "skill >= 'some'",
        "'cdn' in blocks",
        "'cdn' not in blocks",
        "has(blocks, 'queue')",
        "known(size)",
        "share in (1, 2.5, -3)",
        "True",
        "live == False",
        "size > 1\nand live",
    ],
)
def test_conditions_are_true_or_false(text: str) -> None:
    assert infer(parse(text), TYPES) == Type.flag()


@pytest.mark.parametrize(
    ("text", "said", "column", "nearest"),
    [
        ("reeds > 1", 'unknown name "reeds"', 1, "reads"),
        ("live and surge == 'virus'", 'unknown choice "virus"', 19, "viral"),
        ("live and skil > 'some'", 'unknown name "skil"', 10, "skill"),
        ("mim(size, 2)", 'no function "mim"', 1, "min"),
        ("'qeue' in blocks", 'unknown choice "qeue"', 1, "queue"),
    ],
)
def test_an_error_names_the_column_and_the_nearest_word(
    text: str, said: str, column: int, nearest: str
) -> None:
    error = refusal(text)
    assert said in error.message
    assert (error.column, error.nearest) == (column, nearest)
    assert f"column {column}" in str(error)
    assert nearest in str(error)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reads + size", '"1/s" and "GB"'),
        ("reads > size", '"1/s" and "GB"'),
        ("min(reads, size)", '"1/s" and "GB"'),
        ("size if live else reads", '"GB" and "1/s"'),
        ("size > 1 if live else 2", "true or false if true, but a number if not"),
        ("surge > 1", "compares a choice with a number"),
        ("surge > 'none'", "no order"),
        ("surge == skill", "different choices"),
        ("blocks == 'cdn'", "'id' in name"),
        ("size in blocks", "the id of one choice"),
        ("size in surge", "a set of choices"),
        ("surge in ('viral', 3)", "cannot be found among"),
        ("'a' in ('a', 'b')", "a choice or a number"),
        ("surge in ()", "alternatives"),
        ("live and size", "true or false is needed"),
        ("not size", "true or false is needed"),
        ("live + 1", "a number is needed"),
        ("log(size)", "plain number"),
        ("sqrt(size)", "not a unit"),
        ("size ** share", "whole number"),
        ("2 ** size", "exponents are plain numbers"),
        ("'cdn' if live else 'queue'", "compare it with something"),
        ("(size, reads)", "belong after in"),
        ("live > False", "compares"),
    ],
)
def test_kinds_and_units_that_do_not_go_together_are_refused(text: str, said: str) -> None:
    assert said in refusal(text).message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "size >",
        "size size",
        "size = 1",
        "size; reads",
        "(size",
        "size.real",
        "size.__class__.__bases__",
        "blocks[0]",
        "(lambda: 1)()",
        "__import__('os')",
        "_size",
        "eval('1')",
        "f'{size}'",
        "(x := 1)",
        "[x for x in blocks]",
        "{x for x in blocks}",
        "(x for x in blocks)",
        "[1]",
        "{1: 2}",
        "await size",
        "yield",
        "size % 2",
        "size // 2",
        "size @ 2",
        "size & 1",
        "~size",
        "size is 1",
        "1j",
        "...",
        "None",
        "b'x'",
        "1e999",
        "9" * 1000,
        "2 ** 1000",
        "2 ** -1000",
        "min(size)",
        "min(*blocks)",
        "min(size, reads, key=1)",
        "known(size + 1)",
        "size > 1 # and live",
        "size\x00",
        "\ud800",
        "-" * 1900 + "1",
        "not " * 400 + "live",
        "(" * 900 + "1",
        "1" + "+1" * 900,
        "a" * 1_000_000,
        "size > 1 and " * 100_000 + "live",
    ],
    ids=lambda text: ascii(text[:24]),
)
def test_whatever_the_language_does_not_have_is_refused(text: str) -> None:
    error = refusal(text)
    assert error.column >= 1
    assert len(str(error)) < 400


@given(st.text(max_size=60) | st.text(alphabet="ab()'\"<>=.,+-*/ 019_[]{}:\\\nandorifels", max_size=60))
def test_any_text_parses_or_is_refused_with_a_column(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        parse(text)
        return
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.column >= 1


def test_columns_count_characters_not_bytes() -> None:
    assert refusal("surge == 'é' or reeds > 1").column == 10
    assert refusal("surge != 'viral' or 'ééé' in blocks").column == 21


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("x", ""),
        ("share", ""),
        ("1/s", "1/s"),
        ("GB/month", "GB/month"),
        ("1/users/day", "1/day/users"),
        ("s^2", "s^2"),
        ("s/s", ""),
        ("USD / month", "USD/month"),
    ],
)
def test_units_read_and_write_one_form(text: str, canonical: str) -> None:
    unit = Unit.parse(text)
    assert str(unit) == canonical
    assert Unit.parse(str(unit)) == unit


@pytest.mark.parametrize("text", ["parsecs", "GB/", "/s", "GB per month", "2", "GB//s", "gb"])
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        Unit.parse(text)
