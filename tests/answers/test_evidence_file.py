"""Measurements from a file: what is read, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.answers.answer import Answer
from archassist.answers.evidence_file import read_evidence
from archassist.rulebook import Rulebook
from archassist.session import Review


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("e.toml", 'mau_now = 120_000\nslo_goal = 99.9\nlive_share = "most"\ndb_util = 0.5\noncall_ok = true\n'),
        ("e.toml", '[answers]\nmau_now = "120k"\nslo_goal = "99.9"\nlive_share = "most"\ndb_util = 5e-1\noncall_ok = 1\n'),
        ("e.json", '{"mau_now": 1.2e5, "slo_goal": 99.9, "live_share": "most", "db_util": 0.5, "oncall_ok": true}'),
        ("e.csv", "id,value\nmau_now,120000\nslo_goal,99.9\nlive_share,most\ndb_util,0.5\noncall_ok,yes\n"),
        ("e.csv", "mau_now;120k\rslo_goal;99.9\rlive_share;most\rdb_util;0.5\roncall_ok;true\r"),
        ("e.csv", "id,from,value\nmau_now,x,120000\nslo_goal,x,99.9\nlive_share,x,most\ndb_util,x,.5\noncall_ok,,1\n"),
    ],
    ids=["TOML", "answers", "JSON", "CSV", "an old Mac", "a column more"],
)  # fmt: skip
def test_answers_and_facts_are_read_in_each_form(
    name: str, text: str, tmp_path: Path, shipped: Rulebook
) -> None:
    path = tmp_path / name
    path.write_text(text, newline="")
    found = read_evidence(path, shipped)
    assert {id: answer.value for id, answer in found.answers.items()} == {
        "mau_now": 120_000.0,
        "slo_goal": 99.9,
        "live_share": "most",
    }
    assert found.facts == {"db_util": 0.5, "oncall_ok": True}


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("e.json", '{"db_util":\n1e400}', 1, "db_util: a number (inf) where a share such as 0.4"),
        ("e.json", '{"mau_now": ' + "9" * 5000 + "}", 1, "5,000 digits"),
        ("e.json", '{"mau_now": 1e400}', 1, "mau_now: That number is too large"),
        ("e.json", "[" * 99_999, 1, "nested"),
        ("e.json", "[1, 2]", 0, "an object with ids and values"),
        ("e.json", "3", 0, "an object with ids and values"),
        ("e.json", '{"mau_now": 1, "mau_now": 2}', 1, "is listed twice"),
        ("e.json", '{"mau_now": {"value": 1}}', 1, "write one value"),
        ("e.json", '{"mau_now": null}', 1, "mau_now: "),
        ("e.json", '{"live_share": "\\ud800"}', 1, "half of a character"),
        ("e.toml", "\nmau_know = 5", 2, "Did you mean mau_now"),
        ("e.toml", "mau_now = true", 1, "true or false (true) where a number belongs"),
        ("e.toml", "mau_now = nan", 1, "mau_now: "),
        ("e.toml", "mau_now = 2026-01-01", 1, "a date or time"),
        ("e.toml", "live_share = 3", 1, "the id of a choice"),
        ("e.toml", "mau_now = -5", 1, "less than this question takes"),
        ("e.toml", "db_util = 'lots'", 1, "“lots” is not a number. Write a share such as 40% or 0.4."),
        ("e.toml", "db_util = '1_000'", 1, "Write 1_000% or a share between 0 and 1"),
        ("e.toml", "oncall_ok = 0.7", 1, "where true or false belongs"),
        ("e.toml", "a" + ".a" * 9999 + " = 1", 1, "deep"),
        ("e.toml", "[answers.mau_now]\nvalue = 3", 1, "write one value"),
        ("e.toml", "", 0, "no measurement"),
        ("e.toml", "db_util = 40", 1, "Write 0.4 or “40%”"),
        ("e.toml", "restore_h = '5 users'", 1, "This is asked in h."),
        ("e.toml", "restore_h = '1..2'", 1, "where one number belongs"),
        ("e.toml", "dau = '6000 MAU'", 1, "counts users over another period than a day"),
        ("e.toml", "mau_now = '6000 DAU'", 1, "Answer dau_mau"),
        ("e.toml", "data_gb = '80 rows'", 1, "is a number of rows. Write the size in GB"),
        ("e.csv", "mau_now;120.000\n", 1, "120 users or 120,000 users"),
        ("e.csv", "id,ms\np95_now_ms,500\n", 1, "which column holds the values: “ms”"),
        ("e.csv", "id,low,high\nmau_now,500,900\n", 1, "which column holds the values: “low”, “high”"),
        ("e.csv", "id,value,unit\ndata_gb,500,users\n", 2, "This is asked in GB"),
        ("e.csv", "id,value\n", 0, "no measurement"),
        ("e.csv", "mau_now\n", 1, "an id and a value"),
        ("e.csv", "mau_now,1,2\n", 1, "an id and a value"),
        ("e.csv", "mau_now,100\n\nmau_now,200", 3, "is listed twice: line 1"),
        ("e.csv", 'mau_now,100\nslo_goal,"99', 2, "quotation mark"),
        ("e.csv", "mau_now," + "1" * 200_000, 1, "131,072"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_once_with_file_and_line(
    name: str, text: str, line: int, said: str, tmp_path: Path, shipped: Rulebook
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(AnswerError) as refused:
        read_evidence(path, shipped)
    assert str(refused.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert said in str(refused.value)
    assert len(str(refused.value)) < 600


@pytest.mark.parametrize(
    ("name", "text", "meaning", "said"),
    [
        (
            "e.csv",
            "mau_now;120.000\ndata_gb;98,5\n",
            {"mau_now": "120,000 users", "data_gb": "98.5 GB"},
            "decimal comma",
        ),
        (
            "e.csv",
            "mau_now;120.000\nreq_per_dau;12.5\n",
            {"mau_now": "120 users", "req_per_dau": "12.5/users/day"},
            "decimal point",
        ),
        ("e.csv", "mau_now;1.234,5\n", {"mau_now": "1,234.5 users"}, ""),
        (
            "e.toml",
            "infra_usd_m = '12.500'\nrto_h = '1,5'",
            {"infra_usd_m": "$12,500/month", "rto_h": "1.5 h"},
            "“12.500” is $12,500/month",
        ),
        (
            "e.csv",
            "id,value,unit\ndata_gb,500,MB\ndb_util,40,%\n",
            {"data_gb": "0.5 GB (500 MB)", "db_util": "40%"},
            "",
        ),
        (
            "e.csv",
            "metric,measured,unit\npeak_rps_now,500,1/s\nwrite_share,0.2,share\n",
            {"peak_rps_now": "500/s", "write_share": "20%"},
            "",
        ),
        (
            "e.toml",
            "restore_h = '90 min'\npeak_rps = '3M/day'\noncall_ok = 'y'",
            {"restore_h": "1.5 h", "peak_rps": "34.7222/s", "oncall_ok": "yes"},
            "",
        ),
        ("e.json", '{"dau": "6k DAU", "db_util": "137%"}', {"dau": "6,000 users", "db_util": "137%"}, ""),
        ("e.csv", "mau_now,6000 DAU\ndau_mau,30%\n", {"mau_now": "20,000 users", "dau_mau": "30%"}, ""),
    ],
    ids=[
        "comma",
        "point",
        "two marks",
        "TOML",
        "a column of units",
        "their own units",
        "facts",
        "a day's users",
        "a share in the file",
    ],
)
def test_what_is_written_in_words_is_read_as_answers_are_and_shown(
    name: str, text: str, meaning: dict[str, str], said: str, tmp_path: Path, shipped: Rulebook
) -> None:
    (tmp_path / name).write_text(text)
    found = read_evidence(tmp_path / name, shipped)
    assert found.understood == meaning
    assert said in " ".join(found.remarks)
    assert bool(found.remarks) == bool(said)


def test_users_of_a_day_are_told_by_the_share_that_the_review_knows(
    tmp_path: Path, shipped: Rulebook
) -> None:
    (tmp_path / "e.toml").write_text("mau_now = '6000 DAU'")
    found = read_evidence(tmp_path / "e.toml", shipped, {"dau_mau": Answer.exact(0.2)})
    assert found.understood == {"mau_now": "30,000 users"}


def test_a_check_says_what_it_understood_of_measurements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from archassist.cli import main

    Review.create(tmp_path / "s.toml")
    (tmp_path / "e.csv").write_text("mau_now;120.000\ndata_gb;98,5\n")
    main(["check", str(tmp_path / "s.toml"), "--docs", str(tmp_path), "--evidence", str(tmp_path / "e.csv")])
    said = capsys.readouterr().err
    assert "mau_now: 120,000 users" in said
    assert "read with a decimal comma" in said


def test_a_file_that_is_none_is_told(tmp_path: Path, shipped: Rulebook) -> None:
    for path in (tmp_path, tmp_path / "none.toml", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(AnswerError, match=str(path)):
            read_evidence(path, shipped)
