"""Which questions come first in the interview: those whose answers decide what is at issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.rulebook import Question, Rulebook

MOST = 15
"""Questions that come first, at most: with their answers a useful result stands."""

LATER = 0.8
"""What a decision counts beside the one that is more at issue."""


def first_questions(rulebook: Rulebook, decisions: Sequence[str]) -> tuple[str, ...]:
    """The questions that decide these decisions, the most telling first: by the weights of the rules that read them.

    They do not hang on answers, so that the order stays while people answer.
    """
    heard: dict[str, float] = {}
    for place, id in enumerate(decisions):
        for question, weight in rulebook.telling[id].items():
            heard[question] = heard.get(question, 0.0) + weight * LATER**place
    order = list(rulebook.questions)
    # Rounded, so that what tells as much stays in the order of the interview, in whatever order it was summed up.
    return tuple(sorted(heard, key=lambda id: (-round(heard[id], 9), order.index(id)))[:MOST])


def in_order(rulebook: Rulebook, decisions: Sequence[str], questions: Iterable[Question]) -> list[Question]:
    """The questions in the order of the interview: what decides the decisions at issue, then section by section."""
    known = {question.id: question for question in questions}
    first = [id for id in first_questions(rulebook, decisions) if id in known] if decisions else []
    return [known[id] for id in (*first, *(id for id in known if id not in first))]
