"""What other answers let expect of a question that nobody has answered, as people are told it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archassist.session import Review
from archassist.views.answers import meanwhile


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "shop.toml", "Shop")


def test_a_measured_peak_lets_expect_users(review: Review) -> None:
    review.set("peak_rps_now", "20k")
    assert meanwhile(review, "mau_now") == "about 6.9 million users, to fit “Measured requests a second”"


def test_several_answers_are_all_named(review: Review) -> None:
    review.set("peak_rps_now", "20k")
    review.set("infra_usd_m", "200k")
    assert meanwhile(review, "mau_now").endswith("“Infrastructure bill” and “Measured requests a second”")


def test_engineers_let_expect_users_as_they_go_together_in_published_teams(review: Review) -> None:
    review.set("engineers", "20")
    assert re.fullmatch(r"about [\d,]+ users, to fit “Engineers today”", meanwhile(review, "mau_now"))


def test_what_no_answer_tells_of_is_not_expected_to_be_anything(review: Review) -> None:
    review.set("restore_test", "never")
    assert meanwhile(review, "mau_now") == ""
    assert meanwhile(review, "stage") == ""
