"""The advice on the published cases that ship as examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archassist.engine import Assessment
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
