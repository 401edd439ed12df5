from __future__ import annotations

import pytest

from archassist.working_days import TimeUnit, days_text


@pytest.mark.parametrize(
    ("days", "unit", "said"),
    [
        ((2, 8), "days", "2 to 8 days"),
        ((120, 250), "days", "120 to 250 days"),
        ((10, 30), "weeks", "2 to 6 weeks"),
        ((126, 252), "months", "6 to 12 months"),
        ((0.5, 1), "days", "0.5 to 1 day"),
        ((5, 5), "weeks", "1 week"),
        ((0, 10.5), "weeks", "up to 2 weeks"),
        ((0, 0), "months", "none"),
    ],
)
def test_an_effort_is_told_in_the_unit_of_its_author(
    days: tuple[float, float], unit: TimeUnit, said: str
) -> None:
    assert days_text(days, unit) == said


def test_months_that_end_within_the_first_are_told_in_whole_days() -> None:
    assert days_text((1.05, 6.3), "months") == "1 to 6 days"
    assert days_text((0, 1.05), "months") == "up to 1 day"


def test_what_was_worked_out_is_told_in_days_up_to_two_months_and_then_in_months() -> None:
    assert days_text((3, 41)) == "3 to 41 days"
    assert days_text((21, 42)) == "1 to 2 months"
    assert days_text((0, 300)) == "up to 14 months"
    assert days_text((2100, 4200)) == "100 to 200 months"


def test_nobody_is_told_a_tenth_of_a_month_or_of_a_day() -> None:
    assert days_text((54.6, 210), "months") == "3 to 10 months"
    assert days_text((1.7, 6.8)) == "1.5 to 7 days"
    assert days_text((0.8, 1.7)) == "1 to 1.5 days"
    assert days_text((0.2, 0.4)) == "half a day"


def test_months_that_begin_within_the_first_are_told_in_weeks() -> None:
    assert days_text((6.3, 33.6), "months") == "1.5 to 7 weeks"
    assert days_text((6.3, 210), "months") == "0.5 to 10 months"
