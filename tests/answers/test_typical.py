"""Who cannot count says what fits, and a usual range is taken for it."""

from __future__ import annotations

import pytest

from archassist.answers import Answer, AnswerError
from archassist.answers.parse import read_answer
from archassist.rulebook import Rulebook


@pytest.mark.parametrize("said", ["shop catalogue", " Shop  Catalogue ", "SHOP CATALOGUE"])
def test_what_is_typical_stands_for_its_range(shipped: Rulebook, said: str) -> None:
    assert read_answer(shipped.questions["hot_read_share"], said) == Answer.between(0.6, 0.9)


def test_a_number_stays_a_number(shipped: Rulebook) -> None:
    assert read_answer(shipped.questions["hot_read_share"], "40%") == Answer.exact(0.4)


def test_what_is_typical_is_named_to_whoever_writes_something_else(shipped: Rulebook) -> None:
    with pytest.raises(AnswerError, match=r"what fits of: .*own data only"):
        read_answer(shipped.questions["hot_read_share"], "a bookshop")


def test_every_name_is_told_where_estimates_are(shipped: Rulebook) -> None:
    named = {id: each.spoken.typical for id, each in shipped.questions.items() if each.spoken.typical}
    assert len(named) >= 6, "the questions that few can answer"
    for id, typical in named.items():
        assert [name for name in typical if name not in shipped.questions[id].estimate] == []


def test_ranges_of_one_question_differ(shipped: Rulebook) -> None:
    for question in shipped.questions.values():
        ranges = list(question.spoken.typical.values())
        assert len(set(ranges)) == len(ranges)
