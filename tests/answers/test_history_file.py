"""Histories from CSV files: what is read, and what is said of those that cannot be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.answers.history_file import read_growth, read_growth_text
from archassist.rulebook import Rulebook
from archassist.session import Review


def read(text: str, shipped: Rulebook) -> dict[str, float]:
    return read_growth_text(text, "users.csv", shipped.questions["mau_now"]).users


@pytest.mark.parametrize(
    "text",
    [
        "date,value\n2026-01,1000\n2026-02,1200\n",
        "month;users\n2026-01-31;1.000\n2026-02-28;1.2k\n",
        "2026/01\t1k\n2026/02\t1200\n",
        "\ufeffJan 2026,1000\nFebruary 2026,1200\n".lstrip("\ufeff"),
        "02/2026,1200\n01/2026,1000\n",
        '"2026-01","1,000"\n\n"2026-02","1,200"\n',
    ],
    ids=["with a head", "semicolons", "tabs", "names", "backwards", "quoted"],
)
def test_months_and_users_are_read_however_they_are_written(text: str, shipped: Rulebook) -> None:
    if "1.000" in text:
        text = text.replace("1.000", "1000")
    assert read(text, shipped) == {"2026-01": 1000.0, "2026-02": 1200.0}


def test_gaps_and_days_are_told_and_taken(shipped: Rulebook) -> None:
    text = "2026-01-01,1000\n2026-01-31,1100\n2026-04-30,1500\n2026-05-31,1600\n"
    found = read_growth_text(text, "users.csv", shipped.questions["mau_now"])
    assert found.users == {"2026-01": 1100.0, "2026-04": 1500.0, "2026-05": 1600.0}
    assert len(found.remarks) == 2
    assert "missing" in found.remarks[1]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", "", "no row"),
        ("date,users\n", "", "no row"),
        ("2026-01,1000\n", "", "one month is not enough"),
        ("2026-01,1000\n2026-01-01,2000\n2026-02,3000\n", ":2:", "is listed twice"),
        ("2026-01,1000\nsoon,2000\n", ":2:", "not a month"),
        ("2026-01,1000\n2026-13,2000\n", ":2:", "not a month"),
        ("2026-01,1000\n2026-02,many\n", ":2:", "many"),
        ("2026-01,1000\n2026-02,10..20\n", ":2:", "not one number"),
        ("2026-01,$1000\n2026-02,€1200\n", ":1:", "is money"),
        ("2026-01,1000\n2026-02,0\n", ":2:", "less than this question takes"),
        ("2026-01,1000\n2026-02,-5\n", ":2:", ""),
        ("2026-01,1000\n2026-02,1200000\n", ":2:", "another unit"),
        ("2026-01\n2026-02\n", ":1:", "needs a date and a number"),
        ("2026-01,1e400\n2026-02,1\n", ":1:", ""),
    ],
    ids=[
        "empty", "only a head", "one row", "a duplicate", "no date", "no such month", "no number", "a range",
        "money", "nobody", "fewer than nobody", "two units", "one column", "beyond numbers",
    ],
)  # fmt: skip
def test_a_doubtful_history_is_refused_with_its_line(
    text: str, line: str, said: str, shipped: Rulebook
) -> None:
    with pytest.raises(AnswerError) as refused:
        read(text, shipped)
    assert f"users.csv{line}" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "month,sessions,users\n2026-01,99,1000\n2026-02,98,1200\n",
        "users,month\n1000,2026-01\n1200,2026-02\n",
        "id,month,MAU,new_users\n7,2026-01,1000,10\n8,2026-02,1200,20\n",
        "month;Monthly Active Users;DAU\n2026-01;1000;90\n2026-02;1200;95\n",
        "month,users,\n2026-01,1000,\n2026-02,1200,\n",
        "2026-01,1000\r2026-02,1200\r",
    ],
    ids=[
        "the third column",
        "the first column",
        "before new ones",
        "beside those of a day",
        "a comma more",
        "old Macs",
    ],
)
def test_the_column_that_is_called_users_is_taken(text: str, shipped: Rulebook) -> None:
    assert read(text, shipped) == {"2026-01": 1000.0, "2026-02": 1200.0}


def test_the_column_that_was_taken_is_named_when_there_are_others(shipped: Rulebook) -> None:
    text = "month,sessions,users\n2026-01,99,1000\n2026-02,98,1200\n"
    found = read_growth_text(text, "users.csv", shipped.questions["mau_now"])
    assert found.remarks == ("users were taken from the column “users”.",)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("month,sessions\n2026-01,99\n2026-02,98\n", ":1:", "“sessions”"),
        ("month,sessions,visits\n2026-01,99,9\n2026-02,98,8\n", ":1:", "“sessions”, “visits”"),
        ("month,new users\n2026-01,99\n2026-02,98\n", ":1:", "“new users” may be other than all users"),
        ("month,users growth %\n2026-01,12\n2026-02,13\n", ":1:", "“users growth %” may be other"),
        ("month,users\n01/02/2026,99\n02/03/2026,98\n", ":2:", "Write 2026-01-02 or 2026-02-01"),
        ("month,users\n2026-01,99 sessions\n2026-02,98\n", ":2:", "This is asked in users"),
        ("month,DAU\n2026-01,99\n2026-02,98\n", ":1:", "does not count the users of a month"),
        ("month,new users,paying users\n2026-01,9,1\n2026-02,8,1\n", ":1:", "“new users” and “paying users”"),
        ("month,users (thousands)\n2026-01,9\n2026-02,8\n", ":1:", "does not count single users"),
        ("2026-01,99,1000\n2026-02,98,1200\n", ":1:", "“99” or “1000”"),
        (
            "month,users\n2026-01,101.000\n2026-02,99\n",
            ":2:",
            "101 users or 101,000 users. Write 101 or 101000",
        ),
        ("month,users\n2026-01,120.000\n2026-02,98.000\n", ":2:", "Write 120 or 120000"),
        ("month,users\n0001-01,1000\n2026-02,1200\n", ":2:", "outside the supported years"),
        ("month,users\n9999-12,1000\n2026-02,1200\n", ":2:", "outside the supported years"),
        ("month,users\n2026-01,1000\n2026-02,1200,7\n", ":3:", "3 cells here and 2"),
        ('month,users\n2026-01,1000\n2026-02,"1200\n', ":3:", "quotation mark"),
        ("2006-01,10\n2026-02," + "9" * 400 + "\n", ":2:", ""),
        ("2026-01,1000\n2026-02," + "x" * 200_000, ":2:", "131,072"),
    ],
    ids=[
        "sessions",
        "two others",
        "new ones",
        "a share",
        "two days",
        "sessions in a cell",
        "of a day",
        "two kinds",
        "thousands",
        "no head",
        "two readings",
        "thousands by a dot",
        "long ago",
        "far away",
        "a cell more",
        "no end of a quotation",
        "beyond numbers",
        "a long cell",
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_asked_back(
    text: str, line: str, said: str, shipped: Rulebook
) -> None:
    test_a_doubtful_history_is_refused_with_its_line(text, line, said, shipped)


@pytest.mark.parametrize(
    ("text", "users", "said"),
    [
        ("month;users\n2026-01;1.234.567\n2026-02;1.300.000\n", 1_300_000, ""),
        ("month;users\n2026-01;95.000\n2026-02;98.512\n", 98_512, "“95.000” is 95,000 users"),
        ("month;users\n2026-01;950\n2026-02;1.020\n", 1020, ""),
        ("month;users\n2026-01;9.500\n2026-02;12.000\n", 12_000, "“12.000” is 12,000 users"),
        ("month;users\n2026-01;120.000\n2026-02;130.000,5\n", 130_000.5, "decimal comma"),
        ("month;users\n2026-01;120.000\n2026-02;130.5\n", 130.5, "“120.000” is 120 users"),
        ("01/01/2026,990\n01/02/2026,1000\n", 1000, "“01/02/2026” was read as 2026-02-01"),
        ("01/31/2026,990\n02/03/2026,1000\n", 1000, "“02/03/2026” was read as 2026-02-03"),
        ("31.01.2026,990\n28.02.2026,1000\n", 1000, ""),
        ("März 2026,1100\nfévrier 2026,1000\nJan 2026,900\n", 1000, ""),
    ],
    ids=[
        "many dots", "no half users", "only thousands can be", "the others tell", "a decimal comma", "a decimal point",
        "the first of each month", "no thirteenth month", "dots", "names",
    ],
)  # fmt: skip
def test_a_column_tells_how_each_of_its_cells_is_meant_and_what_it_told_is_said(
    text: str, users: float, said: str, shipped: Rulebook
) -> None:
    found = read_growth_text(text, "users.csv", shipped.questions["mau_now"])
    assert found.users["2026-02"] == users
    assert said in " ".join(found.remarks)
    assert bool(found.remarks) == bool(said)


def test_rows_twenty_years_apart_are_taken(shipped: Rulebook) -> None:
    found = read_growth_text("2006-01,10\n2026-01,5000000\n", "users.csv", shipped.questions["mau_now"])
    assert found.users == {"2006-01": 10.0, "2026-01": 5_000_000.0}


def test_what_is_no_text_or_not_there_is_said(tmp_path: Path, shipped: Rulebook) -> None:
    question = shipped.questions["mau_now"]
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe2")
    (tmp_path / "folder.csv").mkdir()
    for name in ("bad.csv", "none.csv", "folder.csv"):
        with pytest.raises(AnswerError, match=name):
            read_growth(tmp_path / name, question)


def test_a_refused_history_changes_nothing(tmp_path: Path) -> None:
    from archassist.cli import main

    session, history = tmp_path / "s.toml", tmp_path / "users.csv"
    Review.create(session)
    history.write_text("2026-01,1000\n2026-02,1200\n")
    assert main(["history", str(session), str(history)]) == 0
    before = session.read_text()
    assert "2026-02" in before
    history.write_text("2026-01,1000\n2026-01,2000\n")
    assert main(["history", str(session), str(history)]) == 2
    assert session.read_text() == before
    history.write_text("2026-05,1000\n2026-06,1300\n")
    assert main(["history", str(session), str(history)]) == 0
    assert list(Review.open(session).history) == ["2026-05", "2026-06"]
