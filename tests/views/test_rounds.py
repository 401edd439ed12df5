"""Several people's answers to one question: what each may see, and differences ranked by what they would change."""

from __future__ import annotations

import pytest

from archassist.session import Review
from archassist.session.beliefs import belief
from archassist.views.plain import plain
from archassist.views.rounds import round_view, rounds_view


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    made = Review.example("notion-2021", tmp_path_factory.mktemp("rounds") / "s.toml")
    made.focus.name_present(["Ana", "Ben"])
    for question, ana, ben in (
        ("mau_now", "10M", "10.1M"),
        ("engineers", "50", "9"),
        ("write_share", "20%", "20%"),
        ("stale_ok_s", "41", "43"),
    ):
        made.rounds.answer_as("Ana", question, ana)
        made.rounds.answer_as("Ben", question, ben)
        if question != "stale_ok_s":
            made.rounds.reveal(question)
    return made


def test_the_difference_that_changes_most_comes_first_and_what_is_not_shown_last(review: Review) -> None:
    found = rounds_view(review).rounds
    assert [each.question for each in found] == ["engineers", "mau_now", "write_share", "stale_ok_s"]
    assert [each.differ for each in found] == [True, True, False, False]
    weights = [each.weight for each in found]
    assert weights[0] > 0
    assert weights[1:] == [0, 0, 0]


def test_what_a_difference_would_change_is_what_the_engine_says_of_each_answer(review: Review) -> None:
    apart = {each.decision: dict(each.options) for each in round_view(review, "engineers").apart}
    voices = review.rounds["engineers"].heard_by()
    others = {id: each for id, each in review.beliefs().items() if id != "engineers"}
    advice = {
        name: review.engine.advise(others | {"engineers": belief(voice.answer)}, samples=512)
        for name, voice in voices.items()
    }
    differing = {id for id in review.rulebook.decisions if advice["Ana"][id] != advice["Ben"][id]}
    assert set(apart) == differing
    for id in differing:
        options = review.rulebook.decisions[id].options
        assert apart[id] == {options[mine[id]].title: (name,) for name, mine in advice.items()}


def test_a_difference_over_what_is_at_issue_weighs_more(review: Review) -> None:
    before = round_view(review, "engineers")
    review.focus.put_at_issue(before.apart[-1].decision)
    after = round_view(review, "engineers")
    review.undo()
    assert after.weight > before.weight
    assert [each.decision for each in after.apart if each.at_issue] == [before.apart[-1].decision]


def test_nothing_of_an_answer_that_is_not_shown_is_in_what_others_are_told(review: Review) -> None:
    for person in ("", "Ben", "Carla"):
        told = repr(plain(rounds_view(review, person).rounds[-1]))
        assert "41" not in told
        assert ("43" in told) == (person == "Ben")
    assert round_view(review, "stale_ok_s").given == ("Ana", "Ben")


def test_an_answer_that_holds_all_is_suggested_where_there_is_one(review: Review) -> None:
    assert round_view(review, "engineers").suggested == "9..50"
    assert round_view(review, "write_share").suggested == "20%"
    assert round_view(review, "stale_ok_s").suggested == ""
