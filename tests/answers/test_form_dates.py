"""What is typed into forms is understood as people write it, or refused with what to write instead."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from archassist.answers import AnswerError
from archassist.answers.form_fields import read_count, read_day, read_month, read_ranking, told_day

TODAY = datetime.date(2026, 11, 27)
ATTRIBUTES = {
    "availability": SimpleNamespace(title="Availability"),
    "cost": SimpleNamespace(title="Running cost"),
    "performance": SimpleNamespace(title="Speed for users"),
}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-06-30", "2027-06-30"),
        ("end of June", "2027-06-30"),
        ("end of February 2028", "2028-02-29"),
        ("June 2027", "2027-06-30"),
        ("30 June 2027", "2027-06-30"),
        ("30th of June", "2027-06-30"),
        ("June 30, 2027", "2027-06-30"),
        ("30.6.2027", "2027-06-30"),
        ("1.12.", "2026-12-01"),
        ("1 Nov", "2027-11-01"),
        ("today", "2026-11-27"),
        ("in 3 months", "2027-02-27"),
        ("tomorrow", "2026-11-28"),
        ("in 2 weeks", "2026-12-11"),
        ("in 10 days", "2026-12-07"),
        ("a week from now", "2026-12-04"),
        ("next week", "2026-12-04"),
        ("next Friday", "2026-12-04"),
        ("Fri", "2026-12-04"),
        ("by Monday", "2026-11-30"),
        ("am Donnerstag", "2026-12-03"),
    ],
)
def test_a_day(text: str, day: str) -> None:
    assert read_day(text, TODAY) == day


def test_the_day_that_was_understood_is_told_with_its_weekday_and_how_far_it_is() -> None:
    assert told_day("next Friday", TODAY) == "Fri 2026-12-04, in 7 days"
    assert told_day("tomorrow", TODAY) == "Sat 2026-11-28, tomorrow"
    assert told_day("2026-11-20", TODAY) == "Fri 2026-11-20, 7 days ago"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("6 March 2027", "2027-03"),
        ("2027-03", "2027-03"),
        ("March", "2027-03"),
        ("november", "2026-11"),
        ("Mar 2028", "2028-03"),
        ("03/2027", "2027-03"),
        ("3.2027", "2027-03"),
        ("2027-Q2", "2027-04"),
        ("Q2 2027", "2027-04"),
        ("next month", "2026-12"),
        ("in 6 months", "2027-05"),
        ("2027-03-15", "2027-03"),
    ],
)
def test_a_month(text: str, month: str) -> None:
    assert read_month(text, TODAY) == month


def test_a_count_between_two_ends() -> None:
    assert read_count("3", "At once", 1, 100) == 3
    assert read_count("a dozen", "At once", 1, 100) == 12


def test_a_ranking_by_id_title_or_beginning() -> None:
    assert read_ranking("cost, availability", ATTRIBUTES) == ["cost", "availability"]
    assert read_ranking("Speed for users first, then cost", ATTRIBUTES) == ["performance", "cost"]
    assert read_ranking("1. avail > perf", ATTRIBUTES) == ["availability", "performance"]
    assert read_ranking("cost availability", ATTRIBUTES) == ["cost", "availability"]
    assert read_ranking("", ATTRIBUTES) == []


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (lambda text: read_day(text, TODAY), "soon", "30 June 2027"),
        (lambda text: read_day(text, TODAY), "31 June", "not a day"),
        (lambda text: read_day(text, TODAY), "04/06/2027", "could be two days"),
        (lambda text: read_day(text, TODAY), "2027-02-30", "not a day"),
        (lambda text: read_month(text, TODAY), "soon", "March 2027"),
        (lambda text: read_month(text, TODAY), "2027-13", "not a month"),
        (lambda text: read_month(text, TODAY), "May 1900", "outside the supported years"),
        (lambda text: read_day(text, TODAY), "0900-01-01", "outside the supported years"),
        (lambda text: read_count(text, "At once", 1, 100), "2.5", "whole"),
        (lambda text: read_count(text, "At once", 1, 100), "0", "At once: 0 is not between 1 and 100"),
        (lambda text: read_ranking(text, ATTRIBUTES), "cheapness first", "Known: availability"),
        (lambda text: read_ranking(text, ATTRIBUTES), "avaliability", "Did you mean availability"),
        (lambda text: read_ranking(text, ATTRIBUTES), "cost, cost", "twice"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_write(
    read: Callable[[str], Any], text: str, said: str
) -> None:
    with pytest.raises(AnswerError, match=said):
        read(text)
