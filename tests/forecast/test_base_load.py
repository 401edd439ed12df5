"""What does not grow with users stays as it is, and limits are silent about what is solved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from archassist.engine import Belief, Engine, Exact, Range
from archassist.forecast import forecast, outlook
from archassist.forecast.outlook import Crossing

FUTURES = 256

FOUNDERS: dict[str, Belief] = {
    "stage": Exact("pre_pmf"),
    "engineers": Exact(3.0),
    "mau_now": Exact(400.0),
    "mau_12m": Range(1_000.0, 15_000.0),
    "db_cpu_peak": Exact(0.15),
    "data_gb": Exact(6.0),
    "peak_rps_now": Exact(1.9),
}


def crossings(engine: Engine, beliefs: dict[str, Belief]) -> dict[str, Crossing]:
    found = forecast(engine, beliefs, futures=FUTURES)
    return {each.limit: each for each in outlook(found, engine.assess(beliefs, samples=0)).limits}


def facts(engine: Engine, **answers: Any) -> dict[str, float]:
    assessment = engine.assess({id: Exact(value) for id, value in answers.items()}, samples=0)
    return {id: each.value for id, each in assessment.facts.items() if isinstance(each.value, float)}


def test_a_database_that_idles_at_a_seventh_is_not_filled_by_users_that_hardly_use_it(engine: Engine) -> None:
    _, middle, high = forecast(engine, FOUNDERS, futures=FUTURES).band("db_util")
    assert middle[12] < 0.5
    assert high[12] < 1
    assert engine.assess(FOUNDERS, samples=0).facts["db_util_12m"].value == pytest.approx(0.25, abs=0.1)


def test_nobody_is_told_that_the_largest_machine_is_too_small_for_two_requests_a_second(
    engine: Engine,
) -> None:
    crossing = crossings(engine, FOUNDERS)["largest_machine"]
    assert crossing.today == 0
    assert crossing.when.p50 is None
    assert crossing.when.share < 0.25


def test_a_database_that_users_fill_still_fills_up_as_they_come(engine: Engine) -> None:
    busy = {"mau_now": 1e6, "mau_12m": 2e6, "mau_ceiling": 1e8, "read_qps_now": 3e3, "write_qps_now": 500.0}
    found = facts(engine, **busy, db_cpu_peak=0.6)
    assert found["db_base"] == 0
    assert found["db_util_12m"] == pytest.approx(1.2)


def test_the_part_that_users_do_not_cause_is_no_more_than_idle_work_takes(engine: Engine) -> None:
    # Statements that are heavier than any model foresees fill a database, too.
    quiet = {"mau_now": 1e4, "mau_12m": 2e4, "mau_ceiling": 1e8, "read_qps_now": 10.0, "write_qps_now": 1.0}
    idle_most = engine.rulebook.parameters["db_idle_most"].value
    found = facts(engine, **quiet, db_cpu_peak=0.8)
    assert found["db_base"] == pytest.approx(idle_most)
    assert found["db_util_12m"] == pytest.approx(2 * 0.8 - idle_most)


def test_the_months_follow_the_same_formula_as_the_year(engine: Engine) -> None:
    beliefs: dict[str, Belief] = {
        **FOUNDERS,
        "mau_12m": Exact(4000.0),
        "mau_ceiling": Exact(1e9),
        "read_qps_now": Exact(15.0),
        "write_qps_now": Exact(2.0),
    }
    found = forecast(engine, beliefs, futures=FUTURES)
    in_a_year = found.of("db_util_12m")[:, 0]
    assert np.allclose(
        found.of("db_util")[:, 12], np.minimum(in_a_year, found.of("db_util")[:, 12].max()), rtol=0.01
    )


SOLVED: list[tuple[str, dict[str, Any]]] = [
    ("one_machine", {"peak_rps_now": 6000.0, "app_state": "stateless"}),
    ("one_machine", {"peak_rps_now": 6000.0, "blocks": frozenset({"load_balancer"})}),
    ("one_machine", {"peak_rps_now": 6000.0, "hosting": "kubernetes"}),
    ("one_team", {"engineers": 300.0, "teams": 35.0}),
    ("one_team", {"engineers": 30.0, "teams": 4.0}),
    ("largest_table", {"largest_table_gb": 3500.0, "data_layout": "sharded"}),
    ("largest_machine", {"db_cpu_peak": 0.9, "db_size_steps": 0.0, "data_layout": "sharded"}),
    ("budget", {"infra_usd_m": 90_000.0}),
]


@pytest.mark.parametrize(("limit", "answers"), SOLVED)
def test_a_limit_is_not_crossed_where_its_remedy_is_in_place_or_nobody_set_it(
    engine: Engine, limit: str, answers: dict[str, Any]
) -> None:
    found = crossings(engine, {id: Exact(value) for id, value in answers.items()})
    assert found[limit].when.share == 0


@pytest.mark.parametrize(
    ("limit", "answers"),
    [
        ("one_machine", {"peak_rps_now": 6000.0, "app_state": "local_state", "topology": "one_server"}),
        ("one_team", {"engineers": 100.0, "teams": 3.0}),
        ("largest_machine", {"db_cpu_peak": 0.9, "db_size_steps": 0.0}),
        ("budget", {"infra_usd_m": 90_000.0, "infra_budget_usd_m": 60_000.0}),
    ],
)
def test_and_is_crossed_where_it_is_not(engine: Engine, limit: str, answers: dict[str, Any]) -> None:
    found = crossings(engine, {id: Exact(value) for id, value in answers.items()})
    assert found[limit].today > 0.5
