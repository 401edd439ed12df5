"""A meeting from the command line: people's own answers, agenda and clock, actions, minutes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archassist.session import Review
from tests.cli.interviews import SESSION, Ask
from tests.cli.runs import Run, refused


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "r.toml")
    run("focus", "r.toml", "--present", "Ana", "Ben")


def test_people_answer_unseen_then_all_is_shown_and_one_answer_is_agreed_on(run: Run) -> None:
    run("answers", "r.toml", "--ask", "mau_now")
    assert "Still to answer: Ben." in run("say", "r.toml", "--as", "ana", "mau_now=41234").out
    told = run("answers", "r.toml").out
    assert "Answered: Ana." in told
    assert "41,234" not in told
    assert "41,234" not in run("answers", "r.toml", "--as", "Ben", "--json").out
    assert "41,234" in run("answers", "r.toml", "--as", "Ana").out
    run("say", "r.toml", "--as", "Ben", "mau_now=50k", "--note", "with bots")
    shown = run("answers", "r.toml", "--show", "mau_now").out
    assert "- Ben: 50,000 users. Note: with bots" in shown
    assert "--agree mau_now=41234..50000" in shown
    agreed = run("answers", "r.toml", "--agree", "mau_now=45k", "--by", "Ana, Ben").out
    assert "agreed: 45,000 users" in agreed
    view = json.loads(run("answers", "r.toml", "--json").out)
    assert [each["person"] for each in view["rounds"][0]["voices"]] == ["Ana", "Ben"]


def test_answers_of_one_command_are_all_taken_or_none(run: Run) -> None:
    before = Path("r.toml").read_bytes()
    refused(run("say", "r.toml", "--as", "Ana", "mau_now=40k", "engineers=many"))
    refused(run("say", "r.toml", "--as", "Ana", "mau_now"), "mau_now=ANSWER")
    refused(run("answers", "r.toml", "--ask", "mau_now", "--show", "mau_now"), "Nobody has answered")
    refused(run("answers", "r.toml", "--agree", "mau_now"), "what is agreed on")
    assert Path("r.toml").read_bytes() == before


def test_a_meeting_is_planned_begun_turned_and_closed(run: Run) -> None:
    run("focus", "r.toml", "--decide", "caching=2026-12-15")
    told = run(
        "meeting", "r.toml", "--plan", "--minutes", "60", "--add", "Who pays?=5", "--role", "Ana=facilitator"
    )
    assert "Caching layers [caching]" in told.out
    assert "Who pays? [who-pays]  5 min" in told.out
    assert "Ana (facilitator), Ben" in told.out
    run("meeting", "r.toml", "--begin", "--title", "Scaling")
    assert "> Caching layers" in run("meeting", "r.toml", "--turn", "caching").out
    assert "✓ Caching layers" in run("meeting", "r.toml", "--next", "--park", "The bill", "--by", "Ben").out
    run("set", "r.toml", "mau_now=40k")
    run("meeting", "r.toml", "--pause")
    refused(run("meeting", "r.toml", "--pause"), "a break already")
    run("action", "r.toml", "--title", "Load test", "--owner", "Ben", "--due", "2026-12-15")
    assert run("meeting", "r.toml", "--close", "--summary", "We cache.").code == 0
    minutes = run("minutes", "r.toml").out
    for said in ("Scaling, ", "We cache.", "Caching layers", "Monthly users today: not answered → 40,000 users",
                 "Load test [load-test]  Ben", "The bill (Ben)"):  # fmt: skip
        assert said in minutes
    view = json.loads(run("minutes", "r.toml", "--json").out)
    assert (view["state"], view["summary"]) == ("closed", "We cache.")


def test_what_is_refused_changes_nothing(run: Run) -> None:
    before = Path("r.toml").read_bytes()
    refused(run("meeting", "r.toml", "--turn", "caching"), "no item of the agenda")
    refused(run("meeting", "r.toml", "--close"), "No meeting goes on")
    refused(run("meeting", "r.toml", "--park", "x", "--minutes", "soon", "--plan"))
    refused(run("meeting", "r.toml", "--role", "Ana"), "Ana=facilitator")
    refused(run("minutes", "r.toml"), "No meeting was held yet")
    refused(run("minutes", "r.toml", "--of", "2026"), "there is no meeting")
    refused(run("action", "r.toml", "--owner", "Ana"), "--title")
    refused(run("action", "r.toml", "nothing"), "there is no action")
    refused(run("action", "r.toml", "--title", "x", "--due", "soon"), "“soon”")
    assert Path("r.toml").read_bytes() == before


def test_actions_are_changed_listed_and_dropped(run: Run) -> None:
    assert "No actions." in run("action", "r.toml").out
    run("action", "r.toml", "--title", "Load test", "--due", "2026-01-15", "--decision", "caching")
    run("action", "r.toml", "load-test", "--status", "doing", "--owner", "Ben")
    assert "Load test [load-test]  Ben, by 2026-01-15 (overdue), doing" in run("action", "r.toml").out
    (view,) = json.loads(run("action", "r.toml", "--json").out)
    assert (view["owner"], view["overdue"], view["decision"]) == ("Ben", True, "caching")
    assert "No actions." in run("action", "r.toml", "load-test", "--drop").out


def test_the_plan_ends_with_what_the_team_set_itself_to_do(run: Run) -> None:
    run("set", "r.toml", "engineers=12")
    run("action", "r.toml", "--title", "Load test", "--owner", "Ben", "--due", "2099-12-15")
    run("action", "r.toml", "--title", "Ask legal", "--status", "done")
    assert "Our own actions\n  Load test [load-test]  Ben, by 2099-12-15, todo\n" in run("plan", "r.toml").out
    assert [each["id"] for each in json.loads(run("plan", "r.toml", "--json").out)["actions"]] == [
        "load-test"
    ]


def test_one_person_is_asked_line_by_line_and_not_led_by_what_others_said(ask: Ask, run: Run) -> None:
    run("set", SESSION, "mau_now=41234", "engineers=12")
    run("say", SESSION, "--as", "Ben", "mau_now=51234")
    run("answers", SESSION, "--ask", "engineers")
    asked = ask("", more=("--as", "ana"))
    assert set(asked.questions) <= {"mau_now", "engineers"}, "only what is put to everybody"
    assert asked.questions
    asked = ask("mau_now", "60k", "back", "note with bots", more=("--as", "Ana"))
    assert asked.code == 0
    assert "1234" not in asked.out
    assert "understood: 60,000 users" in asked.out
    assert ask("engineers", "u", more=("--as", "Ana")).code == 0
    there = Review.open(SESSION).rounds
    assert there["mau_now"].heard_by("Ana")["Ana"].answer.value == 60_000
    assert there["engineers"].heard_by("Ana")["Ana"].answer.kind == "unknown"
    assert Review.open(SESSION).answers["mau_now"].value == 41_234


def test_a_verdict_says_when_it_is_looked_at_again(run: Run) -> None:
    told = run("decide", "r.toml", "caching", "http_only", "--review-on", "2027-03-01")
    assert "to be looked at again on 2027-03-01" in told.out
    refused(run("decide", "r.toml", "caching", "http_only", "--review-on", "soon"), "not a date")
