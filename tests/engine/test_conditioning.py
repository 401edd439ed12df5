"""What answers tell of open questions: as if every future that does not fit them had been thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from archassist.engine import Belief, Engine, Exact, OutOfScope, Range, Unknown
from tests.trials import trials

MANY = 16_000


def logs(engine: Engine, beliefs: Mapping[str, Belief], question: str, samples: int = MANY) -> NDArray[Any]:
    column = engine.inputs(beliefs, samples=samples)[question]
    found: NDArray[Any] = np.log(np.broadcast_to(column, (samples,)))
    return found


def fitting(engine: Engine, answers: Mapping[str, float], question: str) -> NDArray[Any]:
    """The logs of a question in those futures of a team that answered nothing in which the others are near `answers`."""
    columns = engine.inputs({}, samples=400_000)
    near = np.ones(400_000, dtype=bool)
    for id, value in answers.items():
        near &= np.abs(np.log(columns[id] / value)) < 0.15
    assert near.sum() > 300
    found: NDArray[Any] = np.log(columns[question][near])
    return found


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"peak_rps_now": 600.0}, "mau_now"),
        ({"peak_rps_now": 600.0}, "req_per_dau"),
        ({"infra_usd_m": 20_000.0}, "mau_now"),
        ({"infra_usd_m": 20_000.0, "peak_rps_now": 300.0}, "mau_now"),
        ({"largest_table_gb": 300.0}, "data_gb"),
        ({"engineers_12m": 60.0}, "engineers"),
        ({"engineers_12m": 60.0}, "teams"),
    ],
)
def test_what_is_left_open_fits_the_answers(engine: Engine, answers: dict[str, float], question: str) -> None:
    told = logs(engine, {id: Exact(value) for id, value in answers.items()}, question)
    kept = fitting(engine, answers, question)
    spread = kept.std()
    assert abs(np.median(told) - np.median(kept)) < 0.15 * spread
    assert told.std() == pytest.approx(spread, rel=0.12)


def test_the_single_profile_stands_in_the_middle_of_the_futures(engine: Engine) -> None:
    beliefs: dict[str, Belief] = {"peak_rps_now": Exact(40_000.0), "data_growth_gb_m": Exact(900.0)}
    for id in ("mau_now", "dau_mau", "data_gb"):
        assert engine.profile(beliefs)[id] == pytest.approx(
            np.exp(np.median(logs(engine, beliefs, id))), rel=0.1
        )


def test_a_measured_peak_of_a_giant_is_not_explained_by_a_small_product(engine: Engine) -> None:
    facts = engine.assess({"peak_rps_now": Exact(200_000.0)}).facts
    assert facts["mau_now"].low > 1e6  # type: ignore[operator]
    assert facts["mau_now"].told_by == ("peak_rps_now",)
    assert facts["mau_now"].assumed == ("mau_now",)


def test_what_was_answered_is_left_alone(engine: Engine) -> None:
    beliefs: dict[str, Belief] = {
        "mau_now": Exact(1_000.0), "dau_mau": Range(0.1, 0.2), "peak_rps_now": Exact(200_000.0)
    }  # fmt: skip
    before = engine.inputs({id: beliefs[id] for id in ("mau_now", "dau_mau")})
    after = engine.inputs(beliefs)
    assert after["mau_now"] == 1_000.0
    assert (after["dau_mau"] == before["dau_mau"]).all()
    assert np.median(after["req_per_dau"]) > np.median(before["req_per_dau"])


def test_how_full_a_machine_is_does_not_tell_how_many_use_it(engine: Engine) -> None:
    assert not engine.conditioning({"db_cpu_peak": Exact(0.9)}).told


def test_a_range_tells_less_than_a_number(engine: Engine) -> None:
    exact = logs(engine, {"peak_rps_now": Exact(600.0)}, "mau_now")
    vague = logs(engine, {"peak_rps_now": Range(60.0, 6_000.0, "careful")}, "mau_now")
    nothing = logs(engine, {}, "mau_now")
    assert exact.std() < vague.std() < nothing.std()


@pytest.mark.parametrize("belief", [Exact(0.0), Unknown(), OutOfScope("no traffic")])
def test_what_has_no_size_tells_nothing(engine: Engine, belief: Belief) -> None:
    assert not engine.conditioning({"peak_rps_now": belief}).told
    assert engine.profile({"peak_rps_now": belief})["mau_now"] == engine.profile({})["mau_now"]


@settings(max_examples=trials(60), deadline=None)
@given(st.data())
def test_whatever_is_answered_everything_stays_a_number_in_its_range(
    engine: Engine, data: st.DataObject
) -> None:
    after = set().union(*engine.compiled.followers.values())
    follows = [
        id
        for id, each in engine.rulebook.questions.items()
        if id in after and each.type in ("number", "share")
    ]
    beliefs: dict[str, Belief] = {}
    for id in data.draw(st.lists(st.sampled_from(follows), min_size=1, max_size=6, unique=True)):
        low, high = engine.rulebook.questions[id].range or (0.0, 1e9)
        beliefs[id] = Exact(data.draw(st.floats(low, high)))
    columns = engine.inputs(beliefs, samples=64)
    for id, question in engine.rulebook.questions.items():
        if question.range is not None:
            low, high = question.range
            assert np.isfinite(columns[id]).all()
            assert (low <= np.asarray(columns[id])).all()
            assert (np.asarray(columns[id]) <= high).all()
            assert low <= float(engine.profile(beliefs)[id]) <= high


def test_the_order_of_answers_does_not_matter(engine: Engine) -> None:
    one: dict[str, Belief] = {"infra_usd_m": Exact(9_000.0), "outage_usd_h": Exact(4_000.0)}
    other = dict(reversed(one.items()))
    assert engine.profile(one) == engine.profile(other)
    assert (engine.inputs(one)["mau_now"] == engine.inputs(other)["mau_now"]).all()


@pytest.mark.parametrize("samples", [0, 64])
def test_answers_that_cannot_all_be_true_still_give_numbers(engine: Engine, samples: int) -> None:
    """A share that other answers move far beyond what a logarithm holds is nothing, or the whole."""
    beliefs: dict[str, Belief] = {
        "queries_per_req": Exact(2e-306), "read_qps_now": Exact(135.0), "peak_rps_now": Exact(1.0),
        "write_share": Exact(0.0), "blocks": Exact(frozenset({"cdn", "http_cache_policy", "shared_cache"})),
    }  # fmt: skip
    facts = engine.assess(beliefs, samples=samples).facts
    numbers = [each.value for each in facts.values() if isinstance(each.value, float)]
    assert np.isfinite(numbers).all()
