"""Which questions are put to a team: those whose condition (`ask_if`) its answers do not refute."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from archassist.expressions.bounds import Bounds, Possible, possible

if TYPE_CHECKING:
    from archassist.answers import Answer
    from archassist.rulebook import Question, Rulebook


def asked(rulebook: Rulebook, answers: Mapping[str, Answer], kept: Collection[str] = ()) -> list[Question]:
    """The questions to put to a team with these answers, in order.

    What was answered, and what is in `kept`, stays. `known(x)` in a condition holds once x was answered with a value, so
    that a question may wait for the answer that makes it relevant.
    """
    values = {id: _possible(answer) for id, answer in answers.items()}
    said = {id for id, value in values.items() if value is not None}
    facts, parameters, types = rulebook.asking

    def value_of(name: str) -> Possible:
        if name in parameters:
            parameter = parameters[name]
            return Bounds(*(parameter.range or (parameter.value, parameter.value)))
        if name in facts:
            return possible(facts[name].expression, value_of, types, said)
        return values.get(name)

    return [
        question
        for id, question in rulebook.questions.items()
        if question.ask_if is None
        or id in answers
        or id in kept
        or possible(question.ask_if, value_of, types, said) is not False
    ]


def _possible(answer: Answer) -> Possible:
    if answer.kind == "range" and answer.low is not None and answer.high is not None:
        return Bounds(answer.low, answer.high)
    value = answer.value if answer.kind == "exact" else None
    if isinstance(value, tuple):
        return frozenset(value)
    return Bounds(float(value), float(value)) if isinstance(value, int | float) else value
