"""What the size of a team's own answers says for an option, by what was right for teams with such answers."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine.assessment import SizeReason
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.rulebook import POINT

LEAST = 0.3
"""Points below which an answer is not worth telling."""

MOST = 5
"""Answers that are told."""


def size_reasons(
    compiled: Compiled, row: Mapping[str, Code], terms: Mapping[str, Code], place: int, option: int
) -> tuple[SizeReason, ...]:
    """How far each answer speaks for an option, beside the mean of the others, the strongest first.

    Nothing speaks here that nobody answered: `terms` are those that are not 0 (`speaking_terms`).
    """
    by_question: dict[str, float] = {}
    leans = compiled.strengths[place].leans
    for name, size in terms.items():
        if values := leans.get(name):
            term = float(size)
            mine, others = values[option], len(values) - 1
            points = (mine - (sum(values) - mine) / max(others, 1)) * term / POINT
            question = name.partition("=")[0]
            by_question[question] = by_question.get(question, 0.0) + points
    told = sorted(by_question.items(), key=lambda each: -abs(each[1]))
    return tuple(
        SizeReason(question, compiled.measured(question, row[question]), round(points, 2))
        for question, points in told[:MOST]
        if abs(points) >= LEAST
    )
