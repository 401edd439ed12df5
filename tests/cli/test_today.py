"""What stands today, from the command line: `set today.DECISION=OPTION`, `ask --only today`, and what follows from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.session import Review
from tests.cli.interviews import SESSION, Ask, on_disk


@pytest.fixture(autouse=True)
def a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Review.create(SESSION)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    printed = capsys.readouterr()
    return code, " ".join(printed.out.split()), printed.err


# -- saying it


def test_it_is_set_and_taken_back_like_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "set", SESSION, "today.caching=3", "engineers=12")[:2] == (
        0,
        "engineers: 12 people today.caching: Shared cache",
    )
    assert on_disk().today == {"caching": "shared_cache"}
    assert told(capsys, "set", SESSION, "--clear", "today.caching")[:2] == (0, "today.caching: not said")
    assert on_disk().today == {}


def test_one_that_is_no_option_stops_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "set", SESSION, "today.caching=redis", "today.redundancy=1", "engineers=12")
    assert (code, out) == (2, "")
    assert "today.caching: there is no option “redis”. Known: http_only, in_process, shared_cache" in err
    assert "Nothing was changed." in err
    assert (on_disk().today, dict(on_disk().answers)) == ({}, {})


@pytest.mark.parametrize("words", [["today.cachin=1"], ["--clear", "today.cachin"], ["today.=1"]])
def test_a_decision_that_is_not_there_is_named(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(capsys, "set", SESSION, *words)
    assert code == 2
    assert "there is no decision" in err
    assert on_disk().today == {}


def test_line_by_line_every_row_may_stay_open(ask: Ask) -> None:
    asked = ask("today", "2", "", "nothing like that", "CDN for static files", "undo", "quit")
    assert "3/33 CDN and edge [today.edge_delivery]" in asked.out
    assert "no option “nothing like that”. Known: origin_only" in asked.err
    assert "undone: Today, CDN and edge: CDN for static files → not said" in " ".join(asked.out.split())
    assert on_disk().today == {"architecture_style": "modular_monolith"}


def test_one_row_can_be_asked_again_and_left_open(ask: Ask) -> None:
    on_disk().run_today("caching", "shared_cache")
    assert "so far: Shared cache" in ask("today.caching", "unknown", more=("--again",)).out
    assert on_disk().today == {}
    assert "no decision “cachin”" in ask("today.cachin").err


def test_whoever_does_not_ask_for_it_is_not_asked(ask: Ask) -> None:
    assert "today." not in ask("", *[""] * 70).out


# -- what follows


def test_a_running_cache_that_is_advised_against_is_a_step_back_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Three people in search of users run a shared cache for pages that must never be stale."""
    main(["set", SESSION, "stage=pre_pmf", "engineers=3", "mau_now=300"])
    main(["set", SESSION, "stale_ok_s=0.1", "consistency=money_grade", "today.caching=shared_cache"])
    capsys.readouterr()
    _, out, _ = told(capsys, "why", SESSION, "caching")
    assert "HTTP caching only is recommended" in out
    assert "Step back from Shared cache to HTTP caching only; it takes up to 4 person-days." in out
    assert "What pays for it: " in out
    _, out, _ = told(capsys, "why", SESSION, "caching", "--json")
    move = json.loads(out)["move"]
    assert (move["kind"], move["from"], move["to"]) == ("step_back", "shared_cache", "http_only")
    assert move["need"]


def test_nine_services_that_become_a_modular_monolith_step_back_at_a_cost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["set", SESSION, "topology=few_services", "deployables=9", "engineers=12", "engineers_12m=14"])
    capsys.readouterr()
    _, out, _ = told(capsys, "assess", SESSION, "--all", "--date", "2026-11-20")
    move = "Step back from Core plus a few services to Modular monolith; it takes 6 to 38 person-weeks"
    assert f"{move}, and leaving Core plus a few services is costly." in out


def test_a_contradiction_stands_beside_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    main(["set", SESSION, "blocks=shared_cache", "today.caching=http_only"])
    capsys.readouterr()
    _, out, _ = told(capsys, "why", SESSION, "caching")
    assert (
        "You say that HTTP caching only stands today, but “Building blocks in place” shows Shared cache."
        in out
    )


def test_a_decision_and_an_option_are_also_known_by_their_titles(capsys: pytest.CaptureFixture[str]) -> None:
    _, by_id, _ = told(capsys, "why", SESSION, "caching", "shared_cache")
    assert told(capsys, "why", SESSION, "Caching layers", "shared cache") == (0, by_id, "")
    code, _, err = told(capsys, "why", SESSION, "Caching layer")
    assert code == 2
    assert "there is no decision" in err


def test_an_assessment_tells_every_move(capsys: pytest.CaptureFixture[str]) -> None:
    main(["set", SESSION, "blocks=cdn", "today.caching=shared_cache"])
    capsys.readouterr()
    _, out, _ = told(capsys, "assess", SESSION, "--json", "--date", "2026-11-20")
    found = {each["id"]: each for each in json.loads(out)["decisions"]}
    assert (found["edge_delivery"]["today"], found["edge_delivery"]["today_known"]) == (
        "static_cdn",
        "derived",
    )
    assert (found["caching"]["today"], found["caching"]["today_known"]) == ("shared_cache", "answered")
    assert (found["messaging"]["today"], found["messaging"]["today_known"]) == (None, None)
    assert found["messaging"]["move"]["kind"] == "adopt"
    assert "what stands today is not answered" in found["messaging"]["move"]["text"]
    for each in found.values():
        assert each["move"]["to"] == each["recommended"]
        assert (each["move"]["kind"] == "keep") == (each["today"] == each["recommended"])
        assert (each["move"]["kind"] == "adopt") == (each["today"] is None)


# -- several people


def test_people_who_agree_on_what_stands_keep_it_and_others_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ana, ben = Review.create("ana.toml"), Review.create("ben.toml")
    for review in (ana, ben):
        review.run_today("redundancy", "multi_zone")
    ana.run_today("caching", "shared_cache")
    ben.run_today("caching", "http_only")
    ben.run_today("messaging", "broker")
    _, out, _ = told(capsys, "merge", "ana.toml", "ben.toml", "--to", "both.toml")
    assert "Today, Caching layers [caching] ana: Shared cache ben: HTTP caching only" in out
    assert Review.open("both.toml").today == {"redundancy": "multi_zone", "messaging": "broker"}
