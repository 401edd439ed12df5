"""What a team said of each option: kept apart, never wiped by another, and read from older files as it stands there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archassist.answers import AnswerError
from archassist.rulebook import Rulebook
from archassist.session import Changed, NoSuchThing, Review, SessionError, Verdict, shipped_rulebook
from archassist.session.change_messages import tell_change
from archassist.session.dissent import Dissent
from archassist.session.three_way_merge import three_way
from archassist.session.verdicts import names
from archassist.views.assessment import assessment_view
from archassist.workflows.diff import difference_view
from archassist.workflows.difference import ChangedVerdict

D = "read_scaling"


@pytest.fixture
def rules() -> Rulebook:
    """The shipped rules: a decision there has enough options."""
    return shipped_rulebook()


@pytest.fixture
def review(tmp_path: Path, rules: Any) -> Review:
    return Review.create(tmp_path / "checkout.toml", "Checkout platform", rules)


def said(review: Review) -> dict[str, Verdict]:
    again = Review.open(review.path, review.rulebook).decisions
    return dict(again[D].verdicts) if D in again else {}


def options(review: Review) -> list[str]:
    return list(review.rulebook.decisions[D].options)


def test_a_verdict_on_one_option_leaves_those_on_the_others(review: Review) -> None:
    one, two, three = options(review)[:3]
    review.decide(D, "accepted", one, "it is enough", "Ana, Carla", "Ben: too slow", "2026-11-27")
    review.decide(D, "rejected", two, "too much", ["Ana"], date="2026-11-28")
    review.decide(D, "rejected", three, "dear")
    assert said(review) == {
        one: Verdict("accepted", "it is enough", ("Ana", "Carla"), "Ben: too slow", "2026-11-27"),
        two: Verdict("rejected", "too much", ("Ana",), "", "2026-11-28"),
        three: Verdict("rejected", "dear"),
    }
    taken = review.decisions[D]
    assert (taken.status, taken.option, taken.accepted) == ("accepted", one, one)
    assert set(taken.rejected) == {two, three}
    review.undecide(D, two)
    assert set(said(review)) == {one, three}
    review.undecide(D)
    assert said(review) == {}


def test_in_the_file_the_accepted_option_stands_as_it_always_did_and_the_others_below(review: Review) -> None:
    one, two = options(review)[:2]
    review.decide(D, "rejected", two, "too much", "Ana", date="2026-11-28")
    review.decide(D, "accepted", one, "it is enough", "Ana, Carla", "Ben", "2026-11-27")
    assert review.path.read_text().endswith(
        f"[decisions.{D}]\n"
        'status = "accepted"\n'
        f'option = "{one}"\n'
        'because = "it is enough"\n'
        'by = "Ana, Carla"\n'
        'dissent = "Ben"\n'
        "date = 2026-11-27\n"
        "\n"
        f"[decisions.{D}.options]\n"
        f'{two} = {{ status = "rejected", because = "too much", by = "Ana", date = 2026-11-28 }}\n'
    )


def test_accepting_another_option_keeps_who_accepted_the_first_one_and_why(review: Review) -> None:
    one, two = options(review)[:2]
    review.decide(D, "accepted", one, "it is enough", "Ana", date="2026-11-27")
    review.decide(D, "accepted", two, "it was not", "Ben", date="2027-01-10")
    assert said(review)[one] == Verdict("superseded", "it is enough", ("Ana",), "", "2026-11-27")
    assert review.decisions[D].option == two
    review.undo()
    assert said(review) == {one: Verdict("accepted", "it is enough", ("Ana",), "", "2026-11-27")}


def test_what_is_not_said_stays_while_the_verdict_does(review: Review) -> None:
    one = options(review)[0]
    review.decide(D, "accepted", one, "it is enough", "Ana", "Ben", "2026-11-27")
    review.decide(D, "accepted", one, by="Ana, Carla")
    assert said(review)[one] == Verdict("accepted", "it is enough", ("Ana", "Carla"), "Ben", "2026-11-27")
    review.decide(D, "accepted", one, because="", dissent="")
    assert said(review)[one] == Verdict("accepted", "", ("Ana", "Carla"), "", "2026-11-27")
    review.decide(D, "rejected", one)
    assert said(review)[one] == Verdict("rejected"), "reasons for it are not reasons against it"


def test_files_of_older_programs_stay_byte_for_byte_until_a_verdict_changes(
    tmp_path: Path, rules: Any
) -> None:
    path = tmp_path / "old.toml"
    old = (
        f'schema = 1\n\n[review]\ntitle = "X"\n\n[decisions.{D}]\nstatus = "rejected"\noption = "read_replicas"\n'
        'because = "too much"\nby = "Ana, Carla"\n'
    )
    path.write_text(old)
    review = Review.open(path, rules)
    assert said(review) == {"read_replicas": Verdict("rejected", "too much", ("Ana", "Carla"))}
    review.retitle("Y")
    assert path.read_text() == old.replace('"X"', '"Y"')
    review.decide(D, "accepted", options(review)[0], date="2026-11-27")
    assert said(review)["read_replicas"] == Verdict("rejected", "too much", ("Ana", "Carla"))


def test_people_are_parted_by_commas_and_a_name_with_a_comma_stays_one(review: Review) -> None:
    assert names("Ana, Carla;Ben\nAna ,") == ("Ana", "Carla", "Ben")
    one = options(review)[0]
    review.decide(D, "accepted", one, by=["Miller, Ana", "Ben"])
    assert said(review)[one].by == ("Miller, Ana", "Ben")
    assert 'by = ["Miller, Ana", "Ben"]' in review.path.read_text()


def test_wrong_verdicts_are_told_and_nothing_changes(review: Review) -> None:
    before = review.path.read_bytes()
    one = options(review)[0]
    with pytest.raises(AnswerError):
        review.decide(D, "maybe", one)
    with pytest.raises(AnswerError):
        review.decide(D, "accepted")
    with pytest.raises(AnswerError):
        review.decide(D, "accepted", one, date="2026-02-30")
    for words in (("nothing",), (D, "nothing")):
        with pytest.raises(NoSuchThing):
            review.undecide(*words)
    assert review.path.read_bytes() == before


@pytest.mark.parametrize(
    "entry",
    [
        "options = 3",
        "options = { x = 3 }",
        'options = { x = { status = "odd" } }',
        "by = [1]",
        'date = "x"',
        "dissent = 1",
    ],
)
def test_a_damaged_verdict_is_named_with_its_place(tmp_path: Path, rules: Any, entry: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(f"schema = 1\n[decisions.{D}]\n{entry}\n")
    with pytest.raises(SessionError, match=D) as told:
        Review.open(path, rules)
    assert told.value.line


def test_two_people_who_judge_two_options_of_one_decision_are_both_heard(review: Review) -> None:
    one, two = options(review)[:2]
    other = Review.open(review.path, review.rulebook)
    review.decide(D, "accepted", one, by="Ana")
    other.decide(D, "rejected", two, by="Ben")
    assert {id: each.by for id, each in said(review).items()} == {one: ("Ana",), two: ("Ben",)}


def test_two_people_who_judge_one_option_differently_are_a_clash(review: Review) -> None:
    one = options(review)[0]
    other = Review.open(review.path, review.rulebook)
    review.decide(D, "accepted", one, by="Ana")
    with pytest.raises(Changed):
        other.decide(D, "rejected", one, by="Ben")
    assert said(review)[one].by == ("Ana",)


def test_two_people_who_accept_different_options_are_a_clash(review: Review) -> None:
    one, two = options(review)[:2]
    other = Review.open(review.path, review.rulebook)
    review.decide(D, "accepted", one, by="Ana")
    with pytest.raises(Changed):
        other.decide(D, "accepted", two, by="Ben")


def test_merging_keeps_what_other_programs_wrote_into_a_decision() -> None:
    base = {"decisions": {"d": {"status": "accepted", "option": "a", "x": 1}}}
    mine = {
        "decisions": {
            "d": {"status": "accepted", "option": "a", "x": 1, "options": {"b": {"status": "rejected"}}}
        }
    }
    theirs = {"decisions": {"d": {"status": "accepted", "option": "a", "x": 2}}}
    merged = three_way(base, mine, theirs)
    assert not merged.clashes
    assert merged.tables["decisions"]["d"] == {
        "status": "accepted", "option": "a", "x": 2, "options": {"b": {"status": "rejected"}},
    }  # fmt: skip


def test_differences_and_undo_name_the_option_and_say_from_what_to_what(
    review: Review, tmp_path: Path
) -> None:
    one, two = options(review)[:2]
    title = review.rulebook.decisions[D].options[two].title
    review.decide(D, "accepted", one, by="Ana")
    (tmp_path / "copy").mkdir()
    old = review.branch(tmp_path / "copy")
    review.decide(D, "rejected", two, "too much", "Ana")
    (taken,) = difference_view(old, review, samples=0).taken
    assert taken.verdicts == (ChangedVerdict(two, title, "no verdict", "rejected by Ana, because too much"),)
    change = review.undo()
    assert change is not None
    told = str(tell_change(review.rulebook, change))
    assert (
        told
        == f"{review.rulebook.decisions[D].title}: {title}: rejected by Ana, because too much → no verdict"
    )


def test_a_reason_that_begins_as_a_sentence_is_quoted(review: Review) -> None:
    one = options(review)[0]
    review.decide(D, "accepted", one, "Ana asked for it.", "Ben")
    assert (
        assessment_view(review, 0).decision(D).verdicts[one].shown
        == "accepted by Ben, because “Ana asked for it”"
    )


def test_the_assessment_shows_every_verdict(review: Review) -> None:
    one, two = options(review)[:2]
    review.decide(D, "accepted", one, "it is enough", "Ana, Carla", "Ben", "2026-11-27")
    review.decide(D, "rejected", two)
    view = assessment_view(review, 0).decision(D)
    assert (view.status, view.taken) == ("accepted", one)
    assert view.verdicts[one].by == ("Ana", "Carla")
    assert view.verdicts[one].shown == (
        "accepted by Ana, Carla on 2026-11-27, because it is enough (dissent: Ben)"
    )
    assert view.verdicts[two].status == "rejected"


# -- who was against it, person by person


def test_each_who_was_against_it_stands_in_the_file_beside_the_text_that_older_programs_read(
    review: Review,
) -> None:
    one = options(review)[0]
    review.decide(D, "accepted", one, dissent="Ben: too slow; Carla: too dear", date="2026-11-27")
    assert review.path.read_text().endswith(
        'dissent = "Ben: too slow; Carla: too dear"\n'
        'against = [{ who = "Ben", what = "too slow" }, { who = "Carla", what = "too dear" }]\n'
        "date = 2026-11-27\n"
    )
    assert said(Review.open(review.path, review.rulebook))[one] == said(review)[one]


@pytest.mark.parametrize(
    ("entries", "meant"),
    [
        ('dissent = "Ben: too slow"', (Dissent("Ben", "too slow"),)),
        ('dissent = ["Ben: too slow", "Cy"]', (Dissent("Ben", "too slow"), Dissent("Cy"))),
        ('dissent = "it is far too late for this"', (Dissent("", "it is far too late for this"),)),
        (
            'dissent = "Ben: a; b: c"\nagainst = [{ who = "Ben", what = "a; b: c" }]',
            (Dissent("Ben", "a; b: c"),),
        ),
        ('against = [{ who = "Ben", what = "too slow" }]', (Dissent("Ben", "too slow"),)),
        # Written anew by hand, or by a program that knows only the text: that counts.
        ('dissent = "Cy"\nagainst = [{ who = "Ben", what = "too slow" }]', (Dissent("Cy"),)),
    ],
)
def test_old_files_keep_their_meaning_and_what_was_changed_by_hand_counts(
    tmp_path: Path, rules: Any, entries: str, meant: tuple[Dissent, ...]
) -> None:
    one = next(iter(rules.decisions[D].options))
    path = tmp_path / "old.toml"
    path.write_text(f'schema = 1\n[decisions.{D}]\nstatus = "accepted"\noption = "{one}"\n{entries}\n')
    assert said(Review.open(path, rules))[one].against == meant
