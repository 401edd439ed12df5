"""Histories from CSV files: what is read, and what is said of those that cannot be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.rulebook import Rulebook
from archassist.session import AnswerError, Review
from archassist.session.growth_file import read_growth, read_growth_text


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
        ("2026-01,1000\n", "", "one month says nothing"),
        ("2026-01,1000\n2026-01-01,2000\n2026-02,3000\n", ":2:", "stands twice"),
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


def test_what_is_no_text_or_not_there_is_said(tmp_path: Path, shipped: Rulebook) -> None:
    question = shipped.questions["mau_now"]
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe2")
    for name in ("bad.csv", "none.csv"):
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
