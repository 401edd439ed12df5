"""Surges: nine times the load for two days is no nine times the users of a month."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.documents.likelihood import limit_plainly
from archassist.documents.svg import growth_svg
from archassist.engine import Belief, Engine, Exact, Range
from archassist.forecast import Launch, Outlook, Surge, forecast, outlook
from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.views.outlook import outlook_view
from archassist.views.plain import plain
from tests.trials import trials

TODAY = datetime.date(2026, 11, 20)
FUTURES = 64

GROWING: Mapping[str, Belief] = {
    "mau_now": Exact(100_000.0),
    "mau_12m": Range(110_000.0, 150_000.0, "careful"),
    "peak_rps_now": Exact(100.0),
    "db_cpu_peak": Exact(0.2),
    "data_gb": Exact(80.0),
    "infra_usd_m": Exact(3000.0),
    "infra_budget_usd_m": Exact(20_000.0),
}

ADDED_UP = ("mau_now", "data_gb", "infra_usd_m", "egress_tb_m", "engineers")
"""What a month adds up to, or holds."""


def seen(engine: Engine, surges: list[Surge], launches: list[Launch] | None = None) -> Outlook:
    found = forecast(engine, GROWING, futures=FUTURES, surges=surges, launches=launches or [])
    return outlook(found, engine.assess(GROWING, samples=0))


@settings(max_examples=trials(12), deadline=None)
@given(
    month=st.integers(0, 36),
    factor=st.floats(1, 60),
    hours=st.floats(0.5, 744),
)
def test_a_surge_multiplies_load_in_its_hours_and_nothing_else(
    engine: Engine, month: int, factor: float, hours: float
) -> None:
    calm = forecast(engine, GROWING, futures=FUTURES)
    found = forecast(engine, GROWING, futures=FUTURES, surges=[Surge(month, factor, hours)])
    assert np.array_equal(found.users, calm.users)
    assert np.array_equal(found.world.chosen, calm.world.chosen), "no decision is taken for some hours"
    (then,) = found.surged
    assert then.values["peak_rps"] == pytest.approx(factor * calm.of("peak_rps")[:, month])
    assert (then.values["db_connections"] >= calm.of("db_connections")[:, month]).all()
    utilisation, before = then.values["db_util"], calm.of("db_util")[:, month]
    assert (utilisation >= before - 1e-9).all()
    assert (utilisation <= factor * before + 1e-9).all(), "what a database does anyway does not surge"
    for name in ADDED_UP:
        assert then.values[name] == pytest.approx(calm.of(name)[:, month]), name


def test_a_surge_crosses_limits_of_the_peak_in_its_days_and_growth_crosses_them_when_it_did_before(
    engine: Engine,
) -> None:
    calm, busy = (seen(engine, surges) for surges in ([], [Surge(4, 9.0, 48)]))
    by_id = {each.limit: each for each in busy.limits}
    crossing = by_id["primary_cpu"].in_surges
    assert [each.surge for each in crossing] == [Surge(4, 9.0, 48)]
    assert crossing[0].share > 0.9
    calm_months = next(each.months for each in calm.limits if each.limit == "primary_cpu")
    for first, grown, surging in zip(
        by_id["primary_cpu"].first, calm_months, crossing[0].futures, strict=True
    ):
        assert first == (min(4, grown) if surging else grown)
    for before in calm.limits:
        after = by_id[before.limit]
        assert (after.months, after.when) == (before.months, before.when)
    for untouched in ("budget", "largest_table", "restore", "one_team"):
        assert not by_id[untouched].in_surges
    assert busy.leading == calm.leading
    assert busy.phases == calm.phases


def test_a_small_surge_crosses_nothing(engine: Engine) -> None:
    assert not any(each.in_surges for each in seen(engine, [Surge(4, 1.01, 3)]).limits)


def test_users_who_come_carry_everything_along(engine: Engine) -> None:
    calm = forecast(engine, GROWING, futures=FUTURES)
    found = forecast(engine, GROWING, futures=FUTURES, launches=[Launch(6, 2.0)])
    assert found.users[:, 6:] == pytest.approx(2 * calm.users[:, 6:])
    assert (found.of("data_gb")[:, 9] > calm.of("data_gb")[:, 9]).all()
    assert (found.of("infra_usd_m")[:, 6] > calm.of("infra_usd_m")[:, 6]).all()
    assert found.surged == ()


def test_the_shops_sale_is_told_as_two_days_of_load(example: Callable[[str], Review]) -> None:
    review = example("outdoor-shop")
    view = outlook_view(review, TODAY)
    march = view.bands["mau_now"].months.index("2027-03")
    for id in ("mau_now", "data_gb", "infra_usd_m"):
        middle = view.bands[id].middle
        assert middle[march] == pytest.approx(middle[march - 1], rel=0.1), "no month stands out"
        assert view.bands[id].surges == ()
    (surge,) = view.bands["peak_rps"].surges
    assert (surge.month, surge.lasts, surge.factor) == ("2027-03", "2 days", 9)
    assert surge.middle == pytest.approx(9 * view.bands["peak_rps"].middle[march], rel=0.01)
    limits = {each.id: each for each in view.limits}
    assert "for 2 days in March 2027, at 9 times the load; for good " in limits["primary_cpu"].text
    assert limits["primary_cpu"].middle == "2027-03"
    assert limits["budget"].surges == ()
    assert not any(each.phase == "decompose" and each.when.p50 for each in view.reached)
    assert plain(view)["bands"]["peak_rps"]["surges"][0]["lasts"] == "2 days"
    assert "for 2 days in March 2027, at 9 times the load, and for good by " in limit_plainly(
        limits["primary_cpu"]
    )
    assert "for 2 days in 2027-03" in growth_svg(view.bands["db_util"])
    assert "for 2 days" not in growth_svg(view.bands["mau_now"])


def test_a_file_without_the_word_reads_as_before_and_says_so_where_it_looks_like_a_surge(
    tmp_path: Path, shipped: Rulebook
) -> None:
    path = tmp_path / "old.toml"
    path.write_text(
        "schema = 1\n\n[events]\n"
        'sale = { month = "2027-03", factor = 9, months = 1 }\n'
        'spain = { month = "2027-06", factor = 1.5 }\n'
        'fair = { month = "2027-09", factor = 4, hours = 30 }\n'
        'term = { month = "2027-10", factor = 4, months = 1, multiplies = "users" }\n'
    )
    review = Review.open(path, shipped)
    read = {name: (each.multiplies, each.months, each.hours) for name, each in review.events.items()}
    assert read == {
        "sale": ("users", 1, 0), "spain": ("users", 0, 0), "fair": ("load", 0, 30), "term": ("users", 1, 0),
    }  # fmt: skip
    (note,) = review.notes
    assert "old.toml:4" in note
    assert 'multiplies = "load"' in note
    review.expect("sale", "2027-03", 9, hours=48)
    review.expect("spain", "2027-06", 1.5)
    again = Review.open(path, shipped)
    assert again.events["sale"].told("2027-03") == (
        "9 times the load of an ordinary busiest hour, for 2 days in 2027-03"
    )
    assert again.events["spain"].told("2027-06") == "1.5 times the users of a month, from 2027-06 for good"
    assert again.notes == ()


def test_what_only_a_surge_meets_is_not_met_before_the_first_that_is_expected(
    engine: Engine, shipped: Rulebook
) -> None:
    of_surges = {id for id, limit in shipped.limits.items() if limit.of_surges}
    extreme = {
        **GROWING,
        "surge_kind": Exact("known_events"),
        "surge_x": Exact(30.0),
        "outage_usd_h": Exact(50_000.0),
    }

    def first(surges: list[Surge]) -> dict[str, float]:
        found = outlook(
            forecast(engine, extreme, futures=FUTURES, surges=surges), engine.assess(extreme, samples=0)
        )
        return {each.limit: min(each.months) for each in found.limits}

    undated, dated = first([]), first([Surge(9, 30.0, 48.0), Surge(4, 30.0, 48.0)])
    assert {id: (undated[id], dated[id]) for id in of_surges} == dict.fromkeys(of_surges, (0.0, 4.0))
    assert {id: at for id, at in dated.items() if id not in of_surges} == {
        id: at for id, at in undated.items() if id not in of_surges
    }
