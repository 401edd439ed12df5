"""Turns answers into what the engine believes of each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.answers.answer import Answer
from archassist.engine.beliefs import SURENESS_OF_GRADE, Exact, OutOfScope, Range, Unknown

if TYPE_CHECKING:
    from archassist.engine import Belief
    from archassist.rulebook import Rulebook


def beliefs(answers: Mapping[str, Answer], rulebook: Rulebook) -> dict[str, Belief]:
    """What to believe of each answered question."""
    return {
        question: belief(answer) for question, answer in answers.items() if question in rulebook.questions
    }


def belief(answer: Answer) -> Belief:
    """What to believe, given one answer."""
    if answer.kind == "exact":
        assert answer.value is not None
        value = frozenset(answer.value) if isinstance(answer.value, tuple) else answer.value
        return Exact(value, answer.grade == "guessed")
    if answer.kind == "range":
        assert answer.low is not None
        assert answer.high is not None
        # Nobody said how they know: as sure as a guess.
        sureness = SURENESS_OF_GRADE[answer.grade or "guessed"]
        return Range(answer.low, answer.high, sureness, answer.grade == "guessed")
    return OutOfScope(answer.reason) if answer.kind == "out_of_scope" else Unknown()
