"""The interview begins with what decides what is at issue."""

from __future__ import annotations

from pathlib import Path

from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.session.first_questions import MOST, first_questions, in_order


def test_a_pain_brings_the_questions_first_that_decide_its_remedies(
    shipped: Rulebook, tmp_path: Path
) -> None:
    review = Review.create(tmp_path / "r.toml", "r", shipped)
    review.focus.name_pains(["full_database"])
    first = first_questions(shipped, [*review.focus.issues])
    assert len(first) == MOST
    assert {"data_gb", "db_cpu_peak", "shard_key"} & {*first}
    asked = [
        question.id for question in in_order(shipped, [*review.focus.issues], shipped.questions.values())
    ]
    assert tuple(asked[:MOST]) == first
    assert sorted(asked) == sorted(shipped.questions)


def test_without_a_focus_the_sections_keep_their_order(shipped: Rulebook) -> None:
    asked = in_order(shipped, [], shipped.questions.values())
    assert asked == [*shipped.questions.values()]
