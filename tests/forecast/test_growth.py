"""Growth: curves through two points, under a ceiling; and the rules in the months to come."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.engine import Engine, Exact
from archassist.forecast import HORIZON, MODELS, forecast, outlook, users_by_month
from archassist.session import Review
from archassist.session.derived import Results
from archassist.views.months import month, spoken
from archassist.views.outlook import next_view, outlook_view
from tests.trials import trials

MONTHS = np.arange(49.0)


def curve(now: float, later: float, ceiling: float, model: str) -> np.ndarray:
    place = list(MODELS).index(model)
    start, end, limit = (np.array([each], dtype=float) for each in (now, later, ceiling))
    by_month: np.ndarray = users_by_month(start, end, limit, np.array([place]), MONTHS)[0]
    return by_month


@settings(max_examples=trials(300), deadline=None)
@given(
    now=st.floats(1, 1e8),
    ratio=st.floats(0.01, 100),
    room=st.floats(1.05, 1000),
    model=st.sampled_from(list(MODELS)),
)
def test_every_curve_passes_through_both_points_and_stays_under_the_ceiling(
    now: float, ratio: float, room: float, model: str
) -> None:
    later = max(now * ratio, 1.0)
    ceiling = max(now, later) * room
    users = curve(now, later, ceiling, model)
    assert np.isfinite(users).all()
    assert users[0] == pytest.approx(now, rel=1e-3)
    assert users[12] == pytest.approx(later, rel=2e-2)
    assert (users <= ceiling * (1 + 1e-9)).all()
    steps = np.diff(users)
    assert (steps >= -1e-6 * ceiling).all() if later >= now else (steps <= 1e-6 * ceiling).all()


@pytest.mark.parametrize("model", ["logistic", "gompertz", "bass"])
def test_saturating_curves_slow_down_and_exponential_growth_does_not(model: str) -> None:
    saturating, endless = curve(1e4, 3e4, 2e5, model), curve(1e4, 3e4, 2e5, "exponential")
    assert saturating[24] < endless[24]
    assert saturating[48] <= 2e5


@pytest.mark.parametrize(
    ("now", "later", "ceiling"),
    [(0, 0, 0), (100, 100, 100), (100, 10, 5), (1e9, 1e9, 1e9), (1, 1e9, 1e9), (5, 4, 1e9)],
)
@pytest.mark.parametrize("model", list(MODELS))
def test_absurd_growth_gives_finite_numbers(now: float, later: float, ceiling: float, model: str) -> None:
    users = curve(now, later, ceiling, model)
    assert np.isfinite(users).all()
    assert (users >= 0).all()


def test_the_first_month_is_today(engine: Engine, example: Callable[[str], Review]) -> None:
    beliefs = example("figma-2020").beliefs()
    ahead = forecast(engine, beliefs, futures=128)
    today = engine.futures(beliefs, samples=128)
    assert (ahead.world.chosen.reshape(128, ahead.months, -1)[:, 0] == today.chosen).mean() > 0.99
    assert np.allclose(ahead.of("db_util")[:, 0], today.columns["db_util"])


def test_load_data_and_people_move_with_the_months(engine: Engine) -> None:
    beliefs = {
        "mau_now": Exact(100_000.0),
        "mau_12m": Exact(400_000.0),
        "mau_ceiling": Exact(1e9),
        "peak_rps_now": Exact(100.0),
        "engineers": Exact(10.0),
        "engineers_12m": Exact(22.0),
        "data_gb": Exact(100.0),
        "data_growth_gb_m": Exact(10.0),
    }
    ahead = forecast(engine, beliefs, futures=64)
    assert ahead.of("peak_rps")[:, 12] == pytest.approx(np.full(64, 400.0), rel=0.03)
    assert ahead.of("engineers")[:, 12] == pytest.approx(np.full(64, 22.0))
    assert (ahead.of("data_gb")[:, 12] > 220).all()
    assert ahead.of("mau_12m")[:, 0] == pytest.approx(np.full(64, 400_000.0), rel=0.03)
    low, middle, high = ahead.band("mau_now")
    assert (low <= middle).all()
    assert (middle <= high).all()


def test_what_comes_is_heavier_and_has_a_sign_and_a_time(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    review = example("figma-2020")
    assessment = review.assess()
    found = outlook(forecast(engine, review.beliefs()), assessment)
    assert any(each.decision == "write_scaling" for each in found.not_yet)
    for each in found.not_yet:
        options = list(engine.rulebook.decisions[each.decision].options)
        assert options.index(each.option) > options.index(assessment.decision(each.decision).recommended)
        assert each.when.share >= 0.25
        months = [at for at in (each.when.p10, each.when.p50, each.when.p90) if at is not None]
        assert months == sorted(months)
        assert all(0 < at <= HORIZON for at in months)
        if each.trigger:
            assert each.trigger.measure
            assert each.trigger.threshold != each.trigger.today


def test_without_growth_nothing_comes(engine: Engine, example: Callable[[str], Review]) -> None:
    review = example("stack-overflow-2013")
    for question, same in (
        ("mau_12m", "26.9M"),
        ("engineers", "15"),
        ("engineers_12m", "15"),
        ("data_growth_gb_m", "0"),
    ):
        review.set(question, same)
    assert outlook_view(review).not_yet == {}
    assert all(each.share == 0 for each in outlook_view(review).reached)


def test_dates_are_months_from_the_day_that_is_given(example: Callable[[str], Review]) -> None:
    review = example("figma-2020")
    view = outlook_view(review, datetime.date(2020, 11, 30))
    assert month(datetime.date(2020, 11, 30), 3) == "2021-02"
    for options in view.not_yet.values():
        for each in options:
            assert each.when.p10 is None or each.when.p10 > "2020-11"
            assert each.start_by.early >= "2020-11"
            assert "futures" in spoken(each)
    assert outlook_view(review, datetime.date(2020, 11, 30)) == view


def test_the_same_answers_give_the_same_outlook(engine: Engine, example: Callable[[str], Review]) -> None:
    beliefs = example("notion-2021").beliefs()
    one, other = (forecast(engine, beliefs, futures=128).world.chosen for _ in range(2))
    assert (one == other).all()


def test_what_is_kept_is_forgotten_when_an_answer_changes(example: Callable[[str], Review]) -> None:
    review = example("figma-2020")
    outlook_view(review)
    next_view(review)
    assert review.derived.known != Results()
    review.set("engineers", "40")
    assert review.derived.known == Results()


def test_a_sign_may_be_measured_against_another_answer(engine: Engine) -> None:
    """A restore takes too long when it takes longer than was promised, whatever was promised."""
    beliefs = {
        "data_gb": Exact(100.0), "data_growth_gb_m": Exact(120.0), "rto_h": Exact(8.0), "outage_usd_h": Exact(500.0),
        "engineers": Exact(8.0), "rpo_min": Exact(30.0), "mau_now": Exact(1e6), "mau_12m": Exact(1.5e6),
    }  # fmt: skip
    found = outlook(forecast(engine, beliefs, futures=128), engine.assess(beliefs, samples=0))
    signs = [each.trigger for each in found.not_yet if each.decision == "disaster_recovery" and each.trigger]
    assert signs
    assert (signs[0].metric, signs[0].border, signs[0].rises) == ("restore_h", 8.0, True)
    assert signs[0].threshold == "“Time to recover”, 8 hours"


@pytest.mark.parametrize("name", ["lichess-2022", "figma-2020", "segment-2017", "stack-overflow-2016"])
def test_whatever_becomes_right_later_has_a_sign(name: str, example: Callable[[str], Review]) -> None:
    review = example(name)
    found = outlook(
        forecast(review.engine, review.beliefs(), futures=256), review.engine.assess(review.beliefs())
    )
    assert found.not_yet
    for each in found.not_yet:
        assert each.trigger, f"{each.decision}.{each.option} comes without a sign"
        assert each.trigger.measure
