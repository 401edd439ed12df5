"""What follows from a review's answers is worked out once, on a copy when it takes long, and forgotten with a change."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.session import Review
from archassist.session.derived import Results
from tests.undecided import undecided

NOVEMBER = datetime.date(2026, 11, 20)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return undecided("segment-2017", tmp_path / "segment.toml")


def test_what_was_worked_out_on_a_copy_is_taken_over_and_not_worked_out_again(review: Review) -> None:
    copy = review.still()
    found = copy.derived.next_questions()
    assert review.derived.known == Results(), "a copy keeps what it finds to itself"
    review.derived.known.take(copy.derived.known)
    assert review.derived.next_questions() is found


def test_a_copy_begins_with_what_is_known(review: Review) -> None:
    found = review.derived.next_questions()
    assert review.still().derived.next_questions() is found


def test_taking_over_leaves_what_is_known_already(review: Review) -> None:
    found = review.derived.next_questions()
    review.derived.known.take(Results())
    assert review.derived.next_questions() is found


def test_an_outlook_is_of_a_month(review: Review) -> None:
    outlook = review.derived.outlook(NOVEMBER)
    assert review.derived.outlook(NOVEMBER.replace(day=30)) is outlook
    assert review.derived.known.outlook(NOVEMBER.replace(month=12)) is None


def test_a_copy_made_before_a_change_does_not_learn_of_it(review: Review) -> None:
    copy = review.still()
    review.set("engineers", "40")
    copy.derived.next_questions()
    assert review.derived.known == Results()
