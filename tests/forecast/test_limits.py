"""Limits, histories and launches: when something ends, what the past says of the future, and users who come at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from archassist.engine import Belief, Engine, Exact, Range
from archassist.forecast import HORIZON, Launch, forecast, outlook
from archassist.forecast.outlook import Crossing
from archassist.forecast.past import likelihood, resampled
from archassist.session import Review
from archassist.views.outlook import outlook_view

FUTURES = 128
TODAY = datetime.date(2026, 11, 20)

Beliefs = Mapping[str, Belief]

GROWING: Beliefs = {
    "mau_now": Exact(100_000.0),
    "mau_12m": Range(200_000.0, 400_000.0, "careful"),
    "db_cpu_peak": Exact(0.3),
}


def users(engine: Engine, beliefs: Beliefs, **more: Any) -> np.ndarray:
    return forecast(engine, beliefs, futures=FUTURES, **more).users


def crossings(engine: Engine, beliefs: Beliefs, **more: Any) -> dict[str, Crossing]:
    found = forecast(engine, beliefs, futures=FUTURES, **more)
    return {each.limit: each for each in outlook(found, engine.assess(beliefs, samples=0)).limits}


def test_a_limit_that_growth_meets_has_a_band_of_months_and_one_that_it_does_not_has_none(
    engine: Engine,
) -> None:
    found = crossings(engine, GROWING)["primary_cpu"].when
    assert found.p10 is not None
    assert found.p50 is not None
    assert 0 < found.p10 <= found.p50
    assert found.share > 0.9
    quiet = {
        "mau_now": Exact(1000.0),
        "mau_12m": Exact(1000.0),
        "mau_ceiling": Exact(1000.0),
        "db_cpu_peak": Exact(0.02),
    }
    assert crossings(engine, quiet)["primary_cpu"].when.share == 0


def test_a_limit_is_crossed_in_the_month_in_which_its_condition_first_holds(engine: Engine) -> None:
    found = forecast(engine, GROWING, futures=FUTURES)
    crossing = crossings(engine, GROWING)["primary_cpu"]
    holds = found.of("limit primary_cpu").astype(bool)
    for row, month in enumerate(crossing.months):
        if month == float("inf"):
            assert not holds[row].any()
        else:
            assert holds[row, int(month)]
            assert not holds[row, : int(month)].any()


def test_faster_growth_meets_every_limit_no_later(engine: Engine) -> None:
    slow = {**GROWING, "mau_12m": Exact(150_000.0)}
    fast = {**GROWING, "mau_12m": Exact(600_000.0)}
    for limit in ("primary_cpu", "largest_table", "one_machine"):
        one, other = (np.array(crossings(engine, each)[limit].months) for each in (slow, fast))
        assert np.mean(other <= one) > 0.97, limit


def test_a_history_of_slowing_growth_lowers_the_forecast(engine: Engine) -> None:
    steep: dict[int, float] = {-12: 12_000, -9: 20_000, -6: 35_000, -3: 60_000, -1: 85_000}
    flat: dict[int, float] = {-12: 92_000, -9: 95_000, -6: 97_000, -3: 98_500, -1: 99_500}
    beliefs = {"mau_now": Exact(100_000.0)}
    plain, slower, faster = (
        float(np.median(users(engine, beliefs, history=past)[:, 24])) for past in ({}, flat, steep)
    )
    assert slower < plain < faster


def test_a_history_counts_by_its_shape_not_by_how_it_counts(engine: Engine) -> None:
    past = {-12: 20_000.0, -8: 35_000.0, -4: 60_000.0}
    doubled = {month: 2 * value for month, value in past.items()}
    beliefs = {"mau_now": Exact(100_000.0)}
    one, other = (users(engine, beliefs, history=each) for each in (past, doubled))
    assert np.allclose(one, other)


def test_many_futures_stand_behind_a_history_however_odd_it_is(engine: Engine) -> None:
    column = np.linspace(1e4, 1e6, 1000)
    weights = likelihood(
        np.full(1000, 1e4), column, np.full(1000, 1e8), np.zeros(1000, dtype=int), {-9: 1.0, -1: 1e9}
    )
    assert weights.sum() == pytest.approx(1)
    assert 1 / np.sum(weights**2) >= 60
    kept = resampled(weights, 100)
    assert len(kept) == 100
    assert 0 <= kept.min() <= kept.max() < 1000


def test_a_launch_multiplies_users_in_its_months_and_not_before(engine: Engine) -> None:
    beliefs = {"mau_now": Exact(100_000.0), "mau_12m": Exact(150_000.0)}
    plain = users(engine, beliefs)
    seen = users(engine, beliefs, launches=[Launch(6, 3.0, 2)])
    assert np.allclose(seen[:, :6], plain[:, :6])
    assert np.allclose(seen[:, 6:8], 3 * plain[:, 6:8])
    assert np.allclose(seen[:, 8:], plain[:, 8:])
    assert np.allclose(users(engine, beliefs, launches=[Launch(6, 0.5)])[:, 6:], plain[:, 6:] / 2)


def test_a_campaign_brings_a_limit_nearer(engine: Engine) -> None:
    calm = crossings(engine, GROWING)["primary_cpu"]
    busy = crossings(engine, GROWING, launches=[Launch(2, 4.0)])["primary_cpu"]
    assert all(one <= other for one, other in zip(busy.months, calm.months, strict=True))


@pytest.mark.parametrize("later", [0.0, 1.0, 1e9])
def test_no_growth_and_absurd_growth_are_forecast_without_a_fault(engine: Engine, later: float) -> None:
    found = forecast(engine, {"mau_now": Exact(100_000.0), "mau_12m": Exact(later)}, futures=32)
    assert found.users.shape == (32, HORIZON + 1)
    assert np.isfinite(found.users).all()
    assert (found.users >= 0).all()


def test_which_option_leads_is_told_for_every_month(engine: Engine) -> None:
    found = outlook(forecast(engine, GROWING, futures=FUTURES), engine.assess(GROWING, samples=0))
    for decision, shares in found.leading.items():
        assert len(shares) == len(engine.rulebook.decisions[decision].options)
        assert np.allclose(np.sum(shares, axis=0), 1.0)


def test_history_and_events_of_a_review_are_part_of_its_outlook(example: Callable[[str], Review]) -> None:
    review = example("segment-2017")
    before = outlook_view(review, TODAY)
    review.expect("launch", "2027-03", 10)
    after = outlook_view(review, TODAY)
    assert after.bands["mau_now"].middle[:4] == before.bands["mau_now"].middle[:4]
    assert after.bands["mau_now"].middle[5] > 5 * before.bands["mau_now"].middle[5]
    review.unexpect("launch")
    assert outlook_view(review, TODAY) == before
    review.remember({"2025-11": 900, "2026-03": 1000, "2026-10": 1100})
    assert outlook_view(review, TODAY).bands["mau_now"].middle[24] < before.bands["mau_now"].middle[24]


def test_limits_are_told_in_words_never_as_a_single_date(example: Callable[[str], Review]) -> None:
    view = outlook_view(example("notion-2021"), TODAY)
    limits = {each.id: each for each in view.limits}
    assert limits["largest_table"].text == "already so in most simulated futures (partly assumed)"
    assert "future" in limits["budget"].text
    assert all(each.text.startswith(("in ", "already so")) for each in view.limits)


def test_of_downtime_only_what_changes_set_off_grows_with_those_who_make_them(engine: Engine) -> None:
    beliefs = {"engineers": Exact(10.0), "engineers_12m": Exact(20.0), "down_min_90d": Exact(100.0)}
    found = forecast(engine, beliefs, futures=FUTURES)
    down, share = found.of("down_min_90d"), found.of("outages_by_change")
    assert down[:, 0] == pytest.approx(100)
    assert down[:, 12] == pytest.approx(100 + 100 * share[:, 0])
    assert 0 < share.min() < share.max() < 1, "the share itself is not known exactly"
    steady = forecast(engine, {**beliefs, "engineers_12m": Exact(10.0)}, futures=FUTURES)
    assert steady.of("down_min_90d") == pytest.approx(100)


def test_more_people_who_change_things_spend_the_error_budget(engine: Engine) -> None:
    beliefs = {"engineers": Exact(10.0), "engineers_12m": Exact(40.0), "slo_goal": Exact(99.9)}
    found = crossings(engine, {**beliefs, "down_min_90d": Exact(60.0), "pages_per_week": Exact(2.0)})
    assert found["error_budget"].when.share == 1
    assert found["error_budget"].when.p10 is not None
    assert found["error_budget"].when.p10 > 0, "not crossed yet"
    assert found["on_call"].when.share > 0.5
