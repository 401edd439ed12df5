"""How sure advice may be called: learned of how right it was, and no surer on a decision than its own record allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archassist.casebase import Case, CaseVerdict, load_cases
from archassist.casebase.calibration.sureness import as_sure, thinned, thresholds
from archassist.engine import Engine, Exact
from archassist.rulebook import Rulebook
from tests.casebase.test_measures import companies
from tests.rulebook.packs import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def case(bench: Bench) -> Case:
    companies(bench.folder, 1)
    (found,) = load_cases(bench.folder, bench.load())
    return found


DECISIONS = ("reads_scale", "writes_scale")


def verdict(case: Case, chance: float | None, agrees: bool, decision: str = "reads_scale") -> CaseVerdict:
    return CaseVerdict(case, "tuned", decision, "tune", "firm", agrees, False, False, (), 0.95, chance)


def test_half_of_the_answers_stay_the_same_ones_for_the_same_draw(case: Case) -> None:
    draws = [thinned(case, draw) for draw in range(20)]
    assert {len(each.beliefs) for each in draws} == {1}
    assert {tuple(each.beliefs) for each in draws} == {("reads",), ("blocks",)}
    assert [each.beliefs for each in draws] == [thinned(case, draw).beliefs for draw in range(20)]
    assert {each.accepted["reads_scale"] for each in draws} == {case.accepted["reads_scale"]}


def test_firm_begins_where_advice_was_right_often_enough(case: Case) -> None:
    low = [verdict(case, 0.5, number % 2 == 0) for number in range(40)]
    high = [verdict(case, 0.8, agrees=True) for _ in range(40)]
    learned = thresholds([*low, *high], DECISIONS)
    assert 0.5 < learned.firm <= 0.8
    assert learned.unsure == ("writes_scale",), "nothing is known of it"
    assert as_sure(high[0], learned).standing == "firm"
    assert as_sure(low[0], learned).standing != "firm"


def test_nothing_is_firm_on_a_decision_whose_record_is_bad_whatever_others_do(case: Case) -> None:
    good = [verdict(case, 0.8, agrees=True) for _ in range(200)]
    bad = [verdict(case, 0.8, number % 2 == 0, "writes_scale") for number in range(30)]
    learned = thresholds([*good, *bad], DECISIONS)
    assert learned.unsure == ("writes_scale",)
    assert as_sure(good[0], learned).standing == "firm"
    assert as_sure(bad[0], learned).standing == "leaning"


def test_a_few_misses_do_not_tell_against_a_decision(case: Case) -> None:
    good = [verdict(case, 0.8, agrees=True) for _ in range(200)]
    record = [verdict(case, 0.8, number > 1, "writes_scale") for number in range(20)]
    assert thresholds([*good, *record], DECISIONS).unsure == ()


def test_nothing_is_firm_on_a_decision_without_a_record(case: Case) -> None:
    good = [verdict(case, 0.8, agrees=True) for _ in range(200)]
    first = [verdict(case, 0.99, agrees=True, decision="writes_scale") for _ in range(19)]
    learned = thresholds([*good, *first], DECISIONS)
    assert learned.unsure == ("writes_scale",)
    assert as_sure(first[0], learned).standing == "leaning"


def test_chances_on_decisions_without_a_record_do_not_move_the_threshold(case: Case) -> None:
    good = [verdict(case, 0.8, agrees=True) for _ in range(200)]
    wild = [verdict(case, 0.99, agrees=False, decision="writes_scale") for _ in range(19)]
    assert thresholds([*wild, *good], DECISIONS).firm == thresholds(good, DECISIONS).firm


def with_answers(case: Case, count: int) -> Case:
    return replace(case, beliefs={f"answer{number}": Exact(1.0) for number in range(count)})


def test_nothing_is_firm_on_so_few_answers_that_advice_was_right_too_seldom(case: Case) -> None:
    few, more = with_answers(case, 3), with_answers(case, 6)
    poor = [verdict(few, 0.9, number % 2 == 0) for number in range(24)]
    good = [verdict(more, 0.9, agrees=True) for _ in range(300)]
    learned = thresholds([*poor, *good], DECISIONS)
    assert learned.answers == 4
    assert learned.unsure == ("writes_scale",), (
        "the decision is not to blame for what too few answers came to"
    )
    assert as_sure(good[0], learned).standing == "firm"
    assert as_sure(poor[0], learned).standing == "leaning"


def test_few_answers_are_enough_where_advice_on_them_was_right(case: Case) -> None:
    learned = thresholds([verdict(with_answers(case, 2), 0.9, agrees=True) for _ in range(60)], DECISIONS)
    assert learned.answers == 0


def test_what_nothing_was_learned_of_is_never_firm(case: Case) -> None:
    learned = thresholds([verdict(case, 0.8, agrees=True) for _ in range(40)], DECISIONS)
    assert as_sure(verdict(case, None, agrees=True), learned).standing == "leaning"


CALIBRATION = """\
cases = 12
judgements = 0
firm = 0.5
leaning = 0.5
answers = {answers}
unsure = [{unsure}]

[decision.reads_scale]
options = ["tune", "replicas"]
base = [500, 0]
"""


@pytest.mark.parametrize(("unsure", "standing"), [("", "firm"), ('"reads_scale"', "leaning")])
def test_a_decision_that_is_never_firm_leans_at_most(bench: Bench, unsure: str, standing: str) -> None:
    bench.add("calibration.toml", CALIBRATION.format(unsure=unsure, answers=0))
    rulebook: Rulebook = bench.load()
    answered = {"reads": Exact(20.0), "write_share": Exact(0.1), "blocks": Exact(frozenset())}
    assert Engine(rulebook).assess(answered, samples=64).decision("reads_scale").standing == standing
    assert Engine(rulebook).assess({}, samples=64).decision("reads_scale").standing == "open", (
        "nothing speaks for it"
    )


@pytest.mark.parametrize(("answers", "standing"), [(3, "firm"), (4, "leaning")])
def test_a_team_that_gave_too_few_answers_is_advised_nothing_firmly(
    bench: Bench, answers: int, standing: str
) -> None:
    bench.add("calibration.toml", CALIBRATION.format(unsure="", answers=answers))
    answered = {"reads": Exact(20.0), "write_share": Exact(0.1), "blocks": Exact(frozenset())}
    found = Engine(bench.load()).assess(answered, samples=64).decision("reads_scale")
    assert found.standing == standing
