"""What a review records beside answers: marks on the plan, accepted risks, events, priorities, capacity."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.session import NoSuchThing, Review, SessionError
from archassist.views.plan import plan_view
from archassist.views.tradeoffs import pareto_view, priorities_view, risks_view

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "s.toml", "Shop")


def again(review: Review) -> Review:
    return Review.open(review.path)


def test_changes_to_the_plan_are_kept_and_taken_back(review: Review) -> None:
    review.mark("db.index", start="2027-03", days=[3, 8])
    review.mark("db.index", "doing", "ana")
    mark = again(review).practices["db.index"]
    assert (mark.status, mark.owner, mark.start, mark.days) == ("doing", "ana", "2027-03", (3.0, 8.0))
    review.mark("db.index", start="", days=())
    mark = again(review).practices["db.index"]
    assert (mark.start, mark.days, mark.owner) == ("", None, "ana")
    review.undo()
    assert again(review).practices["db.index"].start == "2027-03"


@pytest.mark.parametrize("days", [5, 0.5, 0])
def test_an_estimate_may_be_one_number(days: float, review: Review) -> None:
    review.mark("db.index", days=[days])
    assert again(review).practices["db.index"].days == (days, days)


def test_a_change_that_is_taken_back_leaves_no_entry(review: Review) -> None:
    before = review.path.read_text()
    review.mark("db.index", not_before="2027-03")
    review.mark("db.index", not_before="")
    assert "db.index" not in again(review).practices
    assert review.path.read_text().strip().startswith(before.strip()[:30])


def test_a_step_of_a_decision_can_be_marked_too(review: Review) -> None:
    review.mark("read_scaling.read_replicas", "done")
    assert again(review).practices["read_scaling.read_replicas"].status == "done"
    with pytest.raises(NoSuchThing, match=r"read_scaling\.read_replicas"):
        review.mark("read_scaling.read_replica", "done")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": "March"}, "Write it as 2027-03"),
        ({"not_before": "2027-13"}, "Write it as 2027-03"),
        ({"days": [5, 2]}, "run backwards"),
        ({"days": [-1, 2]}, "from 0 to"),
        ({"days": [1, 2, 3]}, "a number or two"),
    ],
    ids=["no month", "no such month", "backwards", "negative", "three"],
)
def test_an_impossible_change_is_refused_and_changes_nothing(review: Review, change: dict, said: str) -> None:  # type: ignore[type-arg]
    before = review.path.read_text()
    with pytest.raises(AnswerError, match=said):
        review.mark("db.index", **change)
    assert review.path.read_text() == before


def test_an_accepted_risk_has_an_owner_a_reason_and_an_end(review: Review) -> None:
    review.accept_risk("one-zone", "One zone", "ana", "cheap", "2027-01-31", "redundancy")
    review.accept_risk("no-end", "No end")
    review.accept_risk("old", "Old", expires="2026-01-01")
    first, second, third = risks_view(again(review), TODAY)
    assert (first.id, first.expired) == ("old", True)
    assert (second.owner, second.because, second.decision) == ("ana", "cheap", "redundancy")
    assert not second.expired
    assert third.expires is None
    review.drop_risk("old")
    assert "old" not in again(review).risks
    with pytest.raises(NoSuchThing):
        review.drop_risk("old")
    with pytest.raises(AnswerError, match="Write it as 2027-03-31"):
        review.accept_risk("x", "X", expires="soon")
    with pytest.raises(NoSuchThing):
        review.accept_risk("x", "X", decision="redundance")


@pytest.mark.parametrize(
    ("month", "factor", "months"), [("2027", 3, 0), ("2027-03", 0, 0), ("2027-03", 3, 1.5), ("", 3, 0)]
)
def test_an_event_that_means_nothing_is_refused(
    review: Review, month: str, factor: float, months: int
) -> None:
    with pytest.raises(AnswerError):
        review.expect("launch", month, factor, months)
    assert again(review).events == {}


def test_the_team_says_what_it_can_give(review: Review) -> None:
    review.set("engineers", "20")
    usual = plan_view(review, TODAY).capacity
    review.staff("share", 0.5)
    review.staff("at_once", 3)
    review.staff("away", {"2027-08": 0.5})
    found = plan_view(again(review), TODAY).capacity
    assert (found.share, found.at_once, found.away) == (0.5, 3, {"2027-08": 0.5})
    assert found.days_a_quarter > usual.days_a_quarter
    for key, value in (("share", 1.5), ("at_once", 0), ("away", {"August": 1}), ("away", {"2027-08": 2})):
        with pytest.raises(AnswerError):
            review.staff(key, value)


def test_a_ranking_tips_only_what_is_close_and_says_what_wins_without_it(review: Review) -> None:
    review.set("engineers", "12")
    review.set("mau_now", "200k")
    assert priorities_view(review).changes == ()
    plain = {each.id: each.recommended for each in review.assess().decisions}
    tipped = 0
    for ranking in (("delivery", "availability"), ("availability", "latency"), ("cost", "simplicity")):
        review.prioritise(ranking)
        view = priorities_view(review)
        assert [each.id for each in view.ranking] == list(ranking)
        now = {each.id: each.recommended for each in review.assess().decisions}
        assert {each.decision for each in view.changes} == {id for id in plain if plain[id] != now[id]}
        for change in view.changes:
            tipped += 1
            assert (change.with_, change.without) == (now[change.decision], plain[change.decision])
            assert change.because
    assert tipped
    review.prioritise(())
    assert {each.id: each.recommended for each in review.assess().decisions} == plain
    with pytest.raises(AnswerError, match="Did you mean latency"):
        review.prioritise(["latancy"])


def test_no_ranking_makes_anyone_shard_or_split_too_early(review: Review) -> None:
    for question, answer in (
        ("engineers", "6"),
        ("mau_now", "20k"),
        ("mau_12m", "40k"),
        ("db_cpu_peak", "20%"),
    ):
        review.set(question, answer)
    for first in review.rulebook.attributes:
        review.prioritise([first, *(each for each in ("delivery", "latency") if each != first)])
        found = {each.id: each.recommended for each in review.assess().decisions}
        assert found["write_scaling"] == "single_primary", first
        assert found["architecture_style"] in ("monolith", "modular_monolith"), first


def test_the_pareto_view_hides_nothing_behind_a_sum(review: Review) -> None:
    for decision in review.rulebook.decisions:
        view = pareto_view(review, decision)
        by_id = {each.id: each for each in view.options}
        frontier = [each for each in view.options if not each.beaten_by]
        assert frontier
        assert any(each.recommended for each in view.options)
        for each in view.options:
            for other in each.beaten_by:
                gains = [by_id[other].effects[id] - each.effects[id] for id in each.effects]
                assert min(gains) >= 0 < max(gains)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[risks.x]\nowner = 'a'\n", 3, "needs a title"),
        ("[risks.x]\ntitle = 'X'\nexpires = 'soon'\n", 3, "is not a date"),
        ("[events]\nlaunch = { month = '2027-03' }\n", 4, "needs a factor"),
        ("[events]\nsale = { month = '2027-03', factor = 9, multiplies = 'load' }\n", 4, "hours or days"),
        ("[events]\nsale = { month = '2027-03', factor = 9, days = 2, hours = 3 }\n", 4, "one of both"),
        ("[events]\nsale = { month = '2027-03', factor = 9, multiplies = 'cost' }\n", 4, "load, users"),
        (
            "[events]\nsale = { month = '2027-03', factor = 9, days = 40 }\n",
            4,
            "days must be a number from 0.01 to 31",
        ),
        (
            "[events]\nsale = { month = '2027-03', factor = 9, multiplies = 'users', days = 2 }\n",
            4,
            "write months",
        ),
        ("[history]\n'2027' = 5\n", 4, "is not a month"),
        ("[history]\n'2026-01' = -5\n", 4, "0 or more"),
        ("[plan]\nshare = 3\n", 4, "from 0.01 to 1"),
        ("[review]\npriorities = 'cost'\n", 4, "must be a list"),
        ('[practices."db.index"]\ndays = [3, 1]\n', 3, "run backwards"),
    ],
)
def test_a_file_that_says_what_cannot_be_is_reported_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = tmp_path / "s.toml"
    path.write_text(f"schema = 1\n\n{text}")
    with pytest.raises(SessionError) as fault:
        Review.open(path)
    assert said in str(fault.value)
    assert f"s.toml:{line}" in str(fault.value)
    assert path.read_text() == f"schema = 1\n\n{text}"


def test_a_toml_date_and_unknown_keys_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("schema = 1\n\n[risks.x]\ntitle = 'X'\nexpires = 2027-01-31\nseverity = 'high'\n")
    review = Review.open(path)
    assert review.risks["x"].expires == "2027-01-31"
    review.accept_risk("x", "X", "ana", expires="2027-02-28")
    assert "severity" in path.read_text()


def test_a_branch_leaves_the_review_alone_until_it_is_taken_over(review: Review, tmp_path: Path) -> None:
    review.set("engineers", "10")
    folder = tmp_path / "branch"
    folder.mkdir()
    scratch = review.branch(folder)
    scratch.set("engineers", "300")
    scratch.clear("engineers")
    scratch.set("mau_now", "2M")
    scratch.accept_risk("x", "X")
    assert again(review).answers["engineers"].value == 10
    assert review.take_over(scratch) == 3
    found = again(review)
    assert set(found.answers) == {"mau_now"}
    assert "x" in found.risks
    review.undo()
    review.undo()
    review.undo()
    assert again(review).answers["engineers"].value == 10
