"""The commands for what may come: forecast, history, expect, plan, prioritise, risk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archassist.cli import main
from tests.undecided import undecided

DATE = "2026-11-20"


@pytest.fixture(autouse=True)
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    undecided("notion-2021", "s.toml")


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def data(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code, out, _ = ran(capsys, *words, "--json")
    assert code == 0
    return json.loads(out)


def test_the_forecast_tells_bands_limits_and_phases(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "forecast", "s.toml", "--date", DATE)
    assert code == 0
    assert "eight in ten futures between" in out
    assert "The largest table is hard to maintain" in out
    assert "Already so" in out
    view = data(capsys, "forecast", "s.toml", "--date", DATE)
    assert len(view["bands"]["mau_now"]["middle"]) == 37
    assert {each["id"] for each in view["limits"]} >= {"primary_cpu", "largest_table", "budget"}


def test_an_event_and_a_history_stand_in_the_forecast(capsys: pytest.CaptureFixture[str]) -> None:
    Path("users.csv").write_text("month,users\n2026-01,1000\n2026-06,3000\n2026-10,5000\n")
    assert ran(capsys, "history", "s.toml", "users.csv")[0] == 0
    assert ran(capsys, "expect", "s.toml", "Launch", "2027-03", "--factor", "4", "--months", "2")[0] == 0
    out = ran(capsys, "forecast", "s.toml", "--date", DATE)[1]
    assert "3 months of history" in out
    assert "Launch: 4 times the users of a month, from March 2027 for 2 months" in out
    said = ran(capsys, "expect", "s.toml", "Sale", "2027-11", "--factor", "3", "--days", "1")[1]
    assert "3 times the load of an ordinary busiest hour, for 1 day in November 2027" in said
    assert "Users, data and the bill of the month stay as they are" in said
    assert "2027-11, 1 day: " in ran(capsys, "forecast", "s.toml", "--date", DATE)[1]
    assert ran(capsys, "expect", "s.toml", "Launch")[0] == 0
    assert "Launch" not in ran(capsys, "forecast", "s.toml", "--date", DATE)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("expect", "s.toml", "X", "2027-03"), "--factor 3"),
        (("expect", "s.toml", "X"), "no event"),
        (("expect", "s.toml", "X", "2027-03", "--factor", "3", "--days", "0"), "an hour or longer"),
        (
            ("expect", "s.toml", "X", "2027-03", "--factor", "3", "--days", "40"),
            "days must be a number from 0.01 to 31",
        ),
        (("expect", "s.toml", "X", "2027-03", "--factor", "3", "--days", "two-ish"), "--days"),
        (("expect", "s.toml", "X", "soon", "--factor", "3"), "2027-03"),
        (("history", "s.toml", "none.csv"), "none.csv"),
        (("plan", "s.toml", "--pin", "db.index"), "write ID=2027-03"),
        (("plan", "s.toml", "--pin", "db.index=soon"), "2027-03"),
        (("plan", "s.toml", "--drop", "db.indx"), "Did you mean db.index"),
        (("plan", "s.toml", "--estimate", "db.index=many"), "not a number"),
        (("plan", "s.toml", "--share", "300%"), "from 0.01 to 1"),
        (("plan", "s.toml", "--at-once", "0"), "from 1 to 100"),
        (("plan", "s.toml", "--away", "soon=50%"), "2027-03"),
        (("plan", "s.toml", "--date", "today"), "2026-11-20"),
        (("prioritise", "s.toml", "spped"), "attribute"),
        (("risk", "s.toml", "x", "--expires", "soon"), "2027-06-30"),
        (("risk", "s.toml", "x", "--drop"), "no accepted risk"),
        (("diff", "s.toml", "s.toml", "--months", "99"), "from 0 to 36"),
        (("diff", "s.toml", "s.toml", "--old-rules", "nowhere"), "nowhere"),
    ],
    ids=lambda each: " ".join(each[2:]) if isinstance(each, tuple) else "",
)
def test_what_cannot_be_is_said_and_changes_nothing(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("s.toml").read_text()
    code, out, err = ran(capsys, *words)
    assert code == 2
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert Path("s.toml").read_text() == before


def test_the_plan_stands_in_quarters_and_re_forms_around_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    plain = data(capsys, "plan", "s.toml", "--date", DATE)
    assert plain["items"][0]["quarter"] == "2026-Q4"
    assert {"practice", "decision"} <= {item["kind"] for item in plain["items"]}
    assert plain["costs"] == []
    view = data(
        capsys, "plan", "s.toml", "--date", DATE, "--pin", "db.index=2027-04", "--postpone", "db.pooler=2027-08",
        "--drop", "db.query-tune", "--estimate", "obs.slow-query=5..10",
    )  # fmt: skip
    items = {item["id"]: item for item in view["items"]}
    assert items["db.index"]["start"] == "2027-04"
    assert items["db.pooler"]["start"] >= "2027-08"
    assert "db.query-tune" not in items
    assert items["obs.slow-query"]["days"] == [5, 10]
    assert {each["step"] for each in view["costs"]} == {
        "db.index",
        "db.pooler",
        "db.query-tune",
        "obs.slow-query",
    }
    code, out, _ = ran(capsys, "plan", "s.toml", "--date", DATE)
    assert code == 0
    assert "What the change to “Review indexes” cost" in out
    back = data(
        capsys, "plan", "s.toml", "--date", DATE, *(
            word for id in ("db.index", "db.pooler", "db.query-tune", "obs.slow-query") for word in ("--reset", id)
        )
    )  # fmt: skip
    assert back == plain


def test_a_pin_that_cannot_be_had_is_told_with_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    view = data(capsys, "plan", "s.toml", "--date", DATE, "--pin", "write_scaling.sharding=2026-12")
    assert any("cannot start before" in problem for problem in view["problems"])
    out = ran(capsys, "plan", "s.toml", "--date", DATE)[1]
    assert "! Write scaling and data size: Shard by key is pinned to 2026-12" in out


def test_the_plan_fits_the_team(capsys: pytest.CaptureFixture[str]) -> None:
    usual = data(capsys, "plan", "s.toml", "--date", DATE)
    more = data(capsys, "plan", "s.toml", "--date", DATE, "--share", "60%", "--at-once", "4")
    assert more["capacity"]["share"] == 0.6
    ends = [max(item["done"] for item in view["items"]) for view in (usual, more)]
    assert ends[1] < ends[0]


def test_priorities_and_risks_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No ranking yet" in ran(capsys, "prioritise", "s.toml")[1]
    assert (
        "Priorities: Availability, then Running cost"
        in ran(capsys, "prioritise", "s.toml", "availability", "cost")[1]
    )
    assert data(capsys, "prioritise", "s.toml")["ranking"][0]["id"] == "availability"
    assert "No ranking yet" in ran(capsys, "prioritise", "s.toml", "--none")[1]
    assert "No accepted risks" in ran(capsys, "risk", "s.toml")[1]
    out = ran(
        capsys, "risk", "s.toml", "zone", "--title", "One zone", "--owner", "ana", "--expires", "2020-01-01"
    )[1]
    assert "(expired)" in out
    assert data(capsys, "risk", "s.toml")[0]["owner"] == "ana"
    assert ran(capsys, "risk", "s.toml", "zone", "--drop")[0] == 0


def test_why_tells_what_each_source_says(capsys: pytest.CaptureFixture[str]) -> None:
    reasons = data(capsys, "why", "s.toml", "write_scaling")["favour"]
    sources = [source for reason in reasons for source in reason["source"]]
    assert sources
    assert all(source["supports"] for source in sources)
    assert "It says: " in ran(capsys, "why", "s.toml", "write_scaling")[1]


def test_why_tells_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Depends on" in ran(capsys, "why", "s.toml", "write_scaling")[1]
    view = data(capsys, "why", "s.toml", "write_scaling")
    assert set(view["rests_on"]) == {"fixed", "answers"}
