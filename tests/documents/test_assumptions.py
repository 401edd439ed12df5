"""Conditions as records print them mean what they meant in the rules."""

from __future__ import annotations

from types import MappingProxyType, SimpleNamespace
from typing import Literal

import pytest

from archassist.documents.assumptions import Assumption, condition_comment, plain_condition, read_block
from archassist.expressions import Type, compile_program, parse

VALUES = {"low": -2.0, "share": 0.25, "many": 3_000.0}


@pytest.mark.parametrize(
    ("condition", "printed"),
    [
        ("a > many", "a > 3000"),
        ("a in (1, 2) and a > share", "a in (1, 2) and a > 0.25"),
        ("a > low ** 2", "a > (-2) ** 2"),
        ("a > -low - low", "a > --2 - -2"),
        ("known(many) or a > many", "known(many) or a > 3000"),
    ],
)
def test_a_parameter_gives_way_to_its_value(condition: str, printed: str) -> None:
    parameters = {name: SimpleNamespace(value=value) for name, value in VALUES.items()}
    rulebook = SimpleNamespace(parameters=MappingProxyType(parameters))
    plain = plain_condition(rulebook, parse(condition))  # type: ignore[arg-type]
    assert plain == printed
    types = dict.fromkeys(("a", *VALUES), Type.number())
    program = compile_program({"rule": parse(condition), "record": parse(plain)}, types, list(types))
    for a in (-5.0, 1.0, 3.0, 4.5, 9_000.0):
        found = program.row({"a": a, **VALUES})
        assert found["rule"] == found["record"], a


def test_a_condition_is_read_from_the_comment_behind_its_words_wherever_people_moved_it() -> None:
    text = """* Writes use 40% of one server. <!-- holds while: write_util > 0.25 -->

Review it by 2027-05-20, or as soon as one of these is true:

* Engineers in a year above 25 people: time for “Domain teams”. <!-- review when: engineers_12m > 25 -->
"""
    block = read_block(text.splitlines())
    assert block.review == "2027-05-20"
    assert block.assumptions == (
        Assumption("holds", "write_util > 0.25", "Writes use 40% of one server"),
        Assumption(
            "again", "engineers_12m > 25", "Engineers in a year above 25 people: time for “Domain teams”"
        ),
    )


def test_records_of_earlier_versions_are_read_as_they_were() -> None:
    text = """It holds while each of these does:

* `write_util > 0.25`: writes use 40% of one server

Look at it again by 2027-05-20, or when one of these is true:

* `engineers_12m > 25`: Domain teams comes within reach
"""
    block = read_block(text.splitlines())
    assert block.review == "2027-05-20"
    assert block.assumptions == (
        Assumption("holds", "write_util > 0.25", "writes use 40% of one server"),
        Assumption("again", "engineers_12m > 25", "Domain teams comes within reach"),
    )


@pytest.mark.parametrize("kind", ["holds", "again"])
@pytest.mark.parametrize("condition", ["a > --2", "a > b -->0", "a > 1"])
def test_no_condition_ends_its_comment_early(kind: Literal["holds", "again"], condition: str) -> None:
    comment = condition_comment(Assumption(kind, condition, ""))
    assert comment.find("-->") == len(comment) - 3
    (found,) = read_block([f"* words {comment}"]).assumptions
    assert (found.kind, found.condition.replace("- -", "--")) == (kind, condition)


@pytest.mark.parametrize(
    "line", ["<!-- adrlog -->", "<!-- holds while: -->", "x <!-- holds while: a > 1", "text"]
)
def test_other_comments_are_no_conditions(line: str) -> None:
    assert read_block([line]).assumptions == ()
