"""What people type on the command line is shown back as it was understood, and refused with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.cli import main
from archassist.session import Review


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    Review.create(tmp_path / "s.toml")
    return tmp_path / "s.toml"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "s.toml", "dau_mau=30%", "mau_now=6000 DAU"], "dau_mau: 30%\nmau_now: 20,000 users\n"),
        (["set", "s.toml", "mau_now=6000 DAU", "dau_mau=30%"], "mau_now: 20,000 users\ndau_mau: 30%\n"),
        (["set", "s.toml", "largest_table_gb=900 million rows x 200 bytes"], "largest_table_gb: 180 GB\n"),
        (["set", "s.toml", "mau_now=1k", "mau_now=1k"], "mau_now: 1,000 users\n"),
        (["plan", "s.toml", "--pin", "db.index=March 2027"], "db.index: starts in March 2027"),
        (["plan", "s.toml", "--postpone", "db.index=Q2 2027"], "db.index: not before April 2027"),
        (["plan", "s.toml", "--estimate", "db.index=2 weeks"], "db.index: 10 working days"),
        (["plan", "s.toml", "--estimate", "db.index=1-2 weeks"], "db.index: 5 to 10 working days"),
        (["plan", "s.toml", "--share", "an eighth"], "share: 12.5% of the engineers' time"),
        (["plan", "s.toml", "--away", "aug 2027=half"], "August 2027: 50% of the time is missing"),
        (
            ["expect", "s.toml", "sale", "Nov 2027", "--factor", "300%", "--months", "two"],
            "sale: 3 times the users of a month, from November 2027 for 2 months",
        ),
        (["risk", "s.toml", "zone", "--expires", "30 June 2027"], "until 2027-06-30"),
        (["diff", "s.toml", "s.toml", "--months", "6 months"], "Nothing differs."),
    ],
)  # fmt: skip
def test_what_was_understood_is_said(
    words: list[str], said: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0
    printed = capsys.readouterr()
    assert said in printed.out + printed.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "s.toml", "mau_now=6000 DAU", "dau_mau=unknown"], "Answer dau_mau"),
        (["set", "s.toml", "dau_mau=30%", "mau_now=6000 DAU", "--clear", "dau_mau"], "both set and cleared"),
        (["set", "s.toml", "mau_now=1k", "mau_now=2k"], "given twice"),
        (["set", "s.toml", "infra_usd_m=$5-10k"], "could be $5,000/month to $10,000/month or $5/month to $10,000/month"),
        (["plan", "s.toml", "--share", "150%"], "from 0.01 to 1, such as 0.2"),
        (["plan", "s.toml", "--share", "20"], "Write 20%"),
        (["plan", "s.toml", "--at-once", "1.5"], "not a whole number. Write one such as 3"),
        (["plan", "s.toml", "--estimate", "db.index=3 users"], "such as 3..8"),
        (["plan", "s.toml", "--pin", "db.index=soon"], "Write it as 2027-03"),
        (["plan", "s.toml", "--pin", "db.index=1.1.9999"], "outside the supported years"),
        (["plan", "s.toml", "--pin", "db.index=9999-01"], "outside the supported years"),
        (["risk", "s.toml", "zone", "--expires", "03/04/2027"], "Write 2027-03-04 or 2027-04-03"),
        (["risk", "s.toml", "zone", "--expires", "31.12.9999"], "outside the supported years"),
        (["expect", "s.toml", "sale", "2027-11", "--factor", "5 users"], "such as 3"),
        (["expect", "s.toml", "sale", "2027-11", "--factor", "3", "--months", "1.000"], "--months"),
        (["diff", "s.toml", "s.toml", "--months", "many"], "--months"),
        (["diff", "s.toml", "s.toml", "--months", "900"], "from 0 to"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_and_changes_nothing(
    words: list[str], said: str, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = session.read_bytes()
    assert main(words) == 2
    assert said in capsys.readouterr().err
    assert session.read_bytes() == before


def test_users_of_a_day_use_the_share_that_was_answered_before(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", "s.toml", "dau_mau=20%"]) == 0
    assert main(["set", "s.toml", "mau_now=6000 DAU"]) == 0
    assert main(["set", "s.toml", "mau_12m=6000 DAU", "dau_mau=30%"]) == 0
    assert (
        capsys.readouterr().out
        == "dau_mau: 20%\nmau_now: 30,000 users\nmau_12m: 20,000 users\ndau_mau: 30%\n"
    )
    assert main(["set", "s.toml", "mau_now=6000 DAU", "--clear", "dau_mau"]) == 2
