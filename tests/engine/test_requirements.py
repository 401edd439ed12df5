"""Hard requirements: what answers alone require shuts out options that cannot, whatever scores and upkeep say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.engine import Belief, Engine, Exact, Range, Unknown
from archassist.engine.case_scores import case_of
from archassist.engine.columns.requirements import narrow as narrow_rows
from archassist.engine.columns.scores import cases_of
from archassist.engine.requirements import Test as Asked
from archassist.engine.requirements import narrow
from archassist.engine.resolution import settle
from archassist.session import shipped_rulebook
from archassist.session.rulebooks import engine_for
from tests.trials import trials

RULEBOOK = shipped_rulebook()

ASKED = {
    "rto_h": (0.02, 0.25, 4.0, 72.0),
    "rpo_min": (0.0, 5.0, 1440.0),
    "data_gb": (2.0, 2_400.0),
    "write_qps_now": (10.0, 200_000.0),
    "mau_now": (1_000.0, 2e6),
    "mau_12m": (1_000.0, 4e6),
    "surge_x": (1.2, 30.0),
    "peak_rps_now": (20.0, 90_000.0),
    "async_share": (0.1, 0.9),
    "engineers": (2.0, 200.0),
}
CHOICES = ("data_class", "ordering", "surge_kind", "stage", "ops_skill", "hosting")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_for(RULEBOOK)  # type: ignore[no-any-return]


def beliefs(**said: Any) -> dict[str, Belief]:
    return {
        id: Range(value[0], value[1], "measured") if isinstance(value, tuple) else Exact(value)
        for id, value in said.items()
    }


@st.composite
def teams(draw: st.DrawFn) -> dict[str, Belief]:
    said: dict[str, Belief] = {}
    for id, values in ASKED.items():
        kind = draw(st.sampled_from(("exact", "range", "unknown")))
        if kind == "exact":
            said[id] = Exact(draw(st.sampled_from(values)))
        elif kind == "range":
            said[id] = Range(values[0], values[-1], "measured")
        else:
            said[id] = Unknown()
    for id in CHOICES:
        if draw(st.booleans()):
            said[id] = Exact(draw(st.sampled_from(tuple(RULEBOOK.questions[id].choices))))
    return said


def test_an_option_that_cannot_is_not_recommended_whatever_the_score(engine: Engine) -> None:
    found = engine.assess(beliefs(rto_h=0.25, data_gb=2_400, outage_usd_h=10, stage="scaling"))
    recovery = found.decision("disaster_recovery")
    (told,) = recovery.requirements
    assert (told.id, told.met, told.questions) == ("site_recovery_goal", True, ("rto_h",))
    assert [option for option, _ in told.short] == ["snapshots", "point_in_time", "pilot_light"]
    assert recovery.recommended in ("warm_standby", "active_active")
    assert recovery.option("snapshots").share == 0


def test_running_cost_is_no_reason_to_fall_short(engine: Engine) -> None:
    team = beliefs(data_class="health", engineers=2, ops_skill="none", analytics_load="heavy", stage="mature")
    found = engine.assess(team)
    assert found.operations.load > found.operations.capacity
    assert found.decision("security_baseline").recommended in ("central_authz_audit", "compliance_programme")


def test_what_nobody_answered_requires_nothing(engine: Engine) -> None:
    assert [each.id for each in engine.assess({}).decisions if each.requirements] == []
    # The goal is known, but not how much data there is: nobody said that a restore would take too long.
    short = engine.assess(beliefs(rto_h=0.25)).decision("disaster_recovery").requirements[0].short
    assert [option for option, _ in short] == ["pilot_light"]


def test_an_option_of_which_nobody_knows_shuts_no_other_out(engine: Engine) -> None:
    # A minute is less than any standby takes; whether a restore takes longer, nobody said.
    found = engine.assess(beliefs(rto_h=0.015, data_class="residency_bound", stage="mature"))
    recovery = found.decision("disaster_recovery")
    told = next(each for each in recovery.requirements if each.id == "site_recovery_goal")
    assert ([option for option, _ in told.short], told.met) == (["pilot_light", "warm_standby"], False)
    assert recovery.option("warm_standby").share


def test_a_range_counts_in_the_futures_in_which_it_asks_too_much(engine: Engine) -> None:
    exact = engine.assess(beliefs(rto_h=0.25, data_gb=2)).decision("redundancy").option("single_zone")
    wide = engine.assess(beliefs(rto_h=(0.25, 72.0), data_gb=2)).decision("redundancy").option("single_zone")
    assert exact.share == 0
    assert wide.share is not None
    assert wide.share > 0


def test_where_no_option_can_it_is_told_and_never_firm(engine: Engine) -> None:
    found = engine.assess(beliefs(rpo_min=0, rto_h=0.25, data_gb=2_400, slo_goal=99.99, outage_usd_h=2e5))
    recovery = found.decision("disaster_recovery")
    unmet = [each for each in recovery.requirements if not each.met]
    assert [each.id for each in unmet] == ["no_loss"]
    assert recovery.standing != "firm"
    assert recovery.recommended not in ("snapshots", "point_in_time", "pilot_light")


def test_what_rules_rule_out_is_not_brought_back(engine: Engine) -> None:
    tiny = beliefs(rto_h=0.25, data_gb=2_400, stage="pre_pmf", engineers=2, engineers_12m=2)
    recovery = engine.assess(tiny).decision("disaster_recovery")
    assert recovery.recommended in ("snapshots", "point_in_time")
    assert [each.id for each in recovery.requirements if not each.met] == ["site_recovery_goal"]


@settings(max_examples=trials(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(teams())
def test_one_profile_and_columns_say_the_same(engine: Engine, team: dict[str, Belief]) -> None:
    compiled = engine.compiled
    codes = engine.profile(team)
    row = {**codes, **compiled.program.row(codes)}
    one = case_of(compiled, row)
    many = cases_of(compiled, {name: np.asarray([value]) for name, value in row.items()}, 1)
    for place, decision in enumerate(compiled.decisions):
        assert many.out[: len(decision.options), place, 0].tolist() == one.out[place], decision.id


@settings(max_examples=trials(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(teams())
def test_what_falls_short_is_never_recommended_while_another_option_can(
    engine: Engine, team: dict[str, Belief]
) -> None:
    for decision in engine.assess(team, samples=64).decisions:
        for told in decision.requirements:
            if told.met:
                assert decision.recommended not in [option for option, _ in told.short], decision.id


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[list[Asked], list[tuple[dict[str, Any], list[bool]]]]:
    options = draw(st.integers(2, 5))
    asked = []
    for number in range(draw(st.integers(1, 3))):
        states = draw(st.lists(st.booleans(), min_size=options, max_size=options))
        asked.append(
            Asked(
                f"r{number}",
                f"needed r{number}",
                tuple(f"short {number} {each}" if said else None for each, said in enumerate(states)),
                tuple(
                    f"told {number} {each}" if said and draw(st.booleans()) else None
                    for each, said in enumerate(states)
                ),
                tuple(f"figure {number} {each}" if said else None for each, said in enumerate(states)),
                draw(st.booleans()),
                draw(st.booleans()),
            )
        )
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        row: dict[str, Any] = {
            name: draw(st.booleans()) for each in asked for name in (*each.short, *each.told) if name
        }
        figures = (name for each in asked for name in each.best if isinstance(name, str))
        row |= {name: float(draw(st.integers(0, 3))) for name in figures}
        rows.append((row, draw(st.lists(st.booleans(), min_size=options, max_size=options))))
    return asked, rows


@settings(max_examples=trials(300), deadline=None)
@given(puzzles())
def test_any_requirements_leave_open_the_same_in_one_row_and_in_many(
    puzzle: tuple[list[Asked], list[tuple[dict[str, Any], list[bool]]]],
) -> None:
    asked, rows = puzzle
    columns = {name: np.array([row[name] for row, _ in rows]) for name in rows[0][0]}
    out = np.array([ruled_out for _, ruled_out in rows]).T.copy()
    narrow_rows(asked, columns, out)
    assert out.T.tolist() == [narrow(asked, row, ruled_out).out for row, ruled_out in rows]


def test_nothing_steps_down_to_what_falls_short(engine: Engine) -> None:
    codes = engine.profile(beliefs(data_class="payments", engineers=1, ops_skill="none"))
    case = case_of(engine.compiled, {**codes, **engine.compiled.program.row(codes)})
    chosen = settle(engine.compiled.agenda, case).chosen
    for place, option in enumerate(chosen):
        assert not case.out[place][option]
