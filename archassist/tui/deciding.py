"""Which decisions a question has a say in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


def decisions_by_question(rulebook: Rulebook) -> dict[str, list[str]]:
    """Titles of decisions by question id: those whose rules read the question, itself or through facts."""
    behind: dict[str, frozenset[str]] = {}
    for id in rulebook.fact_order:
        behind[id] = _questions(rulebook, rulebook.facts[id].expression.names, behind)
    found: dict[str, list[str]] = {id: [] for id in rulebook.questions}
    for decision in rulebook.decisions.values():
        names = frozenset[str]().union(*(rule.when.names for rule in decision.rules))
        for question in _questions(rulebook, names, behind):
            found[question].append(decision.title)
    return found


def _questions(rulebook: Rulebook, names: Iterable[str], behind: dict[str, frozenset[str]]) -> frozenset[str]:
    questions: set[str] = set()
    for name in names:
        if name in rulebook.questions:
            questions.add(name)
        questions |= behind.get(name, frozenset())
    return frozenset(questions)
