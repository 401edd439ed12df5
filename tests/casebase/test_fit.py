"""What a lesson counts for when weights are learned."""

from __future__ import annotations

import numpy as np

from archassist.casebase.calibration.fit import balance


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
