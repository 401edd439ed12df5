"""What a lesson counts for when weights are learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from archassist.casebase.calibration.fit import Told, balance, design, fit
from archassist.casebase.calibration.lessons import Lesson
from tests.rulebook.packs import Bench


def test_lessons_of_an_option_that_is_seldom_right_count_for_more() -> None:
    right = np.array([[1.0, 0.0]] * 18 + [[0.0, 1.0]] * 2)
    counts = balance(right)
    usual, seldom = counts[0], counts[-1]
    assert 1 < seldom / usual < 9, (
        "more than others, but the nine times that it is less usual are not made up for"
    )
    assert np.isclose(counts.mean(), 1.0)


def test_a_lesson_that_accepts_a_usual_and_a_seldom_option_counts_for_what_lies_between() -> None:
    usual, seldom, both = [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]
    counts = balance(np.array([usual] * 17 + [seldom] * 2 + [both]))
    assert counts[0] < counts[-1] < counts[-2]


def test_lessons_of_options_that_are_equally_often_right_count_for_the_same() -> None:
    assert np.allclose(balance(np.eye(4)), 1.0)


def test_advice_within_the_shares_that_were_right_costs_nothing() -> None:
    told = Told.of(np.array([[1.0, 0.0]] * 5 + [[0.0, 1.0]] * 5))
    cost, slope = told.missed(np.array([[9.0, 0.0]] * 5 + [[0.0, 9.0]] * 5))
    assert cost == 0.0
    assert not slope.any()


def test_an_option_that_was_right_and_is_never_told_is_drawn_up_and_one_told_too_often_down() -> None:
    told = Told.of(np.array([[1.0, 0.0]] * 4 + [[0.0, 1.0]] * 6))
    cost, slope = told.missed(np.tile([1.0, 0.0], (10, 1)))
    assert cost > 0.0
    assert (slope[:, 0] > 0).all(), "less of it costs less"
    assert (slope[:, 1] < 0).all()


def test_what_hardly_anybody_was_glad_of_is_not_drawn_up() -> None:
    assert Told.of(np.array([[1.0, 0.0]] * 19 + [[0.0, 1.0]])).least[1] == 0.0


def test_the_slope_is_that_of_the_cost() -> None:
    told, scores = Told.of(np.array([[1.0, 1.0, 0.0]] * 6 + [[0.0, 0.0, 1.0]])), np.ones((7, 3))
    scores[:, 0] += np.arange(7) / 5
    _, slope = told.missed(scores)
    for place in np.ndindex(*scores.shape):
        more, less = scores.copy(), scores.copy()
        more[place] += 1e-6
        less[place] -= 1e-6
        rise = (told.missed(more)[0] - told.missed(less)[0]) / 2e-6
        assert slope[place] == pytest.approx(rise, abs=1e-5)


def test_of_options_that_were_right_together_the_less_usual_one_is_told_too(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    decision = Bench(tmp_path).load().decisions["reads_scale"]
    plan, silent = design(decision, ["size"]), {rule.id: 0.0 for rule in decision.rules}

    def lesson(number: int, *right: float) -> Lesson:
        sizes = {"size": number / 10 - 1}
        return Lesson(f"{number}", f"{number}", decision.id, "case", np.array(right), {}, silent, sizes, "")

    lessons = [lesson(number, 1.0, float(number >= 8)) for number in range(20)]
    found = fit(plan, lessons)
    scores = found.base + plan.sizes(lessons) @ found.leans
    told = scores.argmax(axis=1)
    assert 0 < told.sum() < 13, "the second was right for twelve of twenty, and always beside the first"
    assert not told[:8].any()
