"""What differs between two reviews, and because of which answers: verified by putting answers in one at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.rulebook import load
from archassist.session import Review
from archassist.shipped import rules_folder
from archassist.workflows.aged_beliefs import aged
from archassist.workflows.diff import difference_view
from archassist.workflows.difference import ChangedQuestion, TakenOption

SAMPLES = 256


def pair(example: Callable[[str], Review], tmp_path: Path, **answers: str) -> tuple[Review, Review]:
    old = example("figma-2020")
    new = Review.example("figma-2020", tmp_path / "new.toml")
    for question, typed in answers.items():
        new.set(question, typed)
    return old, new


def test_a_review_does_not_differ_from_itself(example: Callable[[str], Review], tmp_path: Path) -> None:
    view = difference_view(*pair(example, tmp_path), samples=SAMPLES)
    assert view.nothing


def test_one_answer_explains_what_it_moved(example: Callable[[str], Review], tmp_path: Path) -> None:
    old, new = pair(example, tmp_path, slo_goal="99.99", far_users="3%")
    view = difference_view(old, new, samples=SAMPLES)
    assert {each.question for each in view.answers} == {"slo_goal", "far_users"}
    target = next(each for each in view.decisions if each.id == "redundancy")
    assert [each.question for each in target.because] == ["slo_goal"]


def test_a_decision_that_an_answer_puts_at_issue_or_takes_from_it_is_told(
    example: Callable[[str], Review], tmp_path: Path
) -> None:
    old, new = pair(example, tmp_path, concerns="sign_in")
    there, back = difference_view(old, new, samples=0), difference_view(new, old, samples=0)
    assert "access_rights" in there.raised
    assert (there.dropped, there.added) == ((), ())
    assert (back.dropped, back.raised) == (there.raised, ())
    assert "access_rights" not in {each.id for each in there.decisions}


def test_what_is_blamed_is_enough_and_each_part_is_needed(
    example: Callable[[str], Review], tmp_path: Path
) -> None:
    old, new = pair(
        example, tmp_path, slo_goal="99.99", outage_usd_h="300k", engineers="300", ops_skill="dedicated",
        rto_h="0.02", consumers="12", teams="30", cross_team_share="45%", stage="mature", deployables="60",
    )  # fmt: skip
    view = difference_view(old, new, samples=SAMPLES)
    assert len(view.decisions) > 8
    after = new.beliefs()

    def advice(replaced: list[str], decision: str) -> str:
        beliefs = {**old.beliefs(), **{id: after[id] for id in replaced}}
        return str(old.engine.assess(beliefs, samples=SAMPLES).decision(decision).recommended)

    for each in view.decisions:
        blamed = [reason.question for reason in each.because if reason.question]
        assert blamed
        assert advice(blamed, each.id) == each.now
        if len(blamed) > 1:
            for one in blamed:
                assert advice([other for other in blamed if other != one], each.id) != each.now


def test_what_the_team_decided_differently_is_told(example: Callable[[str], Review], tmp_path: Path) -> None:
    old, new = pair(example, tmp_path)
    new.decide("caching", "accepted", "shared_cache", "lists are slow", "ana")
    (taken,) = difference_view(old, new, samples=SAMPLES).taken
    assert taken.id == "caching"
    assert taken.was is None
    assert taken.now == TakenOption("accepted", "shared_cache")


def test_an_answer_that_was_taken_back_is_told(example: Callable[[str], Review], tmp_path: Path) -> None:
    old, new = pair(example, tmp_path)
    new.clear("db_cpu_peak")
    view = difference_view(old, new, samples=SAMPLES)
    assert view.answers == (ChangedQuestion("db_cpu_peak", "Database use at peak", "65%", None),)


def test_better_evidence_for_the_same_answer_is_told_as_evidence(tmp_path: Path) -> None:
    old = Review.create(tmp_path / "old.toml")
    new = Review.create(tmp_path / "new.toml")
    for review in (old, new):
        review.set("engineers", "15..40")
        review.set("mau_now", "100k..2M", grade="guessed")
    new.annotate("mau_now", grade="measured")
    view = difference_view(old, new, samples=SAMPLES)
    assert [each.question for each in view.answers] == ["mau_now"]
    for each in view.decisions:
        assert [reason.kind for reason in each.because] == ["evidence"]


def test_time_alone_moves_advice_and_is_named(example: Callable[[str], Review], tmp_path: Path) -> None:
    growing = {
        "mau_now": "500k",
        "mau_12m": "2M",
        "db_cpu_peak": "35%",
        "engineers": "10",
        "engineers_12m": "25",
    }
    old, new = pair(example, tmp_path, **growing)
    for question, typed in growing.items():
        old.set(question, typed)
    view = difference_view(old, new, samples=SAMPLES, months=30)
    assert not view.answers
    assert view.decisions, "thirty months of growth move something"
    assert {reason.kind for each in view.decisions for reason in each.because} == {"time"}
    with pytest.raises(ValueError, match="from 0 to"):
        aged(old, 99)


def test_what_grows_is_older_and_what_does_not_stays(example: Callable[[str], Review]) -> None:
    review = example("figma-2020")
    before, after = review.beliefs(), aged(review, 12)
    assert before.keys() == after.keys()
    moved = {id for id in before if before[id] != after[id]}
    grows = {id for id, question in review.rulebook.questions.items() if question.grows_with}
    assert moved
    assert moved <= grows | {"mau_now", "mau_12m", "engineers_12m"}


def test_changed_rules_are_a_cause_of_their_own(example: Callable[[str], Review], tmp_path: Path) -> None:
    earlier = tmp_path / "rules"
    shutil.copytree(rules_folder(), earlier)
    rules = earlier / "decisions" / "session_state.toml"
    text = rules.read_text()
    assert text.count('says = "for"') >= 1
    rules.write_text(text.replace('says = "for"', 'says = "against"'))
    (earlier / "pack.toml").write_text(
        (earlier / "pack.toml").read_text().replace('version = "', 'version = "0.')
    )
    old = Review.open(example("figma-2020").path, load(earlier))
    new = Review.example("figma-2020", tmp_path / "new.toml")
    view = difference_view(old, new, samples=SAMPLES)
    assert view.pack.was != view.pack.now
    causes = {each.id: [reason.kind for reason in each.because] for each in view.decisions}
    assert causes
    assert all(kinds == ["rules"] for kinds in causes.values())


def test_a_new_ranking_is_a_cause_of_its_own(tmp_path: Path) -> None:
    old, new = (Review.create(tmp_path / name) for name in ("old.toml", "new.toml"))
    for review in (old, new):
        review.set("engineers", "12")
        review.set("mau_now", "200k")
    new.prioritise(["availability"])
    view = difference_view(old, new)
    assert view.priorities.now == ("availability",)
    assert view.decisions
    assert {reason.kind for each in view.decisions for reason in each.because} == {"priorities"}
