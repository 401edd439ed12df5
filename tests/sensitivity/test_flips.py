"""Flips: a change that is shown always flips, and it is the nearest of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from archassist.answers.parse import read_answer
from archassist.engine import Belief, Engine, Exact
from archassist.engine.columns.futures import settled_columns
from archassist.sensitivity.flips import WITHIN_REACH, Flip, FlipSearch, flips
from archassist.sensitivity.perturbations import FARTHEST
from archassist.sensitivity.sufficient_answers import rests_on
from archassist.sensitivity.turning_points import TurningPoints
from archassist.session import Review
from archassist.views.flips import flips_view

SAMPLES = 256


def recommended(engine: Engine, beliefs: Mapping[str, Belief]) -> dict[str, str]:
    assessment = engine.assess(beliefs, samples=SAMPLES)
    return {each.id: each.recommended for each in assessment.decisions}


@pytest.mark.parametrize("name", ["figma-2020", "shopify-2013", "lichess-2022", "monzo-2019"])
def test_a_flip_that_is_shown_flips(name: str, engine: Engine, example: Callable[[str], Review]) -> None:
    beliefs = dict(example(name).beliefs())
    before = recommended(engine, beliefs)
    found = flips(engine, beliefs, before, most=1, samples=SAMPLES)
    assert sum(map(len, found.values())) > 15
    for mine in found.values():
        for flip in mine:
            after = recommended(engine, {**beliefs, **changed(flip)})
            assert after[flip.decision] == flip.option != before[flip.decision]
            assert flip.distance <= FARTHEST * len(flip.changes)
            for question, _ in flip.changes if len(flip.changes) > 1 else ():
                alone = recommended(engine, {**beliefs, question: changed(flip)[question]})
                assert alone[flip.decision] == before[flip.decision], "one of two would be enough"


def test_the_nearest_come_first_and_no_more_than_asked(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs = example("figma-2020").beliefs()
    before = recommended(engine, dict(beliefs))
    mine = flips(engine, beliefs, before, decisions=["write_scaling"], most=3, samples=SAMPLES)[
        "write_scaling"
    ]
    assert 1 <= len(mine) <= 3
    singles = [flip for flip in mine if len(flip.changes) == 1]
    assert mine[: len(singles)] == tuple(singles), "one answer before two"
    reach = [
        flip.distance * (WITHIN_REACH if engine.rulebook.questions[flip.question].moved_by == "team" else 1)
        for flip in singles
    ]
    assert reach == pytest.approx(sorted(reach), abs=0.2), "what the team can move counts as nearer"


def test_half_the_way_to_a_turning_point_does_not_turn(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    """In the single profile, in which turning points are found."""
    beliefs = dict(example("figma-2020").beliefs())
    before = {each.id: each.recommended for each in engine.assess(beliefs, samples=0).decisions}
    found = flips(engine, beliefs, before, most=1, samples=0)
    numbers = [
        flip
        for mine in found.values()
        for flip in mine
        if isinstance(flip.value, float) and len(flip.changes) == 1
    ]
    numbers = [flip for flip in numbers if not engine.rulebook.questions[flip.question].levels]
    assert len(numbers) > 5
    for flip in numbers:
        now = float(engine.profile(beliefs)[flip.question])
        half = {**beliefs, flip.question: Exact((now + float(flip.value)) / 2)}  # type: ignore[arg-type]
        assert answered(engine, half, flip) == before[flip.decision] or counted(engine, flip)


@pytest.mark.parametrize("name", ["notion-2021", "shopify-2013"])
def test_a_flip_is_a_change_that_a_person_can_see_and_believe(
    name: str, engine: Engine, example: Callable[[str], Review]
) -> None:
    """It is not what is there already, it is not absurd, and of two answers neither follows from the other."""
    beliefs = dict(example(name).beliefs())
    points = TurningPoints(engine, beliefs)
    found = flips(engine, beliefs, recommended(engine, beliefs), samples=SAMPLES)
    codes = engine.compiled.encoding
    for flip in (each for mine in found.values() for each in mine):
        far = [points.moves.distance(id, codes.encode(id, value)) for id, value in flip.changes]
        assert all(0.04 < each <= FARTHEST for each in far)
        assert flip.distance == pytest.approx(sum(far))
        if len(flip.changes) == 2:
            assert not points.follow(flip.changes[0][0], flip.changes[1][0])


def test_a_search_that_was_made_ready_finds_the_same(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs = dict(example("segment-2017").beliefs())
    before = recommended(engine, beliefs)
    ready = FlipSearch(engine, beliefs, before, samples=SAMPLES)
    ready.prepare()
    for decision in ("caching", "architecture_style"):
        alone = flips(engine, beliefs, before, decisions=[decision], samples=SAMPLES)
        assert ready.flips([decision]) == alone
    FlipSearch(engine, beliefs, before, samples=0).prepare()


def test_a_move_down_goes_on_by_equal_factors(engine: Engine) -> None:
    points = TurningPoints(engine, {"mau_now": Exact(3_000_000.0), "cache_hit_share": Exact(0.5)})
    assert points.moves.moved(points.moves.candidate("mau_now", 300_000.0), 1.3) == pytest.approx(
        150_000, rel=0.01
    )
    assert points.moves.moved(points.moves.candidate("mau_now", 30_000_000.0), 1.1) == pytest.approx(
        32_700_000, rel=0.01
    )


def changed(flip: Flip) -> dict[str, Belief]:
    """The beliefs that a flip puts in place of what is believed."""
    return {
        question: Exact(frozenset(value) if isinstance(value, tuple) else value)
        for question, value in flip.changes
    }


def answered(engine: Engine, beliefs: Mapping[str, Belief], flip: Flip) -> str:
    assessment = engine.assess(beliefs, samples=0)
    return assessment.decision(flip.decision).recommended


def counted(engine: Engine, flip: Flip) -> bool:
    return engine.rulebook.questions[flip.question].unit in ("", "people")


def test_of_one_question_the_nearest_choice_that_leads_to_an_option_is_enough(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs = example("notion-2021").beliefs()
    found = flips(engine, beliefs, recommended(engine, dict(beliefs)), samples=SAMPLES)
    assert any(found.values())
    for mine in found.values():
        chosen = [
            (each.question, each.option)
            for each in mine
            if len(each.changes) == 1 and isinstance(each.value, (str, tuple))
        ]
        assert len(chosen) == len(set(chosen))


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
            for question, typed in each.changes.items():
                assert read_answer(review.rulebook.questions[question], typed).kind == "exact"
            assert "→" in each.text


def test_what_only_tells_how_things_stand_is_no_change_of_mind(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs = example("figma-2020").beliefs()
    found = flips(engine, beliefs, recommended(engine, dict(beliefs)), samples=SAMPLES, two=False)
    moved = {question for mine in found.values() for flip in mine for question, _ in flip.changes}
    assert moved
    assert all(engine.rulebook.questions[each].moved_by != "nobody" for each in moved)


def test_where_no_single_answer_is_enough_two_are_sought(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    review = example("segment-2017")
    beliefs, before = review.beliefs(), recommended(engine, dict(review.beliefs()))
    alone = flips(engine, beliefs, before, samples=SAMPLES, two=False)
    few = [decision for decision, mine in alone.items() if len(mine) < 2][:6]
    both = flips(engine, beliefs, before, decisions=few, samples=SAMPLES)
    assert any(len(flip.changes) == 2 for mine in both.values() for flip in mine)


@pytest.mark.parametrize("decision", ["architecture_style", "redundancy", "messaging"])
def test_the_answers_a_decision_rests_on_fix_it_alone(
    decision: str, engine: Engine, example: Callable[[str], Review]
) -> None:
    beliefs: dict[str, Belief] = {id: Exact(value) for id, value in plain_profile(engine).items()}
    beliefs |= {"engineers": Exact(40.0), "engineers_12m": Exact(60.0), "slo_goal": Exact(99.9)}
    option = engine.assess(beliefs, samples=512).decision(decision).recommended
    rest = rests_on(engine, beliefs, decision, option)
    assert rest.fixed
    assert len(rest.answers) < 12
    place = list(engine.rulebook.decisions).index(decision)
    wanted = list(engine.rulebook.decisions[decision].options).index(option)
    known = {f"known:{id}": True for id in engine.rulebook.questions}

    def share(kept: set[str]) -> float:
        columns = engine.inputs({id: beliefs[id] for id in kept}, samples=512) | known
        return float((settled_columns(engine.compiled, columns, 512).chosen[:, place] == wanted).mean())

    assert share(set(rest.answers)) >= 0.9
    for id in rest.answers:
        assert share(set(rest.answers) - {id}) < 0.9, "none of them can be left out"


def test_answers_that_do_not_settle_a_decision_are_not_said_to(
    engine: Engine, example: Callable[[str], Review]
) -> None:
    review = example("segment-2017")
    option = engine.assess(review.beliefs()).decision("caching").recommended
    assert not rests_on(engine, {}, "caching", option).fixed


def plain_profile(engine: Engine) -> dict[str, float | str | frozenset[str]]:
    """Every question answered with its usual value."""
    codes = engine.profile({})
    found = {}
    for id in engine.rulebook.questions:
        value = engine.compiled.encoding.decode(id, codes[id])
        found[id] = frozenset(value) if isinstance(value, tuple) else value
    return found
