"""What a review is about: kept in the session file like everything else that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.answers.answer import AnswerError
from archassist.session import NoSuchThing, Review
from tests.session.conftest import line_of_fault


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "s.toml")


def test_what_must_be_decided_stands_in_the_file_in_the_order_of_the_rules(review: Review) -> None:
    review.focus.put_at_issue("caching", "2027-03-31")
    review.focus.put_at_issue("architecture_style")
    assert '[at_issue]\narchitecture_style = ""\ncaching = "2027-03-31"' in review.path.read_text()
    again = Review.open(review.path).focus
    assert list(again.decisions.items()) == [("architecture_style", ""), ("caching", "2027-03-31")]


def test_pains_and_people_keep_the_order_in_which_they_were_named(review: Review) -> None:
    review.focus.name_pains(["outages", "cost", "outages"])
    review.focus.name_present(["  tech  lead ", "", "product", "tech lead"])
    again = Review.open(review.path).focus
    assert again.pains == ("outages", "cost")
    assert again.present == ("tech lead", "product")


def test_nothing_is_at_issue_until_somebody_says_so(review: Review) -> None:
    assert not review.focus
    review.focus.name_present(["product"])
    assert review.focus
    review.focus.name_present([])
    assert not Review.open(review.path).focus


def test_what_was_said_is_taken_back_and_undone(review: Review) -> None:
    review.focus.put_at_issue("caching")
    review.focus.put_aside("caching")
    assert not review.focus.decisions
    review.undo()
    assert review.focus.decisions == {"caching": ""}


def test_what_cannot_be_meant_is_refused_and_changes_nothing(review: Review) -> None:
    before = review.path.read_bytes()
    with pytest.raises(NoSuchThing, match="Did you mean caching"):
        review.focus.put_at_issue("cachng")
    with pytest.raises(AnswerError, match="is not a date"):
        review.focus.put_at_issue("caching", "soon")
    with pytest.raises(NoSuchThing, match="not at issue"):
        review.focus.put_aside("caching")
    with pytest.raises(AnswerError, match="Known: slow_pages"):
        review.focus.name_pains(["slow"])
    assert review.path.read_bytes() == before


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[review]\npains = 3\n", "pains must be a list of texts"),
        ("[review]\npresent = [1]\n", "present must be a list of texts"),
        ("[at_issue]\ncaching = 3\n", "at_issue.caching: by must be text"),
        ('[at_issue]\ncaching = "soon"\n', "is not a date"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(tmp_path: Path, written: str, said: str) -> None:
    assert line_of_fault(tmp_path / "s.toml", written, said) == 4


def test_what_the_rules_do_not_know_is_kept_and_not_used(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('schema = 1\n\n[review]\npains = ["hunger"]\n\n[at_issue]\nlunch = ""\n')
    review = Review.open(path)
    assert not review.focus
    assert "lunch" in review.notes[0]
    review.set("engineers", "3")
    assert 'pains = ["hunger"]' in path.read_text()
    assert 'lunch = ""' in path.read_text()
