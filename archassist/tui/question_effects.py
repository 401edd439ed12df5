"""What a question decides, and at which values: worked out from the rules, never typed."""

from __future__ import annotations

from archassist.engine import with_unit
from archassist.rulebook import Question, Rulebook, reach

MOST_VALUES = 4
"""More values than this say less than none."""


def decisions_by_question(rulebook: Rulebook) -> dict[str, list[str]]:
    """Titles of decisions by question id: first those whose rules compare the answer itself, with the values at
    which they turn, then those that it reaches through other figures."""
    found = reach(rulebook)
    decides: dict[str, list[str]] = {}
    for id, question in rulebook.questions.items():
        direct, through = [], []
        for decision, borders in found[id].decisions.items():
            title = rulebook.decisions[decision].title
            if borders:
                direct.append(title + _at(question, borders))
            else:
                through.append(title)
        decides[id] = [*direct, *through]
    return decides


def _at(question: Question, borders: list[float | str]) -> str:
    if len(borders) > MOST_VALUES or question.choices:
        return ""
    unit = "share" if question.type == "share" else question.unit
    return f" (at {', '.join(with_unit(border, unit) for border in borders)})"
