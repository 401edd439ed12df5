"""Every decision is in one place, and what is to be decided now is what is at issue or what a limit presses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.session import Review, shipped_rulebook
from archassist.views.assessment import triaged_view
from archassist.views.records.advice import AssessmentView, DecisionView
from archassist.views.records.focus import PLACES
from archassist.views.triage import MOST_NOW
from tests.trials import trials
from tests.undecided import undecided

TODAY = datetime.date(2026, 12, 1)
BOOK = shipped_rulebook()


@pytest.fixture
def notion(tmp_path: Path) -> Review:
    return undecided("notion-2021", tmp_path / "notion.toml")


@pytest.fixture
def quiet(tmp_path: Path) -> Review:
    """Five engineers whose one server is idle."""
    answers = {"engineers": "5", "mau_now": "400", "mau_12m": "500", "peak_rps_now": "1", "stage": "scaling"}
    return team(tmp_path, answers | {"topology": "one_server", "data_gb": "3", "db_cpu_peak": "5%"})


def team(folder: Path, answers: Mapping[str, str]) -> Review:
    """A review with these answers, as people type them."""
    review = Review.create(folder / "team.toml")
    for question, text in answers.items():
        review.set(question, text)
    return review


def placed(review: Review, place: str) -> list[str]:
    return [each.id for each in _view(review).placed(place)]  # type: ignore[arg-type]


def _view(review: Review) -> AssessmentView:
    return triaged_view(review, TODAY)


def because(review: Review, decision: str) -> str:
    found = _view(review).decision(decision).triage
    assert found
    return found.because


def test_the_vital_work_of_a_full_database_comes_first(notion: Review) -> None:
    assert placed(notion, "decide_now")[0] == "write_scaling"
    assert "The primary database is too busy" in because(notion, "write_scaling")


def test_without_growth_or_pain_little_is_to_be_decided_now(quiet: Review) -> None:
    assert len(placed(quiet, "decide_now")) <= 3
    assert len(placed(quiet, "keep") + placed(quiet, "default")) >= 10


def test_what_the_team_named_is_decided_now_the_nearest_day_first(quiet: Review) -> None:
    quiet.focus.put_at_issue("governance")
    quiet.focus.put_at_issue("messaging", "2027-06-30")
    quiet.focus.put_at_issue("caching", "2027-01-31")
    now = placed(quiet, "decide_now")
    assert {"governance", "messaging", "caching"} <= {*now}
    assert now.index("caching") < now.index("messaging") < now.index("governance")
    assert because(quiet, "caching") == "The team has to decide it by 2027-01-31."


def test_a_decision_that_only_some_teams_have_gets_a_place_when_the_team_names_it(quiet: Review) -> None:
    elsewhere = {*BOOK.decisions} - {each.id for each in _view(quiet).decisions}
    named = min(elsewhere)
    quiet.focus.put_at_issue(named)
    assert because(quiet, named).startswith("The team named it.")
    quiet.focus.put_aside(named)
    assert named not in [each.id for each in _view(quiet).decisions]


def test_a_pain_puts_its_likeliest_remedies_at_issue(quiet: Review) -> None:
    before = placed(quiet, "decide_now")
    quiet.focus.name_pains(["audit"])
    now = placed(quiet, "decide_now")
    assert {*now} - {*before} <= {*BOOK.pains["audit"].decisions}
    assert any("An audit or a large customer's questions" in because(quiet, id) for id in now)


def test_what_the_team_took_is_decided_whatever_presses(notion: Review) -> None:
    notion.decide("write_scaling", "accepted", "sharding")
    assert placed(notion, "decided") == ["write_scaling"]
    assert because(notion, "write_scaling") == "The team took Shard by key."


def test_what_an_accepted_option_needs_is_to_be_decided_now(quiet: Review) -> None:
    quiet.run_today("session_state", "sticky")
    quiet.set("app_state", "sticky_sessions")
    assert "session_state" not in placed(quiet, "decide_now")
    quiet.decide("app_scaling", "accepted", "autoscaling")
    assert "session_state" in placed(quiet, "decide_now")
    assert "which the team took, needs “External session store”" in because(quiet, "session_state")
    quiet.run_today("session_state", "external_store")
    assert "session_state" not in placed(quiet, "decide_now")


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_an_option_put_forward_or_rejected_decides_nothing_yet(notion: Review, status: str) -> None:
    before = because(notion, "write_scaling")
    notion.decide("write_scaling", status, "sharding", "too much to run")
    assert placed(notion, "decided") == []
    assert because(notion, "write_scaling") == before


def test_what_comes_late_enough_to_wait_for_is_not_to_be_begun_now(tmp_path: Path) -> None:
    """Dividing data takes most of a year, and in the middle future it is right two years from now."""
    said = {
        "stage": "scaling", "engineers": "8", "engineers_12m": "11..13", "mau_now": "18k", "mau_12m": "30k..45k",
        "topology": "monolith_db", "data_gb": "120 GB", "data_growth_gb_m": "6 GB", "largest_table_gb": "40 GB",
        "shard_key": "yes", "write_share": "15%", "peak_rps_now": "60", "db_cpu_peak": "55%",
    }  # fmt: skip
    review = team(tmp_path, said)
    assert "write_scaling" not in placed(review, "decide_now")


def test_the_plain_way_moves_no_limit_away(tmp_path: Path) -> None:
    """A busy database puts reads at issue; to go on with one primary is nothing that anybody has to decide by a day."""
    said = {
        "stage": "mature", "engineers": "5", "mau_now": "220k", "surge_kind": "known_events", "surge_x": "9",
        "topology": "monolith_db", "db_cpu_peak": "70%", "data_gb": "85 GB", "largest_table_gb": "22 GB",
        "write_share": "8%", "peak_rps_now": "140", "data_growth_gb_m": "2 GB", "shard_key": "no",
    }  # fmt: skip
    review = team(tmp_path, said)
    assert _view(review).decision("write_scaling").recommended == "single_primary"
    assert "write_scaling" not in placed(review, "decide_now")


def test_what_stands_and_is_right_is_kept(quiet: Review) -> None:
    view = _view(quiet)
    kept = view.placed("keep")
    assert kept
    assert all(each.move.kind == "keep" for each in kept)


def test_an_assessment_alone_knows_no_place(notion: Review) -> None:
    from archassist.views.assessment import assessment_view

    assert all(each.triage is None for each in assessment_view(notion, samples=64).decisions)


decisions = st.sampled_from(sorted(BOOK.decisions))
pains = st.lists(st.sampled_from(sorted(BOOK.pains)), unique=True, max_size=4)


@settings(max_examples=trials(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(decisions, st.sampled_from(["", "2027-02-28"]), max_size=10), pains)
def test_every_decision_is_in_one_place_with_a_reason(
    notion: Review, named: dict[str, str], hurts: list[str]
) -> None:
    with notion.together():
        for decision in notion.focus.decisions:
            notion.focus.put_aside(decision)
        for decision, day in named.items():
            notion.focus.put_at_issue(decision, day)
        notion.focus.name_pains(hurts)
    view = _view(notion)
    found: list[DecisionView] = [each for place in PLACES for each in view.placed(place)]
    assert sorted(each.id for each in found) == sorted(each.id for each in view.decisions)
    always = {id for id, each in BOOK.decisions.items() if each.when is None}
    assert {*named} | always <= {each.id for each in found}
    now = view.placed("decide_now")
    assert len(now) <= MOST_NOW
    assert [each.triage.rank for each in now if each.triage] == list(range(1, len(now) + 1))
    assert all(each.triage and each.triage.because.endswith(".") for each in found)
    assert len(now) == MOST_NOW or {*named} <= {each.id for each in now}


EVENING = {
    "stage": "mature", "surge_kind": "known events", "surge_x": "40", "peak_rps_now": "400", "hosting": "paas",
    "outage_usd_h": "4M", "slo_goal": "99.99", "data_class": "payments", "blocks": "containers",
    "sync_deps": "2", "infra_usd_m": "83000",
}  # fmt: skip
"""Donations of a whole year in one evening."""


def test_what_has_to_be_ready_before_an_extreme_surge_is_decided_now(tmp_path: Path) -> None:
    now = placed(team(tmp_path, EVENING), "decide_now")
    assert {"capacity_management", "resilience", "load_testing"} <= set(now)
    review = Review.open(tmp_path / "team.toml")
    review.set("surge_x", "2")
    assert not {"capacity_management", "load_testing"} & set(placed(review, "decide_now"))


def test_a_surge_that_one_machine_carries_presses_nobody(tmp_path: Path) -> None:
    now = placed(team(tmp_path, EVENING | {"peak_rps_now": "1", "outage_usd_h": "20"}), "decide_now")
    assert "capacity_management" not in now


def test_what_is_hard_to_take_back_is_no_default_while_nobody_said_what_stands(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "large.toml")
    for question, text in {
        "engineers": "400",
        "teams": "50",
        "mau_now": "18M",
        "peak_rps_now": "20k",
    }.items():
        review.set(question, text)
    for each in triaged_view(review, TODAY).decisions:
        assert each.triage
        option = review.rulebook.decisions[each.id].options[each.recommended]
        if each.triage.place == "default" and option.id != each.options[0].id:
            assert option.reversible == "easy", each.id
    told = next(each for each in triaged_view(review, TODAY).decisions if each.id == "platform_investment")
    assert told.triage
    assert told.triage.place == "later"
    assert "Say what stands today" in told.triage.because
