"""Hard requirements on the command line: with the decision, in plain words, and in `--json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.session import Review

SESSION = "r.toml"


@pytest.fixture(autouse=True)
def a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Review.create(SESSION)
    assert main(["set", SESSION, "rto_h=15 min", "rpo_min=0", "data_gb=2.4 TB", "stage=scaling"]) == 0


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 0
    return " ".join(capsys.readouterr().out.split())


def test_why_tells_what_shuts_an_option_out(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "why", SESSION, "disaster_recovery", "pilot_light")
    assert "Required: back within 15 min when the site or the database is lost (your recovery goal)." in told
    assert "Pilot light in a second region: back after 30 min to 2 hours, not enough." in told


def test_assess_marks_what_no_option_can_meet(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "assess", SESSION)
    assert "! Required, and not met: no write may be lost (your recovery goal)." in told
    assert "What would have to give: logs and copies in another region lag" in told


def test_json_says_by_which_requirements_an_option_is_shut_out(capsys: pytest.CaptureFixture[str]) -> None:
    view = json.loads(said(capsys, "assess", SESSION, "--json"))
    recovery = next(each for each in view["decisions"] if each["id"] == "disaster_recovery")
    assert {each["id"]: each["excluded_by"] for each in recovery["options"]} == {
        "snapshots": ["site_recovery_goal"],
        "point_in_time": ["site_recovery_goal"],
        "pilot_light": ["site_recovery_goal"],
        "warm_standby": [],
        "active_active": [],
    }
    told = {each["id"]: each for each in recovery["requirements"]}
    assert told["site_recovery_goal"]["met"] is True
    assert told["site_recovery_goal"]["questions"] == ["rto_h"]
    assert told["no_loss"]["met"] is False
    assert recovery["standing"] != "firm"
