"""The advice on published cases, and what no team should ever be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.engine import Assessment, Engine, Exact
from archassist.session import Review


def recommended(assessment: Assessment) -> dict[str, str]:
    return {each.id: each.recommended for each in assessment.decisions}


def test_stack_overflow_2016_needs_neither_sharding_nor_services(example: Callable[[str], Review]) -> None:
    advice = recommended(example("stack-overflow-2016").assess())
    assert advice["write_scaling"] == "single_primary"
    assert advice["architecture_style"] in ("monolith", "modular_monolith")


def test_notion_2021_divides_its_data_by_tenant(example: Callable[[str], Review]) -> None:
    assert recommended(example("notion-2021").assess())["write_scaling"] == "sharding"


def test_segment_2017_runs_fewer_services(example: Callable[[str], Review]) -> None:
    review = example("segment-2017")
    assessment = review.assess()
    assert recommended(assessment)["architecture_style"] in ("monolith", "modular_monolith")
    merge = next(each for each in assessment.practices if each.id == "arch.single-responsibility")
    assert merge.status == "todo"


@pytest.mark.parametrize("name", ["stack-overflow-2016", "notion-2021", "segment-2017"])
def test_the_reasons_carry_the_answers_and_sources(name: str, example: Callable[[str], Review]) -> None:
    assessment = example(name).assess()
    for decision in assessment.decisions:
        for reason in decision.because:
            assert reason.source
            assert "{" not in reason.text


def beliefs(engine: Engine) -> st.SearchStrategy[dict[str, Any]]:
    """Exact answers to any of the questions, within their ranges."""
    each = {}
    for question in engine.rulebook.questions.values():
        if question.levels:
            value: Any = st.sampled_from(question.levels)
        elif question.type == "choice":
            value = st.sampled_from(list(question.choices))
        elif question.type == "choices":
            value = st.frozensets(st.sampled_from(list(question.choices)))
        else:
            assert question.range is not None
            value = st.floats(*question.range)
        each[question.id] = value.map(Exact)
    return st.fixed_dictionaries({}, optional=each)


TOO_MUCH = {
    "architecture_style": "microservices",
    "write_scaling": "sharding",
    "async_work": "event_backbone",
    "team_topology": "domain_and_platform",
    "redundancy": "active_active",
}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_three_people_searching_for_a_market_are_never_told_to_build_for_giants(
    engine: Engine, data: st.DataObject
) -> None:
    answers = data.draw(beliefs(engine))
    answers |= {
        "stage": Exact("pre_pmf"),
        "engineers": Exact(3.0),
        "engineers_12m": Exact(3.0),
        "teams": Exact(1.0),
    }
    answers["ops_skill"] = Exact("none")
    assessment = engine.assess(answers, samples=0)
    for decision, option in TOO_MUCH.items():
        if decision == "write_scaling":
            continue  # data too large for one machine is too large for three people as well
        assert assessment.decision(decision).recommended != option


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_is_recommended_fits_the_team_or_says_that_it_does_not(
    engine: Engine, data: st.DataObject
) -> None:
    assessment = engine.assess(data.draw(beliefs(engine)), samples=0)
    if assessment.operations.load <= assessment.operations.capacity:
        return
    for decision in assessment.decisions:
        if decision.required_by or any(option.required for option in decision.options):
            continue
        place = [option.id for option in decision.options].index(decision.recommended)
        chosen = decision.options[place]
        simpler = [option for option in decision.options[:place] if not option.ruled_out]
        assert all(option.ops_points >= chosen.ops_points for option in simpler), decision.id
