"""From answers to an assessment: one profile, many futures, the same every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.engine import (
    Belief,
    BeliefError,
    DecisionResult,
    Engine,
    Exact,
    OutOfScope,
    Range,
    Unknown,
    band,
    why,
)
from archassist.engine.columns.futures import sample
from archassist.views.plain import plain
from tests.trials import trials


def written(engine: Engine, beliefs: dict[str, Any], **options: Any) -> str:
    return json.dumps(plain(engine.assess(beliefs, **options)), allow_nan=False, sort_keys=True)


BELIEFS: dict[str, Belief] = {
    "engineers": Range(8, 20),
    "mau_now": Exact(250_000.0),
    "rto_h": Unknown(),
    "dau_mau": Range(0.1, 0.3),
}


def test_the_same_answers_give_the_same_assessment_byte_for_byte(engine: Engine) -> None:
    assert written(engine, BELIEFS) == written(Engine(engine.rulebook), BELIEFS)
    assert written(engine, BELIEFS, seed=1) != written(engine, BELIEFS)


def test_an_answer_that_is_taken_back_leaves_nothing_behind(engine: Engine) -> None:
    changed = BELIEFS | {"mau_now": Exact(9_000_000.0), "dau_mau": Range(0.2, 0.9)}
    afresh = Engine(engine.rulebook)
    for samples in (0, 64):
        before = written(engine, BELIEFS, samples=samples)
        assert written(engine, changed, samples=samples) != before
        assert written(engine, BELIEFS, samples=samples) == before
        assert written(afresh, BELIEFS, samples=samples) == before


WALK: list[dict[str, Belief]] = [
    {"engineers": Exact(40.0), "stage": Exact("scaling")},
    {"engineers": Exact(40.0), "stage": Exact("scaling"), "mau_now": Exact(250_000.0)},
    {"engineers": Exact(40.0), "stage": Exact("scaling"), "mau_now": Exact(250_000.0, guessed=True)},
    {"engineers": Exact(9.0), "stage": Exact("scaling"), "mau_now": Range(100_000.0, 900_000.0)},
    {"engineers": Exact(9.0), "mau_now": Unknown(), "blocks": Exact(frozenset({"cdn", "shared_cache"}))},
    {
        "engineers": Exact(9.0),
        "mau_now": OutOfScope(),
        "blocks": Exact(frozenset({"cdn"})),
        "rto_h": Exact(1.0),
    },
]
"""Answers as an interview goes: one more, a guess, another value, one taken back, two at once."""


@pytest.mark.parametrize("samples", [0, 64])
def test_what_was_told_before_is_told_again_only_where_it_still_holds(engine: Engine, samples: int) -> None:
    """One engine for all of it, with and without a ranking and what stands, says what a new engine says of each."""
    variants: tuple[Callable[[Engine], Engine], ...] = (
        lambda each: each,
        lambda each: each.preferring(("cost", "availability")),
        lambda each: each.running({"caching": "shared_cache"}, ("messaging",)),
    )
    used = Engine(engine.rulebook)
    for vary in variants:
        for beliefs in (*WALK, *reversed(WALK)):
            afresh = vary(Engine(engine.rulebook))
            expected = written(afresh, beliefs, samples=samples)
            assert written(vary(used), beliefs, samples=samples) == expected
            assert written(vary(used), beliefs, samples=samples) == expected


def test_shares_of_a_decision_add_up_to_all_futures(engine: Engine) -> None:
    for decision in engine.assess(BELIEFS).decisions:
        assert sum(option.share or 0 for option in decision.options) == pytest.approx(1)
        assert decision.standing in ("firm", "leaning", "open")


def test_one_profile_has_no_shares(engine: Engine) -> None:
    assessment = engine.assess(BELIEFS, samples=0)
    assert {decision.standing for decision in assessment.decisions} == {None}
    assert {option.share for decision in assessment.decisions for option in decision.options} == {None}


def test_the_more_is_answered_the_surer_the_decisions(engine: Engine) -> None:
    first = engine.assess({}, samples=0)
    everything: dict[str, Belief] = {
        id: Exact(frozenset(value) if isinstance(value, tuple) else value)
        for id in engine.rulebook.questions
        if isinstance(value := first.facts[id].value, (float, int, str, tuple))
    }
    assessment = engine.assess(everything)
    assert assessment.assumed == ()
    nothing = engine.assess({}).decisions
    # What remains open is how far to trust the rules' own uncertain thresholds.
    assert sum(surest(each) for each in assessment.decisions) > sum(surest(each) for each in nothing) + 1


def surest(decision: DecisionResult) -> float:
    """The share of futures that the best option wins."""
    return max(option.share or 0 for option in decision.options)


def test_one_answer_changes_only_what_follows_from_it(engine: Engine) -> None:
    beliefs = BELIEFS | {"data_gb": Exact(12_000.0)}
    before = engine.assess(beliefs).facts
    after = engine.assess(beliefs | {"largest_table_gb": Exact(9_000.0)}).facts
    moved = {id for id in before if before[id] != after[id]}
    assert "largest_table_gb" in moved
    assert all("largest_table_gb" in after[id].rests_on for id in moved)


def test_a_conclusion_names_the_questions_it_assumes(engine: Engine) -> None:
    reasons = {
        r.rule: r for d in engine.assess({}, samples=0).decisions for r in (*d.because, *d.not_because)
    }
    assert all(reason.assumes for reason in reasons.values())
    known = engine.assess({"queries_per_req": Exact(40.0)}, samples=0).decision("read_scaling")
    tune = next(
        r for r in known.because if r.rule == "read_scaling.tune_queries.n_plus_one" or "40" in r.text
    )
    assert "queries_per_req" not in tune.assumes


def test_why_and_why_not(engine: Engine) -> None:
    assessment = engine.assess({"engineers": Exact(5.0), "engineers_12m": Exact(6.0)})
    told = why(assessment, "architecture_style")
    assert told.chosen
    assert told.favour
    other = why(assessment, "architecture_style", "microservices")
    assert not other.chosen
    assert other.against
    assert other.instead == told.favour
    with pytest.raises((KeyError, StopIteration)):
        why(assessment, "architecture_style", "teapots")


@pytest.mark.parametrize(
    "belief",
    [
        {"teapots": Exact(1.0)},
        {"engineers": Exact("many")},
        {"surge_kind": Exact("daily")},
        {"surge_kind": Range(1, 2)},
        {"engineers": Range(20, 10)},
        {"engineers": Range(1, float("inf"))},
        {"blocks": Exact(frozenset({"teapot"}))},
    ],
)
def test_what_a_question_cannot_have_is_refused(engine: Engine, belief: dict[str, Any]) -> None:
    with pytest.raises(BeliefError):
        engine.assess(belief)


def test_out_of_scope_is_the_quietest_value_and_counts_as_known(engine: Engine) -> None:
    assessment = engine.assess({"consumers": OutOfScope("nobody")}, samples=0)
    assert assessment.facts["consumers"].value == 0
    assert assessment.facts["consumers"].assumed == ()


@pytest.mark.parametrize(
    ("share", "word"), [(1, "all"), (0.99, "most"), (0.6, "most"), (0.5, "some"), (0.1, "few"), (0, "none")]
)
def test_shares_are_said_in_five_words(share: float, word: str) -> None:
    assert band(share) == word


@settings(max_examples=trials(25), deadline=None)
@given(st.data())
def test_one_row_and_many_agree_on_the_shipped_rules(engine: Engine, data: st.DataObject) -> None:
    """Futures of nothing but exact answers and fixed parameters are the single profile."""
    answers = {
        "engineers": Exact(data.draw(st.floats(1, 500))),
        "mau_now": Exact(data.draw(st.floats(10, 1e8))),
    }
    codes = engine.profile(answers)
    found = sample(engine.compiled, answers, codes, data.draw(st.integers(0, 99)), 16)
    place = data.draw(st.integers(0, 15))
    row = {
        name: found.columns[name][place].item() if name in found.columns else codes[name]
        for name in (*engine.rulebook.questions, *engine.rulebook.parameters)
    }
    row |= {name: value for name, value in codes.items() if name.startswith("known:")}
    for name, value in engine.compiled.program.row(row).items():
        assert np.isclose(float(found.columns[name][place]), float(value), rtol=1e-9, equal_nan=True), name


def test_all_reasons_of_a_team_tell_one_set_of_figures_where_they_can(engine: Engine) -> None:
    """An option that wins by its futures is explained with the same figures as all others, as long as its rules hold
    with them."""
    beliefs: dict[str, Any] = {
        "engineers": Range(5.0, 60.0, "rough"), "stage": Exact("early"), "mau_now": Range(1e5, 1e6, "rough")
    }  # fmt: skip
    middle, whole = engine.assess(beliefs, samples=0), engine.assess(beliefs)
    said = {each.rule: each for result in middle.decisions for each in (*result.because, *result.not_because)}
    turned = [
        result for result in whole.decisions if result.recommended != middle.decision(result.id).recommended
    ]
    assert turned, "no decision is made by its futures"
    reasons = [each for result in turned for each in (*result.because, *result.not_because)]
    same = [each for each in reasons if each.rule in said and said[each.rule].fired == each.fired]
    assert len(same) > len(reasons) / 2
    assert [each.text for each in same] == [said[each.rule].text for each in same]
    others = [each for each in reasons if each not in same]
    assert all(each.text.startswith("in the more likely futures, ") for each in others)
