"""What differs between two reviews, and because of which answers: verified by putting answers in one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archassist.session import Review
from archassist.session.difference import difference_view

SAMPLES = 256


def pair(example: Callable[[str], Review], tmp_path: Path, **answers: str) -> tuple[Review, Review]:
    old = example("figma-2020")
    new = Review.example("figma-2020", tmp_path / "new.toml")
    for question, typed in answers.items():
        new.set(question, typed)
    return old, new


def test_a_review_does_not_differ_from_itself(example: Callable[[str], Review], tmp_path: Path) -> None:
    view = difference_view(*pair(example, tmp_path), samples=SAMPLES)
    assert not any(view[key] for key in ("answers", "decisions", "standings", "taken"))


def test_one_answer_explains_what_it_moved(example: Callable[[str], Review], tmp_path: Path) -> None:
    old, new = pair(example, tmp_path, slo_goal="99.99", far_users="3%")
    view = difference_view(old, new, samples=SAMPLES)
    assert {each["question"] for each in view["answers"]} == {"slo_goal", "far_users"}
    target = next(each for each in view["decisions"] if each["id"] == "incident_process")
    assert [each["question"] for each in target["because"]] == ["slo_goal"]


def test_what_is_blamed_is_enough_and_each_part_is_needed(
    example: Callable[[str], Review], tmp_path: Path
) -> None:
    old, new = pair(
        example, tmp_path, slo_goal="99.99", outage_usd_h="300k", engineers="300", ops_skill="dedicated",
        rto_h="0.02", consumers="12", teams="30", cross_team_share="45%", stage="mature", deployables="60",
    )  # fmt: skip
    view = difference_view(old, new, samples=SAMPLES)
    assert len(view["decisions"]) > 8
    after = new.beliefs()

    def advice(replaced: list[str], decision: str) -> str:
        beliefs = {**old.beliefs(), **{id: after[id] for id in replaced}}
        return str(old.engine.assess(beliefs, samples=SAMPLES).decision(decision).recommended)

    for each in view["decisions"]:
        blamed = [reason["question"] for reason in each["because"]]
        assert blamed
        assert advice(blamed, each["id"]) == each["now"]
        if len(blamed) > 1:
            for one in blamed:
                assert advice([other for other in blamed if other != one], each["id"]) != each["now"]


def test_what_the_team_decided_differently_is_told(example: Callable[[str], Review], tmp_path: Path) -> None:
    old, new = pair(example, tmp_path)
    new.decide("caching", "accepted", "shared_cache", "lists are slow", "ana")
    (taken,) = difference_view(old, new, samples=SAMPLES)["taken"]
    assert taken["id"] == "caching"
    assert taken["was"] is None
    assert taken["now"] == {"status": "accepted", "option": "shared_cache"}


def test_an_answer_that_was_taken_back_is_told(example: Callable[[str], Review], tmp_path: Path) -> None:
    old, new = pair(example, tmp_path)
    new.clear("db_cpu_peak")
    view = difference_view(old, new, samples=SAMPLES)
    assert view["answers"] == [
        {"question": "db_cpu_peak", "title": "Database use at peak", "was": "65%", "now": None}
    ]
