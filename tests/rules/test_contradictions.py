"""Contradictions between answers: told when they are there whatever the answers leave open, and of nobody else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.authoring.examples import load_scenarios
from archassist.casebase import load_cases
from archassist.engine import (
    Belief,
    Cases,
    Engine,
    Exact,
    OutOfScope,
    Range,
    Unknown,
    contradicted_questions,
    decisions_in_doubt,
)
from archassist.session import Review
from archassist.session.examples import examples
from archassist.shipped import rules_folder
from tests.trials import trials

from .teams import teams

TEAM_15: Mapping[str, Any] = {
    "engineers": 2,
    "teams": 25,
    "deployables": 120,
    "hosting": "one_vm",
    "mau_now": 5_000_000,
    "peak_rps_now": 3,
    "largest_table_gb": 400,
    "data_gb": 5,
    "blocks": frozenset({"backups_tested"}),
    "restore_test": "never",
    "surge_kind": "none",
    "surge_x": 40,
    "mau_12m": 200,
}
"""A made-up team of whose answers hardly two go together; 27 of 33 decisions were called firm."""

REALLY = {
    "moj-cloud-platform-2019": {"teams_without_people"},
    "moj-cloud-platform-2022": {"teams_without_people"},
}
"""Published cases that do contradict themselves: engineers are those of the platform, teams those that use it."""


def exact(**answers: Any) -> dict[str, Belief]:
    return {name: Exact(value) for name, value in answers.items()}


def told(engine: Engine, beliefs: Mapping[str, Belief]) -> set[str]:
    return {each.id for each in engine.contradictions(beliefs)}


def panels() -> dict[str, Any]:
    return {
        path.stem: tomllib.loads(path.read_text())
        for path in sorted((rules_folder() / "panels" / "teams").glob("*.toml"))
    }


def beliefs_of(engine: Engine, answers: Mapping[str, Any]) -> dict[str, Belief]:
    found: dict[str, Belief] = {}
    for name, said in answers.items():
        if name in engine.rulebook.questions and "low" in said:
            found[name] = Range(said["low"], said["high"])
        elif name in engine.rulebook.questions and "value" in said:
            value = said["value"]
            found[name] = Exact(frozenset(value) if isinstance(value, list) else value)
    return found


# -- what is told


def test_a_team_of_contradictions_is_told_all_of_them(engine: Engine) -> None:
    found = engine.contradictions(exact(**TEAM_15))
    assert {each.id for each in found} == {
        "teams_without_people",
        "swarm_on_one_vm",
        "users_without_requests",
        "table_larger_than_store",
        "backups_tested_never_restored",
        "surge_without_surges",
        "users_vanish",
    }
    first = [each.severity for each in found]
    assert first == sorted(first, key=["impossible", "unlikely"].index), "what cannot be is told first"
    by_id = {each.id: each for each in found}
    assert by_id["teams_without_people"].text == (
        "25 teams that can release on their own, and 2 engineers in all"
    )
    assert by_id["table_larger_than_store"].questions == ("data_gb", "largest_table_gb")


def test_no_published_case_scenario_or_example_is_told_one_that_it_does_not_have(
    engine: Engine, tmp_path: Path
) -> None:
    rules = engine.rulebook
    teams = {case.id: case.beliefs for case in load_cases(rules_folder(), rules)}
    teams |= {each.id: each.beliefs for each in load_scenarios(rules_folder(), rules)}
    teams |= {name: Review.example(name, tmp_path / f"{name}.toml").beliefs() for name in examples()}
    assert {id: found for id, beliefs in teams.items() if (found := told(engine, beliefs))} == REALLY


def test_of_the_made_up_teams_those_are_told_that_were_made_to_contradict_themselves(engine: Engine) -> None:
    teams = panels()
    found = {id for id, team in teams.items() if told(engine, beliefs_of(engine, team["answers"]))}
    assert found == {id for id, team in teams.items() if "contradiction" in team}


def test_there_are_many_and_each_is_told_of_two_answers_or_more(engine: Engine) -> None:
    known = engine.rulebook.contradictions
    assert len(known) >= 25
    assert [id for id, each in known.items() if len(engine.compiled.behind(each.when)) < 2] == []


# -- ranges and what nobody said


@pytest.mark.parametrize(
    ("teams", "engineers", "fires"),
    [
        (Range(9, 20), Exact(6), True),
        (Range(9, 20), Range(2, 8), True),
        (Range(9, 20), Range(2, 9), False),
        (Range(3, 20), Exact(6), False),
        (Exact(9), Range(6, 9), False),
        (Exact(9), Unknown(), False),
        (Exact(9), OutOfScope("nobody"), False),
    ],
)
def test_a_range_that_reaches_what_goes_together_is_silent(
    engine: Engine, teams: Belief, engineers: Belief, fires: bool
) -> None:
    assert (told(engine, {"teams": teams, "engineers": engineers}) == {"teams_without_people"}) is fires


def test_both_ends_of_a_range_are_told(engine: Engine) -> None:
    (found,) = engine.contradictions({"teams": Range(9, 20), "engineers": Range(2, 3)})
    assert found.text == "9 to 20 teams that can release on their own, and 2 to 3 engineers in all"


def test_what_is_merely_usual_contradicts_nobody(engine: Engine) -> None:
    usual = engine.rulebook.facts["peak_rps_model"].expression
    behind = engine.compiled.behind(usual)
    beliefs = exact(peak_rps_now=3, mau_now=5_000_000, dau_mau=0.2, req_per_dau=100, peak_factor=3)
    assert "fewer_requests_than_users_make" in told(engine, beliefs)
    for name in behind:
        fewer = {id: each for id, each in beliefs.items() if id != name}
        assert "fewer_requests_than_users_make" not in told(engine, fewer), name


def test_a_parameter_with_a_range_counts_with_all_of_it(engine: Engine) -> None:
    low, high = engine.rulebook.parameters["surge_notable"].range or (0, 0)
    assert told(engine, exact(surge_kind="none", surge_x=high + 0.1)) == {"surge_without_surges"}
    assert told(engine, exact(surge_kind="none", surge_x=(low + high) / 2)) == set()


@settings(max_examples=trials(60))
@given(data=st.data())
def test_what_is_told_is_true_at_every_team_within_the_ranges(engine: Engine, data: st.DataObject) -> None:
    team = data.draw(teams(engine))
    wide: dict[str, Belief] = {}
    for name, belief in team.items():
        value, question = belief.value, engine.rulebook.questions[name]
        spread = data.draw(st.sampled_from([1.0, 1.0, 1.5, 4.0]))
        if isinstance(value, float) and question.type == "number" and not question.levels and spread > 1:
            wide[name] = Range(value / spread, value * spread)
        else:
            wide[name] = belief
    cases = Cases(engine.rulebook)
    plain = {
        name: tuple(sorted(each.value)) if isinstance(each.value, frozenset) else each.value
        for name, each in team.items()
    }
    for found in engine.contradictions(wide):
        assert cases.holds(engine.rulebook.contradictions[found.id].when, plain), found.id


# -- how sure


def test_no_decision_that_reads_such_an_answer_is_firm(engine: Engine) -> None:
    beliefs = exact(
        teams=25,
        engineers=2,
        mau_now=900,
        data_gb=3.0,
        peak_rps_now=1.0,
        stage="early",
        topology="monolith_db",
    )
    assessment = engine.assess(beliefs, samples=128)
    doubted = decisions_in_doubt(engine.compiled, assessment.contradictions)
    assert contradicted_questions(assessment.contradictions) == {"teams", "engineers"}
    assert doubted["team_topology"] == assessment.contradictions
    sure = {each.id: each for each in (*assessment.decisions, *assessment.others.values())}
    assert {sure[id].standing for id in doubted} <= {"leaning", "open"}
    assert any((sure[id].share or 0) >= 0.9 for id in doubted), "else the test would show nothing"
    sound = engine.assess({**beliefs, "teams": Exact(1)}, samples=128)
    assert not sound.contradictions
    assert any(sound.decision(id).standing == "firm" for id in doubted)


def test_decisions_that_do_not_read_it_stay_as_sure(engine: Engine) -> None:
    beliefs = exact(
        slo_goal=99.0, oncall_people=0.0, pages_per_week=12.0, engineers=8.0, mau_now=900.0, data_gb=3.0,
        topology="monolith_db",
    )  # fmt: skip
    assessment = engine.assess(beliefs, samples=128)
    doubted = decisions_in_doubt(engine.compiled, assessment.contradictions)
    assert set(doubted) < {each.id for each in (*assessment.decisions, *assessment.others.values())}
    assert any(each.standing == "firm" for each in assessment.decisions if each.id not in doubted)
