"""`archassist focus`, and how `assess` leads with what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, refused


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_a_review_is_about_is_recorded_and_shown(run: Run) -> None:
    run("new", "r.toml")
    told = run("focus", "r.toml", "--decide", "caching=2027-03-31", "--hurts", "cost", "--present", "product")
    assert told.code == 0
    assert "To be decided by 2027-03-31." in told.out
    assert "Because of: The bill." in told.out
    view = json.loads(run("focus", "r.toml", "--json").out)
    assert view["at_issue"][0] == {
        "decision": "caching", "title": "Caching layers", "by": "2027-03-31", "named": True, "pains": [],
    }  # fmt: skip
    assert view["present"] == ["product"]


def test_all_of_it_is_recorded_or_nothing(run: Run) -> None:
    run("new", "r.toml")
    before = Path("r.toml").read_bytes()
    refused(run("focus", "r.toml", "--decide", "caching", "messagin"), "Did you mean messaging")
    refused(run("focus", "r.toml", "--decide", "caching", "--hurts", "lunch"), "there is no pain")
    assert Path("r.toml").read_bytes() == before


def test_assess_leads_with_what_is_to_be_decided_and_opens_the_rest_when_asked(run: Run) -> None:
    run("new", "r.toml", "--example", "notion-2021")
    run("focus", "r.toml", "--decide", "messaging=2027-01-15")
    short, whole = run("assess", "r.toml").out, run("assess", "r.toml", "--all").out
    assert short.index("Decide now") < short.index("Messaging technology") < short.index("Default: ")
    assert "The team has to decide it by 2027-01-15." in short
    assert len(short.split()) < len(whole.split()) / 2
    assert "more\n" in short
    assert "Not yet\n" not in short
    assert "Not yet\n" in whole
    places = {
        each["triage"]["place"] for each in json.loads(run("assess", "r.toml", "--json").out)["decisions"]
    }
    assert {"decide_now", "default", "later"} <= places
