"""Flips: a change that is shown always flips, and it is the nearest of its kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archassist.engine import Engine, Exact
from archassist.engine.flips import Flip, flips
from archassist.engine.turning import FARTHEST
from archassist.session import Review
from archassist.session.prospects import flips_view
from archassist.session.reading import read_answer

SAMPLES = 256


def recommended(engine: Engine, beliefs: dict[str, object]) -> dict[str, str]:
    assessment = engine.assess(beliefs, samples=SAMPLES)  # type: ignore[arg-type]
    return {each.id: each.recommended for each in assessment.decisions}


@pytest.mark.parametrize("name", ["figma-2020", "shopify-2013", "lichess-2022", "monzo-2019"])
def test_a_flip_that_is_shown_flips(name: str, engine: Engine, example: Callable[[str], Review]) -> None:
    beliefs = dict(example(name).beliefs())
    before = recommended(engine, beliefs)
    found = flips(engine, beliefs, before, most=1, samples=SAMPLES)
    assert sum(map(len, found.values())) > 15
    for mine in found.values():
        for flip in mine:
            value = frozenset(flip.value) if isinstance(flip.value, tuple) else flip.value
            after = recommended(engine, {**beliefs, flip.question: Exact(value)})  # type: ignore[arg-type]
            assert after[flip.decision] == flip.option != before[flip.decision]
            assert flip.distance <= FARTHEST


def test_the_nearest_come_first_and_no_more_than_asked(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs = example("figma-2020").beliefs()
    before = recommended(engine, dict(beliefs))
    mine = flips(engine, beliefs, before, decisions=["write_scaling"], most=3, samples=SAMPLES)[
        "write_scaling"
    ]
    assert 1 <= len(mine) <= 3
    distances = [flip.distance for flip in mine]
    assert distances == sorted(distances)


def test_half_the_way_to_a_turning_point_does_not_turn(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    """In the single profile, in which turning points are found."""
    beliefs = dict(example("figma-2020").beliefs())
    before = {each.id: each.recommended for each in engine.assess(beliefs, samples=0).decisions}
    found = flips(engine, beliefs, before, most=1, samples=0)
    numbers = [flip for mine in found.values() for flip in mine if isinstance(flip.value, float)]
    numbers = [flip for flip in numbers if not engine.rulebook.questions[flip.question].levels]
    assert len(numbers) > 5
    for flip in numbers:
        now = float(engine.profile(beliefs)[flip.question])
        half = {**beliefs, flip.question: Exact((now + float(flip.value)) / 2)}  # type: ignore[arg-type]
        assert answered(engine, half, flip) == before[flip.decision] or counted(engine, flip)


def answered(engine: Engine, beliefs: dict[str, object], flip: Flip) -> str:
    assessment = engine.assess(beliefs, samples=0)  # type: ignore[arg-type]
    return assessment.decision(flip.decision).recommended


def counted(engine: Engine, flip: Flip) -> bool:
    return engine.rulebook.questions[flip.question].unit in ("", "people")


def test_things_that_are_counted_flip_at_whole_numbers(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs = example("shopify-2013").beliefs()
    found = flips(engine, beliefs, recommended(engine, dict(beliefs)), most=2, samples=SAMPLES)
    for mine in found.values():
        for flip in mine:
            question = engine.rulebook.questions[flip.question]
            if question.type == "number" and question.unit in ("", "people"):
                assert float(flip.value) == int(float(flip.value))  # type: ignore[arg-type]


def test_a_flip_is_shown_as_it_would_be_typed(example: Callable[[str], Review]) -> None:
    review = example("figma-2020")
    for mine in flips_view(review, ["write_scaling", "redundancy"]).values():
        for each in mine:
            ((question, typed),) = each["changes"].items()
            answer = read_answer(review.rulebook.questions[question], typed)
            assert answer.kind == "exact"
            assert "→" in each["text"]
