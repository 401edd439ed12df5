"""Effort: what every team or unit has to do takes more where there are more of them, and less in each."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist.engine import Engine, Exact
from archassist.roadmap import capacity_of, checklist
from archassist.roadmap.effort import repeated

EVERY_TEAM, ONCE = "docs.as-code", "db.query-tune"


def days(engine: Engine, **answers: float) -> dict[str, tuple[tuple[float, float], str]]:
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
