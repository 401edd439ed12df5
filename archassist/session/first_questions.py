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

SWITCH = 6
"""What a rule counts that rules an option out or requires it: as much as the heaviest of those that weigh."""


def first_questions(rulebook: Rulebook, decisions: Sequence[str]) -> tuple[str, ...]:
    """The questions that decide these decisions, the most telling first: by the weights of the rules that read them.

    They do not hang on answers, so that the order stays while people answer.
    """
    heard: dict[str, float] = {}
    for place, id in enumerate(decisions):
        for rule in rulebook.decisions[id].rules:
            weight = (rule.weight if rule.says in ("for", "against") else SWITCH) * LATER**place
            behind = _behind(rulebook, rule.when.names)
            for question in behind:
                heard[question] = heard.get(question, 0.0) + weight / len(behind)
    order = list(rulebook.questions)
    return tuple(sorted(heard, key=lambda id: (-heard[id], order.index(id)))[:MOST])


def in_order(rulebook: Rulebook, decisions: Sequence[str], questions: Iterable[Question]) -> list[Question]:
    """The questions in the order of the interview: what decides the decisions at issue, then section by section."""
    known = {question.id: question for question in questions}
    first = [id for id in first_questions(rulebook, decisions) if id in known] if decisions else []
    return [known[id] for id in (*first, *(id for id in known if id not in first))]


def _behind(rulebook: Rulebook, names: Iterable[str]) -> set[str]:
    """The questions from which the values of these names follow."""
    found: set[str] = set()
    seen: set[str] = set()
    left = list(names)
    while left:
        if (name := left.pop()) in seen:
            continue
        seen.add(name)
        if name in rulebook.questions:
            found.add(name)
        elif name in rulebook.facts:
            left += rulebook.facts[name].expression.names
    return found
