"""Advice for answers close to others is the advice that a whole assessment gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.engine import Belief, Engine, Range, Unknown
from archassist.sensitivity.incremental_advice import Nearby
from archassist.sensitivity.turning_points import TurningPoints, belief_of
from archassist.session import Review
from tests.trials import trials

SAMPLES = 48


@pytest.mark.parametrize("name", ["figma-2020", "shopify-2013", "lichess-2022"])
def test_what_is_left_as_it_was_changes_no_advice(
    name: str, engine: Engine, example: Callable[[str], Review]
) -> None:
    before: dict[str, Belief] = dict(example(name).beliefs())
    before["engineers"] = Range(30.0, 90.0, "rough")
    before["mau_12m"] = Range(2e6, 9e6, "rough")
    points, nearby = TurningPoints(engine, before), Nearby(engine, before, 3, SAMPLES)
    moves = {
        id: [belief_of(engine, id, code) for line in points.moves.of(id) for code in line]
        for id in engine.rulebook.questions
    }
    ids = st.sampled_from([id for id, line in moves.items() if line])

    @settings(max_examples=trials(40), deadline=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        changed = {
            id: data.draw(st.sampled_from([*moves[id], Unknown()]))
            for id in data.draw(st.lists(ids, min_size=1, max_size=2, unique=True))
        }
        whole = engine.advise({**before, **changed}, seed=3, samples=SAMPLES)
        assert nearby.advise_all([changed], [list(whole)]) == [whole]
        asked = data.draw(st.sampled_from(list(whole)))
        assert nearby.advise_all([changed], [[asked]]) == [{asked: whole[asked]}]

    check()


def test_several_changes_at_once_are_each_advised_as_alone(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    before = example("monzo-2019").beliefs()
    points = TurningPoints(engine, before)
    changes = [
        {id: belief_of(engine, id, line[place])}
        for id in ("engineers", "mau_now", "hosting", "ops_skill", "db_cpu_peak", "sources_of_truth", "teams")
        if id in engine.rulebook.questions
        for line in points.moves.of(id)
        if line
        for place in (0, -1)
    ]
    assert len(changes) > 10
    together = Nearby(engine, before, 1, SAMPLES).advise_all(
        changes, [list(engine.rulebook.decisions)] * len(changes)
    )
    assert together == [engine.advise({**before, **each}, seed=1, samples=SAMPLES) for each in changes]


def test_priorities_count_nearby_as_well(engine: Engine, example: Callable[[str], Review]) -> None:
    before = example("figma-2020").beliefs()
    ranked = engine.preferring(["simplicity", "cost"])
    change = {"engineers": belief_of(engine, "engineers", 400.0)}
    [nearby] = Nearby(ranked, before, 0, SAMPLES).advise_all([change], [list(engine.rulebook.decisions)])
    assert nearby == ranked.advise({**before, **change}, samples=SAMPLES)
    assert set(nearby) == set(engine.rulebook.decisions)
