"""What is in place is never ordered again, and nobody has to wait for it."""

from __future__ import annotations

from typing import Any

import pytest

from archassist.engine import Assessment, Engine, Exact, PracticeResult
from archassist.engine.established import comparisons, established
from archassist.expressions import parse


def assessed(engine: Engine, **answers: Any) -> Assessment:
    return engine.assess({id: Exact(value) for id, value in answers.items()}, samples=0)


def practice(assessment: Assessment, id: str) -> PracticeResult:
    return next(each for each in assessment.practices if each.id == id)


ALREADY_THERE = [
    ("arch.stateless", {"app_state": "stateless", "slo_goal": 99.9}, "app_state"),
    ("arch.session-store", {"app_state": "stateless", "slo_goal": 99.9}, "app_state"),
    ("inc.oncall", {"oncall_people": 10.0, "slo_goal": 99.9}, "oncall_people"),
    ("compute.k8s", {"hosting": "kubernetes", "deployables": 60.0, "engineers": 90.0}, "hosting"),
    ("arch.gradual", {"topology": "many_services", "engineers": 120.0}, "topology"),
    ("test.automation", {"test_cover": "most", "engineers": 12.0}, "test_cover"),
    ("dr.test", {"restore_test": "under_3m"}, "restore_test"),
    ("db.shard", {"data_layout": "sharded"}, "data_layout"),
]


@pytest.mark.parametrize(("id", "answers", "by"), ALREADY_THERE, ids=[each[0] for each in ALREADY_THERE])
def test_what_the_answers_say_is_there_is_in_place_and_says_by_which_answer(
    engine: Engine, id: str, answers: dict[str, Any], by: str
) -> None:
    found = practice(assessed(engine, **answers), id)
    assert found.status == "done"
    assert by in found.settled_by


def test_what_is_only_assumed_puts_nothing_in_place(engine: Engine) -> None:
    found = practice(assessed(engine, slo_goal=99.9), "arch.stateless")
    assert found.settled_by == ()
    assert found.status == "todo"


def test_an_option_orders_nothing_that_the_answers_rule_out(engine: Engine) -> None:
    # A surge of three times the peak needs no waiting room, though the plan for surges has one.
    answers = {"surge_kind": "known_events", "surge_x": 3.0, "outage_usd_h": 60_000.0, "engineers": 25.0}
    found = practice(assessed(engine, **answers), "event.waiting-room")
    assert found.status == "not_now"
    assert set(found.settled_by) <= {"surge_kind", "surge_x"}


def test_what_comes_before_something_in_place_is_not_ordered_for_it(engine: Engine) -> None:
    # Kubernetes comes after images and shared metrics; who runs on it is not sent back for them.
    found = assessed(engine, hosting="kubernetes", deployables=60.0, engineers=90.0, ops_skill="dedicated")
    assert "compute.k8s" not in practice(found, "obs.metrics").needed_by


@pytest.mark.parametrize(
    ("text", "known", "holds", "by"),
    [
        ("a > 1 and b > 1", {"a > 1": False}, False, "a"),
        ("a > 1 and b > 1", {"a > 1": True}, None, ""),
        ("a > 1 or b > 1", {"a > 1": True}, True, "a"),
        ("a > 1 or b > 1", {"a > 1": False}, None, ""),
        ("a > 1 or b > 1", {"a > 1": False, "b > 1": False}, False, "ab"),
        ("not (a > 1 or b > 1)", {"b > 1": True}, False, "b"),
        ("a > 1 and (b > 1 or c > 1)", {"a > 1": True, "c > 1": True}, True, "ac"),
    ],
)
def test_a_condition_is_settled_as_soon_as_no_open_answer_can_change_it(
    text: str, known: dict[str, bool], holds: bool | None, by: str
) -> None:
    condition = parse(text)
    assert {each.text for each in comparisons(condition)} >= known.keys()
    found = established(condition, known, {each: (each[0],) for each in known})
    assert (found.holds if found else None) is holds
    assert "".join(found.by if found else ()) == by
