"""Measurements from a file: what is read, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.rulebook import Rulebook
from archassist.session import AnswerError
from archassist.session.evidence_file import read_evidence


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
    answers, facts = read_evidence(path, shipped)
    assert {id: answer.value for id, answer in answers.items()} == {
        "mau_now": 120_000.0,
        "slo_goal": 99.9,
        "live_share": "most",
    }
    assert facts == {"db_util": 0.5, "oncall_ok": True}


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("e.json", '{"db_util":\n1e400}', 1, "db_util: a number (inf) where a number"),
        ("e.json", '{"mau_now": ' + "9" * 5000 + "}", 1, "5,000 digits"),
        ("e.json", '{"mau_now": 1e400}', 1, "mau_now: That number is too large"),
        ("e.json", "[" * 99_999, 1, "nested"),
        ("e.json", "[1, 2]", 0, "an object with ids and values"),
        ("e.json", "3", 0, "an object with ids and values"),
        ("e.json", '{"mau_now": 1, "mau_now": 2}', 1, "stands twice"),
        ("e.json", '{"mau_now": {"value": 1}}', 1, "write one value"),
        ("e.json", '{"mau_now": null}', 1, "mau_now: "),
        ("e.json", '{"live_share": "\\ud800"}', 1, "half a character"),
        ("e.toml", "\nmau_know = 5", 2, "Did you mean mau_now"),
        ("e.toml", "mau_now = true", 1, "true or false (true) where a number belongs"),
        ("e.toml", "mau_now = nan", 1, "mau_now: "),
        ("e.toml", "mau_now = 2026-01-01", 1, "a date or time"),
        ("e.toml", "live_share = 3", 1, "the id of a choice"),
        ("e.toml", "mau_now = -5", 1, "less than this question takes"),
        ("e.toml", "db_util = 'lots'", 1, "where a number belongs"),
        ("e.toml", "db_util = '1_000'", 1, "where a number belongs"),
        ("e.toml", "oncall_ok = 0.7", 1, "where true or false belongs"),
        ("e.toml", "a" + ".a" * 9999 + " = 1", 1, "deep"),
        ("e.toml", "[answers.mau_now]\nvalue = 3", 1, "write one value"),
        ("e.toml", "", 0, "no measurement"),
        ("e.csv", "id,value\n", 0, "no measurement"),
        ("e.csv", "mau_now\n", 1, "an id and a value"),
        ("e.csv", "mau_now,1,2\n", 1, "an id and a value"),
        ("e.csv", "mau_now,100\n\nmau_now,200", 3, "stands twice, in line 1"),
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


def test_a_file_that_is_none_is_told(tmp_path: Path, shipped: Rulebook) -> None:
    for path in (tmp_path, tmp_path / "none.toml", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(AnswerError, match=str(path)):
            read_evidence(path, shipped)
