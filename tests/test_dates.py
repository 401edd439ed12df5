"""Days and months that people write."""

from __future__ import annotations

import datetime

import pytest

from archassist.dates import DateFault, month_named, read_day, read_month, sensible


def test_days_and_months_are_read_in_one_form() -> None:
    assert read_day(" 2026-11-20 ") == datetime.date(2026, 11, 20)
    assert read_month("2027-03") == "2027-03"
    assert (sensible("1990-01"), sensible("2200-12"), sensible("9999-12"), sensible("0000-01")) == (
        True,
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-13-01", "2026-02-30", "20261120", "2026-W01-1", "٢٠٢٦-١١-٢٠", "x" * 9000]
)
def test_what_is_no_date_says_how_to_write_one(text: str) -> None:
    with pytest.raises(DateFault, match=r"is not a date\. Write it as 2026-11-20") as refused:
        read_day(text)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize("text", ["", "2027", "2027-13", "2027-00", "27-03", "2027-03-01", "March 2027"])
def test_what_is_no_month_says_how_to_write_one(text: str) -> None:
    with pytest.raises(DateFault, match=r"is not a month\. Write it as 2027-03"):
        read_month(text)


@pytest.mark.parametrize("text", ["0001-01-01", "1989-12-31", "2201-01-01", "9999-12-31"])
def test_years_in_which_nothing_happens_are_told(text: str) -> None:
    for read, part in ((read_day, text), (read_month, text[:7])):
        with pytest.raises(DateFault, match="outside the supported years 1990 to 2200"):
            read(part)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("March", 3),
        ("März", 3),
        ("maerz", 3),
        ("FEB", 2),
        ("août", 8),
        ("января", 1),
        ("dez", 12),
        ("mars", 3),
        ("mid", 0),
    ],
)
def test_a_month_is_known_by_its_name_in_several_languages(word: str, month: int) -> None:
    assert month_named(word) == month


@pytest.mark.parametrize(
    ("word", "month"), [("sept", 9), ("octob", 10), ("mar", 3), ("ju", 0), ("ma", 0), ("x", 0)]
)
def test_the_beginning_of_a_name_counts_when_it_is_that_of_one_month(word: str, month: int) -> None:
    assert month_named(word, begun=True) == month
