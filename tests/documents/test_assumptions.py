"""Conditions as records print them mean what they meant in the rules."""

from __future__ import annotations

from types import MappingProxyType, SimpleNamespace

import pytest

from archassist.documents.assumptions import plain_condition
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
