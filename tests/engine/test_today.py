"""What stands today: said by the team, or shown by answers that leave no doubt; and the move from there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.engine import Engine, Exact, Range, Unknown
from archassist.session import shipped_rulebook
from archassist.session.rulebooks import engine_for
from tests.trials import trials

RULEBOOK = shipped_rulebook()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_for(RULEBOOK)  # type: ignore[no-any-return]


def blocks(*names: str) -> dict[str, Any]:
    return {"blocks": Exact(frozenset(names))}


def test_without_an_answer_nothing_is_known_to_stand(engine: Engine) -> None:
    assert {each.option for each in engine.standing_options({}).values()} == {None}


def test_a_decision_without_an_option_that_answers_show_stays_open(engine: Engine) -> None:
    today = engine.standing_options(blocks("shared_cache"))
    assert today["caching"].option == "shared_cache"
    assert today["caching"].known == "derived"
    assert (today["messaging"].option, today["messaging"].known) == (None, None)


def test_what_is_said_counts_more_than_what_answers_show_and_the_contradiction_is_told(
    engine: Engine,
) -> None:
    today = engine.running({"caching": "http_only"}).standing_options(blocks("shared_cache"))["caching"]
    assert (today.option, today.known, today.against) == ("http_only", "answered", "shared_cache")


def test_more_than_the_answers_can_show_is_no_contradiction(engine: Engine) -> None:
    today = engine.running({"edge_delivery": "multi_cdn"}).standing_options(blocks("cdn"))["edge_delivery"]
    assert (today.option, today.against) == ("multi_cdn", None)


def test_a_heavier_option_that_the_answers_would_show_is_a_contradiction(engine: Engine) -> None:
    beliefs = {"topology": Exact("few_services")}
    today = engine.running({"architecture_style": "microservices"}).standing_options(beliefs)
    assert today["architecture_style"].against == "hybrid"


def test_of_several_that_are_there_the_heaviest_stands(engine: Engine) -> None:
    today = engine.standing_options(blocks("metrics", "tracing"))["observability"]
    assert (today.option, today.shown) == ("tracing", ("metrics", "tracing"))


@pytest.mark.parametrize(("low", "high", "stands"), [(2, 9, "on_call_runbooks"), (0, 9, None)])
def test_a_range_counts_only_where_both_of_its_ends_do(
    engine: Engine, low: float, high: float, stands: str | None
) -> None:
    today = engine.standing_options({"oncall_people": Range(low, high, "measured")})
    assert today["incident_process"].option == stands


def test_what_nobody_knows_shows_nothing(engine: Engine) -> None:
    assert engine.standing_options({"topology": Unknown()})["architecture_style"].option is None


def test_an_assessment_carries_what_stands_with_and_without_futures(engine: Engine) -> None:
    beliefs = blocks("shared_cache", "read_replica")
    for samples in (0, 64):
        result = engine.assess(beliefs, samples=samples).decision("read_scaling")
        assert (result.today.option, result.today.known) == ("read_replicas", "derived")
        assert result.option("read_replicas").in_place


@pytest.mark.parametrize(
    ("stands", "to", "move"),
    [
        (None, "shared_cache", "adopt"),
        ("shared_cache", "shared_cache", "keep"),
        ("http_only", "shared_cache", "step_to"),
        ("shared_cache", "http_only", "step_back"),
    ],
)
def test_a_move_leads_from_what_stands(engine: Engine, stands: str | None, to: str, move: str) -> None:
    today = engine.running({"caching": stands} if stands else {}).standing_options({})["caching"]
    assert today.move_to(RULEBOOK.decisions["caching"], to) == move


def test_between_options_that_give_as_much_there_is_no_step_back(engine: Engine) -> None:
    today = engine.running({"write_scaling": "distributed_store"}).standing_options({})["write_scaling"]
    assert today.move_to(RULEBOOK.decisions["write_scaling"], "sharding") == "step_to"


def test_what_is_kept_brings_no_work_for_its_adoption(engine: Engine) -> None:
    """Only practices that are due by themselves, or for something else, stay."""
    beliefs = blocks("cdn", "load_balancer")
    kept = [
        each for each in engine.assess(beliefs, samples=0).decisions if each.today.option == each.recommended
    ]
    assert kept
    full = {f"{each.id}.{each.recommended}" for each in kept}
    for practice in engine.assess(beliefs, samples=0).practices:
        assert not full & set(practice.needed_by)


@settings(max_examples=trials(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_stands_is_certain_whatever_the_open_questions_turn_out_to_be(data: st.DataObject) -> None:
    """What is derived of some answers is derived of every team that gives them and more."""
    engine: Engine = engine_for(RULEBOOK)
    asked = sorted(
        {id for each in engine.compiled.in_place.inputs for id in [each] if id in RULEBOOK.questions}
    )
    behind = [
        id
        for id in asked
        if any(
            option.in_place and id in engine.compiled.behind(option.in_place)
            for decision in RULEBOOK.decisions.values()
            for option in decision.options.values()
        )
    ]

    def answer(id: str) -> Exact:
        question = RULEBOOK.questions[id]
        if question.type == "choices":
            return Exact(data.draw(st.frozensets(st.sampled_from(list(question.choices)))))
        if question.type == "choice":
            return Exact(data.draw(st.sampled_from(list(question.choices))))
        assert question.range
        return Exact(float(data.draw(st.sampled_from([*question.range, question.range[0] + 2]))))

    whole = {id: answer(id) for id in behind}
    some = {id: whole[id] for id in data.draw(st.sets(st.sampled_from(behind)))}
    less, more = engine.standing_options(some), engine.standing_options(whole)
    for decision, today in less.items():
        assert set(today.shown) <= set(more[decision].shown)
