"""Answers that contradict each other, on the command line: told when they are given, and first in what follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archassist.cli import main
from archassist.session import Review
from archassist.words import capital
from tests.cli.interviews import SESSION, Ask

SAID = "Answers contradict each other: 25 teams that can release on their own, and 2 engineers in all. A team has"
CHECK = "Check whether part-time people"


@pytest.fixture(autouse=True)
def a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    Review.create(SESSION)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(words))
        printed = capsys.readouterr()
        return code, " ".join(printed.out.split()), " ".join(printed.err.split())

    return run


Run = Callable[..., tuple[int, str, str]]


def test_set_tells_what_an_answer_contradicts_and_takes_it(run: Run) -> None:
    assert "contradict" not in run("set", SESSION, "engineers=2")[1]
    code, out, _ = run("set", SESSION, "teams=25")
    assert code == 0
    assert out.startswith("teams: 25 ! " + SAID)
    assert CHECK in out
    assert Review.open(SESSION).answers["teams"].value == 25


def test_set_tells_only_of_the_answers_that_it_gives(run: Run) -> None:
    run("set", SESSION, "engineers=2", "teams=25")
    assert "contradict" not in run("set", SESSION, "data_gb=5")[1]
    assert "contradict" not in run("set", SESSION, "teams=1")[1]


def test_set_tells_each_answer_in_json_what_it_contradicts(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", SESSION, "engineers=2", "teams=25", "data_gb=5", "--json"]) == 0
    told: Any = json.loads(capsys.readouterr().out)
    assert "contradicts" not in told["data_gb"]
    (one,), (other,) = told["teams"]["contradicts"], told["engineers"]["contradicts"]
    assert one == other
    assert (one["id"], one["severity"], one["questions"]) == (
        "teams_without_people",
        "impossible",
        ["engineers", "teams"],
    )
    assert one["shown"].startswith(SAID)
    assert capital(one["why"]) in one["shown"]


def test_the_interview_tells_it_behind_what_was_understood(ask: Ask) -> None:
    asked = ask("engineers teams", "2", "25")
    lines = [line.strip() for line in asked.out.splitlines()]
    understood = next(place for place, line in enumerate(lines) if "understood: 25" in line)
    assert lines[understood + 1].startswith("! Answers contradict each other: 25 teams")
    assert asked.out.count("contradict") == 1


def test_assess_begins_with_it_and_calls_nothing_firm_that_reads_it(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("set", SESSION, "engineers=2", "teams=25")
    _, out, _ = run("assess", SESSION)
    assert out.index(SAID) < out.index("Phase:") < out.index("Later")
    assert main(["assess", SESSION, "--json"]) == 0
    view: Any = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in view["contradictions"]] == ["teams_without_people"]
    doubted = [each for each in view["decisions"] if each["contradicted"]]
    assert "firm" not in {each["standing"] for each in doubted}
    assert {id for each in doubted for id in each["contradicted"]} == {"teams_without_people"}


def test_why_tells_it_of_the_decisions_that_read_it(run: Run) -> None:
    run("set", SESSION, "engineers=2", "teams=25")
    assert SAID in run("why", SESSION, "team_topology")[1]
    assert "contradict" not in run("why", SESSION, "edge_delivery")[1]


def test_check_says_no_to_what_cannot_be_and_remarks_what_hardly_can(run: Run) -> None:
    run("set", SESSION, "mau_now=5M", "mau_12m=200")
    run("export", SESSION, "--to", "docs", "--only", "adr", "--all", "--undecided")
    code, out, err = run("check", SESSION, "--docs", "docs")
    assert (code, out) == (0, "")
    assert "note: Answers hardly go together: 5 million monthly users today, and 200 in a year" in err
    run("set", SESSION, "engineers=2", "teams=25")
    code, out, _ = run("check", SESSION, "--docs", "docs")
    assert code == 1
    assert out.startswith(f"{SESSION}: {SAID}")
    assert out.endswith("[answers]")


def test_check_compares_what_was_measured_with_the_answers(run: Run) -> None:
    run("set", SESSION, "largest_table_gb=400", "data_gb=900")
    run("export", SESSION, "--to", "docs", "--only", "adr", "--all", "--undecided")
    Path("measured.csv").write_text("id,value\ndata_gb,5\n")
    assert run("check", SESSION, "--docs", "docs")[0] == 0
    code, out, _ = run("check", SESSION, "--docs", "docs", "--evidence", "measured.csv")
    assert code == 1
    assert "the largest table is 400 GB, and the whole primary store 5 GB" in out


def test_explain_tells_all_about_one_and_a_question_names_those_it_may_have_a_part_in(run: Run) -> None:
    _, out, _ = run("rules", "explain", "teams_without_people")
    for part in ("impossible", "teams * people_in_a_team > engineers", "teams = 25, engineers = 2"):
        assert part in out
    assert "contradicts teams_without_people" in run("rules", "explain", "teams")[1]
    assert "teams_without_people" in run("rules", "list", "--kind", "contradiction")[1]
