"""Firm means that neither a tenth, nor one person, nor three months turns it."""

from __future__ import annotations

from typing import Any

import pytest

from archassist.engine import Belief, Engine, Exact
from archassist.engine.ahead import months_ahead


def beliefs(answers: dict[str, Any]) -> dict[str, Belief]:
    return {id: Exact(value if isinstance(value, str) else float(value)) for id, value in answers.items()}


def firm(engine: Engine, answers: dict[str, Any]) -> dict[str, str]:
    found = engine.assess(beliefs(answers), samples=256).decisions
    return {each.id: each.recommended for each in found if each.standing == "firm"}


def single(engine: Engine, answers: dict[str, Belief]) -> dict[str, str]:
    return {each.id: each.recommended for each in engine.assess(answers, samples=0).decisions}


TEAMS: list[dict[str, Any]] = [
    {
        "engineers": 25,
        "teams": 4,
        "engineers_12m": 35,
        "stage": "scaling",
        "mau_now": 900_000,
        "mau_12m": 2e6,
    },
    {"engineers": 9, "engineers_12m": 12, "mau_now": 40_000, "mau_12m": 90_000, "data_gb": 200},
    {"engineers": 300, "engineers_12m": 360, "teams": 35, "deployables": 400, "topology": "many_services"},
    {"peak_rps_now": 2_000, "surge_kind": "known_events", "surge_x": 30, "engineers": 25, "slo_goal": 99.9},
]


@pytest.mark.parametrize("team", TEAMS)
def test_one_engineer_more_or_less_leaves_what_is_firm(engine: Engine, team: dict[str, Any]) -> None:
    sure = firm(engine, team)
    for change in (-1, 1):
        after = single(engine, beliefs({**team, "engineers": team["engineers"] + change}))
        assert {id: after[id] for id in sure} == sure


@pytest.mark.parametrize("team", TEAMS)
def test_three_months_of_growth_leave_what_is_firm(engine: Engine, team: dict[str, Any]) -> None:
    sure, before = firm(engine, team), beliefs(team)
    later = months_ahead(engine.compiled, engine.profile(before), 3.0)
    moved = {id: Exact(float(later[id])) if id in later else each for id, each in before.items()}
    after = single(
        engine, {**moved, **{id: Exact(float(value)) for id, value in later.items() if id in team}}
    )
    assert {id: after[id] for id in sure} == sure


def test_a_year_of_months_leads_to_the_figures_of_a_year_ahead(engine: Engine) -> None:
    profile = engine.profile(beliefs(TEAMS[0]))
    later = months_ahead(engine.compiled, profile, 12.0)
    assert later["mau_now"] == pytest.approx(2e6)
    assert later["engineers"] == pytest.approx(35)
    assert later["data_gb"] == pytest.approx(profile["data_gb"] + 12 * profile["data_growth_gb_m"])


def test_no_month_changes_nothing(engine: Engine) -> None:
    profile = engine.profile(beliefs(TEAMS[1]))
    later = months_ahead(engine.compiled, profile, 0.0)
    assert later == {id: pytest.approx(profile[id]) for id in later}


def test_nothing_is_firm_of_which_no_question_was_answered(engine: Engine) -> None:
    """Futures may agree on what is assumed of everybody: that says nothing of this team."""
    answers = {
        "queries_per_req": 10, "cross_team_share": 0.01, "sync_deps": 0.5, "data_gb": 10_000, "engineers": 51,
        "resp_kb": 50, "live_share": "none", "data_class": "none", "read_qps_now": 1e6,
    }  # fmt: skip
    decision = engine.rulebook.decisions["release_control"]
    reads = frozenset[str]().union(*(engine.compiled.behind(rule.when) for rule in decision.rules))
    assert not reads & answers.keys()
    found = engine.assess(beliefs(answers), samples=256).decision("release_control")
    assert found.share is not None
    assert found.share >= 0.9
    assert found.standing == "leaning"
