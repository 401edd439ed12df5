"""What forms and options ask besides questions is read by the reader of answers, and as forgivingly."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from archassist.answers.answer import AnswerError
from archassist.answers.form_fields import (
    read_day,
    read_days,
    read_factor,
    read_month,
    read_share,
    read_whole,
)

TODAY = datetime.date(2026, 11, 27)


def share(text: str) -> float:
    return read_share(text, "The share")


def factor(text: str) -> float:
    return read_factor(text, "The factor")


def months(text: str) -> int:
    return read_whole(text, "The months", "months")


def month(text: str) -> str:
    return read_month(text, TODAY)


def day(text: str) -> str:
    return read_day(text, TODAY)


@pytest.mark.parametrize(
    ("read", "typed", "meaning"),
    [
        (share, "30%", 0.3),
        (share, "0,3", 0.3),
        (share, "a third", pytest.approx(1 / 3)),
        (share, "half", 0.5),
        (share, "1 in 5", 0.2),
        (factor, "3", 3),
        (factor, "3x", 3),
        (factor, "1,5", 1.5),
        (factor, "twice", 2),
        (factor, "300%", 3),
        (months, "3", 3),
        (months, "3 months", 3),
        (months, "three", 3),
        (months, "1.5", None),
        (months, "3..5", None),
        (read_days, "", []),
        (read_days, "5", [5]),
        (read_days, "3..8", [3, 8]),
        (read_days, "3 to 8 days", [3, 8]),
        (read_days, "3-8d", [3, 8]),
        (read_days, "half a day", [0.5]),
        (read_days, "2 weeks", [10]),
        (read_days, "1-2 weeks", [5, 10]),
        (read_days, "a week", [5]),
        (read_days, "10 Tage", [10]),
        (read_days, "5 person-days", [5]),
        (read_days, "5+", None),
        (read_days, "2 months", None),
        (read_days, "8..3", None),
        (read_days, "some", None),
        (read_month, "2027-03", "2027-03"),
        (read_month, "2027/3", "2027-03"),
        (read_month, "03/2027", "2027-03"),
        (read_month, "Mar 2027", "2027-03"),
        (read_month, "march, 2027", "2027-03"),
        (read_month, "Sept. 2027", "2027-09"),
        (read_month, "2027-13", None),
        (read_month, "2027-03-01", "2027-03"),
        (month, "next month", "2026-12"),
        (month, "March", "2027-03"),
        (month, "in 3 months", "2027-02"),
        (month, "Q3 2027", "2027-07"),
        (month, "März 2027", "2027-03"),
        (month, "juin 2027", "2027-06"),
        (month, "jui 2027", None),
        (read_month, "sometime", None),
        (read_month, "0001-03", None),
        (read_month, "9999-12", None),
        (read_month, "March 1899", None),
        (read_month, "3/27", None),
        (read_month, "", None),
        (read_day, "2027-03-31", "2027-03-31"),
        (read_day, "31.03.2027", "2027-03-31"),
        (read_day, "31 March 2027", "2027-03-31"),
        (read_day, "March 31, 2027", "2027-03-31"),
        (read_day, "31/03/2027", "2027-03-31"),
        (read_day, "05/05/2027", "2027-05-05"),
        (read_day, "2027-02-30", None),
        (read_day, "31.12.9999", None),
        (read_day, "0001-01-01", None),
        (read_day, "end of 9999-01", None),
        (read_day, "soon", None),
        (day, "tomorrow", "2026-11-28"),
        (day, "end of June", "2027-06-30"),
        (day, "June 2027", "2027-06-30"),
        (day, "30 June", "2027-06-30"),
        (day, "30th of June, 2028", "2028-06-30"),
        (day, "in 3 months", "2027-02-27"),
        (day, "Q3 2027", "2027-09-30"),
        (day, "1.12.", "2026-12-01"),
        (day, "Nov 1", "2027-11-01"),
    ],
)
def test_forms_understand_what_people_write(read: Callable[[str], Any], typed: str, meaning: Any) -> None:
    if meaning is None:
        with pytest.raises(AnswerError) as raised:
            read(typed)
        assert str(raised.value).endswith(".")
        assert "unknown" not in str(raised.value)
    else:
        assert read(typed) == meaning


def test_a_day_that_could_be_two_is_asked_back_with_both() -> None:
    with pytest.raises(AnswerError, match=r"could be two days\. Write 2027-03-04 or 2027-04-03"):
        read_day("03/04/2027")


@pytest.mark.parametrize("read", [share, factor, months, read_days, read_month, read_day])
def test_a_long_text_in_a_form_is_refused_at_once(read: Callable[[str], Any]) -> None:
    for text in ("1-" * 100_000, " " * 100_000 + "x", "9" * 100_000, "days " * 40_000):
        with pytest.raises(AnswerError):
            read(text)
