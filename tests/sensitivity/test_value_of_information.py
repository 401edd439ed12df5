"""What to find out next, and when to stop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from archassist.engine import Engine, Exact, OutOfScope, Range, Unknown
from archassist.sensitivity import TOLERANCE, find_out_next, tornado
from archassist.session import Review


def test_answered_questions_are_not_asked_again(engine: Engine, example: Callable[[str], Review]) -> None:
    beliefs = dict(example("figma-2020").beliefs())
    beliefs["consumers"] = OutOfScope()
    found = find_out_next(engine, beliefs)
    asked = {each.question for each in found.questions}
    assert not asked & {id for id, belief in beliefs.items() if isinstance(belief, (Exact, OutOfScope))}
    assert {"slo_goal", "engineers"} <= asked


def test_a_vague_answer_is_still_worth_something(engine: Engine) -> None:
    vague = find_out_next(engine, {"engineers": Range(3.0, 300.0), "mau_now": Unknown()})
    assert "engineers" in {each.question for each in vague.questions}


def test_the_most_telling_comes_first_and_names_what_it_decides(engine: Engine) -> None:
    found = find_out_next(engine, {})
    worth = [each.worth for each in found.questions]
    assert worth == sorted(worth, reverse=True)
    assert not found.can_stop
    first = found.questions[0]
    assert first.decides
    assert set(first.decides) <= engine.rulebook.decisions.keys()


def test_a_question_that_decides_nothing_here_is_left_out(engine: Engine) -> None:
    """Surges are none: how large the biggest is tells nothing."""
    found = find_out_next(engine, {"surge_kind": Exact("none")})
    assert "surge_x" not in {each.question for each in found.questions}


def test_knowing_everything_one_can_stop(engine: Engine) -> None:
    profile = engine.profile({})
    beliefs = {}
    for id in engine.rulebook.questions:
        value = engine.compiled.encoding.decode(id, profile[id])
        beliefs[id] = Exact(frozenset(value) if isinstance(value, tuple) else value)
    found = find_out_next(engine, beliefs)
    open_ = [
        shares for shares in engine.futures(beliefs, all_known=True).shares if max(shares) < 1 - TOLERANCE
    ]
    assert found.questions == ()
    assert found.can_stop == (not open_)


def test_the_answer_to_the_best_question_makes_decisions_surer(engine: Engine) -> None:
    """On average over its answers, and more than that of the worst."""
    ranked = [each.question for each in find_out_next(engine, {}).questions]
    assert sureness(engine, ranked[0]) > sureness(engine, ranked[-1])


def test_what_decides_the_decisions_that_a_review_is_about_is_asked_sooner(engine: Engine) -> None:
    found = {each.question: each for each in find_out_next(engine, {}, samples=512).questions}
    named = {
        each.question: each for each in find_out_next(engine, {}, named=["caching"], samples=512).questions
    }
    assert found.keys() == named.keys()
    for id, each in named.items():
        assert (each.worth > found[id].worth) == ("caching" in each.decides)


def sureness(engine: Engine, question: str) -> float:
    futures = engine.futures({}, all_known=True, samples=512)
    column = np.broadcast_to(np.asarray(futures.columns[question]), (512,))
    total = 0.0
    for share in (0.1, 0.5, 0.9):
        code = np.sort(column)[int(share * 511)]
        value = engine.compiled.encoding.decode(question, code.item())
        belief = Exact(frozenset(value) if isinstance(value, tuple) else value)
        shares = engine.futures({question: belief}, all_known=True, samples=512).shares
        total += sum(max(each) for each in shares)
    return total


def test_the_same_answers_give_the_same_questions(engine: Engine) -> None:
    assert find_out_next(engine, {}) == find_out_next(engine, {})


@pytest.mark.parametrize("samples", [64, 2048])
def test_few_futures_do_not_invent_information(engine: Engine, samples: int) -> None:
    """What no rule reads tells nothing, however few futures there are: the bias of small samples is taken off."""
    found = find_out_next(engine, {"surge_kind": Exact("none")}, samples=samples)
    assert all(each.bits > 0 for each in found.questions)
    assert "surge_x" not in {each.question for each in found.questions[:20]}


def test_a_tornado_shows_both_ends_of_what_moves_a_decision_most(engine: Engine) -> None:
    futures = engine.futures({})
    found = tornado(futures, "redundancy", "multi_zone")
    assert [each.size for each in found] == sorted((each.size for each in found), reverse=True)
    assert {"slo_goal", "outage_usd_h"} & {each.question for each in found[:3]}
    for each in found:
        assert each.size >= 0.1
        assert 0 <= each.low_share <= 1
        assert each.low != each.high


def test_what_was_answered_is_no_part_of_a_tornado(engine: Engine) -> None:
    futures = engine.futures({"slo_goal": Exact(99.9)})
    assert "slo_goal" not in {each.question for each in tornado(futures, "redundancy", "multi_zone")}
