"""What faces see is typed, and `--json` is nothing but its fields."""

from __future__ import annotations

import json
import math
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass
from importlib import import_module
from types import ModuleType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from archassist.authoring import coverage, examples, explain, inventory, remarks
from archassist.authoring.proofs import report
from archassist.casebase.backtest_view import BacktestView
from archassist.session import Review
from archassist.views import records as views
from archassist.views.assessment import assessment_view
from archassist.views.plain import plain
from archassist.views.records import answers, outlook
from archassist.workflows import adoption, difference, findings, merge

ROOM = [import_module(f"{views.__name__}.{module.name}") for module in pkgutil.iter_modules(views.__path__)]


def records_of(*modules: ModuleType) -> Iterator[type]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__:
                yield value


RECORDS: list[Any] = [
    *records_of(*ROOM, difference, adoption),
    *(findings.CheckView, merge.PoolView, inventory.PackObject, remarks.FindingView, explain.ExplainedLine),
    *(examples.ExamplesView, coverage.CoverageView, report.ProofView, BacktestView),
]
"""Every record of the views, and those of other rooms that a command prints as they are."""


SAMPLES: Mapping[object, object] = {
    str: "x", bool: True, int: 3, float: 2.5, object: ("a", "b"), type(None): None,
}  # fmt: skip


def made(hint: Any, full: bool) -> Any:
    """A value of a type; of what may be None the value when `full`, else None."""
    of, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        types = get_type_hints(hint)
        return hint(**{field.name: made(types[field.name], full) for field in fields(hint)})  # type: ignore[operator]
    if of in (Union, UnionType):
        return None if type(None) in inner and not full else made(inner[0], full)
    if of is Literal:
        return inner[0]
    if of is Mapping:
        return {made(inner[0], full): made(inner[1], full)}
    if of is tuple:
        return tuple(made(each, full) for each in inner if each is not Ellipsis)
    return SAMPLES[hint]


@pytest.mark.parametrize("full", [True, False], ids=["full", "spare"])
def test_a_record_is_written_field_by_field_and_needs_no_help_to_become_json(full: bool) -> None:
    assert len(RECORDS) > 80
    for record in RECORDS:
        written = plain(made(record, full))
        told = [
            field.name.rstrip("_") for field in fields(record) if full or not field.metadata.get("absent")
        ]
        assert (record, list(written)) == (record, told)
        assert (record, json.loads(json.dumps(written, allow_nan=False))) == (record, written)


def test_a_record_says_what_it_means_and_cannot_be_changed() -> None:
    # Dataclasses make a text up where there is none.
    untold = [each for each in RECORDS if not each.__doc__ or each.__doc__.startswith(f"{each.__name__}(")]
    assert untold == []
    assert [each for each in RECORDS if not each.__dataclass_params__.frozen] == []


def test_what_is_no_number_is_null() -> None:
    band = outlook.BandView("Users", "users", ("2027-01",), (-math.inf,), (math.nan,), (1.0,))
    assert plain(band) == {
        "title": "Users", "unit": "users", "months": ["2027-01"], "low": [None], "middle": [None], "high": [1.0],
            "mark": "", "surges": [],
    }  # fmt: skip


def test_an_answer_has_ends_or_a_value_never_both() -> None:
    exact = answers.AnswerView("exact", "5", "5", value=5.0)
    between = answers.AnswerView("range", "5..9", "5 to 9", low=5.0, high=9.0, by="ana")
    assert list(plain(exact)) == ["kind", "typed", "shown", "value", "unit"]
    assert list(plain(between)) == ["kind", "typed", "shown", "low", "high", "unit", "by"]


def test_an_assessment_is_one_record_from_the_phase_to_the_last_verdict(tmp_path: Any) -> None:
    review = Review.example("figma-2020", tmp_path / "figma.toml")
    review.decide("caching", "rejected", "multi_tier", "too much to run", "ana")
    view = assessment_view(review, 64)
    assert view.decision("caching").verdicts["multi_tier"].because == "too much to run"
    assert view.decision("caching").option("shared_cache").id == "shared_cache"
    assert {option.share is None for decision in view.decisions for option in decision.options} == {False}
    assert [item.rank for item in view.checklist] == list(range(1, len(view.checklist) + 1))
    with pytest.raises(KeyError):
        view.decision("tea")
    with pytest.raises(FrozenInstanceError):
        view.title = "Another"  # type: ignore[misc]
    written = json.loads(json.dumps(plain(view), allow_nan=False))
    assert written["decisions"][0]["recommended"] == view.decisions[0].recommended
    assert "can_stop" not in written, "nobody has searched for what to find out next"
