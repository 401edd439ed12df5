"""Effort: what every team or unit has to do takes more where there are more of them, and less in each."""

from __future__ import annotations

import datetime
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist.answers.answer import Answer
from archassist.engine import Engine, Exact
from archassist.engine.effort import effort_days, repeated
from archassist.roadmap import capacity_of, checklist
from archassist.roadmap.effort import LEAST_DAYS, own_days
from archassist.session import Review
from archassist.views.plan import plan_view
from archassist.views.records.plan import PlanItem

EVERY_TEAM, ONCE = "docs.as-code", "db.query-tune"


def days(engine: Engine, **answers: float | str) -> dict[str, tuple[tuple[float, float], str]]:
    beliefs = {id: Exact(value) for id, value in answers.items()}
    items = checklist(engine.rulebook, engine.assess(beliefs, samples=0))
    return {item.id: (item.days, item.places) for item in items}


def test_one_team_has_the_effort_that_the_pack_states(engine: Engine) -> None:
    effort = engine.rulebook.practices[EVERY_TEAM].effort
    assert effort.per == "teams"
    found = days(engine, engineers=6, teams=1)
    assert found[EVERY_TEAM] == ((effort.low_days, effort.high_days), "")


def test_what_every_team_does_takes_more_with_more_teams_and_what_is_done_once_does_not(
    engine: Engine,
) -> None:
    few, many = days(engine, engineers=60, teams=2), days(engine, engineers=60, teams=8)
    assert many[EVERY_TEAM][0][0] > 1.5 * few[EVERY_TEAM][0][0]
    assert many[EVERY_TEAM][0][0] < 4 * few[EVERY_TEAM][0][0], "later teams copy from the first"
    assert many[EVERY_TEAM][1] == "8 teams"
    assert many[ONCE] == few[ONCE]


@given(st.floats(1, 1000), st.floats(0.6, 1.0))
def test_the_average_of_a_place_falls_to_the_rate_with_each_doubling(times: float, rate: float) -> None:
    once, twice = repeated(times, rate) / times, repeated(2 * times, rate) / (2 * times)
    assert twice == pytest.approx(rate * once)
    assert repeated(1, rate) == 1
    assert repeated(times, 1.0) == pytest.approx(times)
    assert not math.isnan(repeated(times, rate))


@given(st.floats(1, 2000), st.floats(0.1, 4.9), st.floats(0.1, 400))
def test_a_small_item_is_not_divided_among_many(people: float, small: float, more: float) -> None:
    capacity = capacity_of(people)
    assert capacity.working_days(small) >= small
    assert capacity.working_days(small + more) >= capacity.working_days(small) - 1e-9
    assert capacity.working_days(small + more) >= (small + more) / capacity.speed - 1e-9


def plan_of(tmp_path: Path, **answers: Any) -> dict[str, PlanItem]:
    """The plan of a team that gave these answers, by step."""
    review = Review.create(tmp_path / "s.toml")
    for question, value in answers.items():
        review.set(question, Answer.exact(value))
    return {item.id: item for item in plan_view(review, datetime.date(2026, 12, 1)).items}


LARGE_TABLES: dict[str, Any] = {
    "engineers": 40.0, "stage": "scaling", "data_gb": 9000.0, "largest_table_gb": 3500.0, "db_cpu_peak": 0.3,
    "db_size_steps": 4.0, "shard_key": "no", "ops_skill": "one_or_two_people", "hosting": "cloud_iaas",
}  # fmt: skip


def test_partitioning_three_and_a_half_terabytes_is_weeks_of_work(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, **LARGE_TABLES)
    steps = [plan["db.partition"], plan["write_scaling.table_partitioning"]]
    low, high = (sum(step.days[end] for step in steps) for end in (0, 1))
    assert low >= 20
    assert high >= 60


def test_a_second_region_for_nine_terabytes_is_not_there_in_a_day(tmp_path: Path) -> None:
    answers = {
        **LARGE_TABLES,
        "engineers": 120.0, "slo_goal": 99.99, "outage_usd_h": 400_000.0, "rto_h": 0.25, "rpo_min": 1.0, "ops_skill":
        "dedicated",
    }  # fmt: skip
    plan = plan_of(tmp_path, **answers)
    away = [step for id, step in plan.items() if id in SECOND_REGION]
    assert away
    for step in away:
        assert step.days[0] >= 5
        assert step.days[1] >= 30
        assert step.done > step.start


SECOND_REGION = {
    f"{decision}.{option}"
    for decision in ("redundancy", "disaster_recovery")
    for option in ("standby_region", "active_active", "pilot_light", "warm_standby")
}


def test_hundreds_of_services_are_not_merged_in_three_weeks(engine: Engine) -> None:
    merge = "arch.single-responsibility"
    many = days(engine, engineers=300, deployables=400)[merge]
    few = days(engine, engineers=10, deployables=12)[merge]
    assert few == ((8.5, 34.0), "2 services to merge")
    assert many[1] == "100 services to merge"
    assert many[0][0] > 100


@pytest.mark.parametrize(
    ("item", "driver", "small", "large"),
    [
        ("db.partition", "largest_table_gb", 600.0, 6000.0),
        ("db.vertical-split", "data_gb", 50.0, 20_000.0),
        ("compute.redundancy", "deployables", 3.0, 90.0),
        ("sec.access", "engineers", 12.0, 400.0),
        ("inc.oncall", "engineers", 3.0, 300.0),
    ],
)
def test_work_takes_more_where_there_is_more_of_what_drives_it(
    engine: Engine, item: str, driver: str, small: float, large: float
) -> None:
    usual: dict[str, float | str] = {
        "engineers": 20.0,
        "slo_goal": 99.9,
        "largest_table_gb": 600.0,
        "data_gb": 1000.0,
    }
    usual |= {"write_qps_now": 5000.0, "db_cpu_peak": 0.8, "domain_clarity": "clear", "txn_scope": "one_row"}
    little, much = (days(engine, **{**usual, driver: each})[item][0] for each in (small, large))
    assert much[0] > 1.5 * little[0]
    assert much[1] < large / small * little[1], "and less than in proportion"


def test_a_second_site_on_hardware_of_ones_own_takes_longer_than_in_a_cloud(engine: Engine) -> None:
    there = {"slo_goal": 99.9, "engineers": 20.0, "deployables": 4.0}
    own, cloud = (days(engine, **there, hosting=each) for each in ("own_hardware", "cloud_iaas"))
    assert own["compute.redundancy"][0][1] > 2 * cloud["compute.redundancy"][0][1]


def test_a_step_of_a_decision_holds_what_its_own_range_holds_beyond_its_items(engine: Engine) -> None:
    assessment = engine.assess({"deployables": Exact(1.0), "data_gb": Exact(10.0)}, samples=0)
    for decision in engine.rulebook.decisions.values():
        for option in decision.options.values():
            whole = effort_days(engine.rulebook, assessment, option.effort)
            alone = own_days(engine.rulebook, assessment, option, ())
            after = own_days(engine.rulebook, assessment, option, option.practices)
            assert alone == (max(round(whole[0], 1), LEAST_DAYS), max(round(whole[1], 1), LEAST_DAYS))
            assert after[0] >= min(0.3 * whole[0] - 0.05, alone[0])
            assert after[1] >= min(0.3 * whole[1] - 0.05, alone[1])
            assert after[0] <= alone[0]


def test_marking_an_item_as_done_does_not_make_its_option_dearer(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml")
    for question, value in LARGE_TABLES.items():
        review.set(question, Answer.exact(value))
    today, option = datetime.date(2026, 12, 1), "write_scaling.table_partitioning"
    before = {item.id: item.days for item in plan_view(review, today).items}[option]
    review.mark("db.partition", "done")
    after = {item.id: item.days for item in plan_view(review, today).items}
    assert "db.partition" not in after
    assert after[option] == before
