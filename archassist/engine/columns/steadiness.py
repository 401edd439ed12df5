"""Which decisions a tenth more or less of one answer, or three months of growth, would turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archassist.engine.ahead import months_ahead
from archassist.engine.beliefs import UNKNOWN, Belief, Exact, Unknown
from archassist.engine.columns.following import follow
from archassist.engine.columns.futures import choices
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.rulebook import Question

TENTH = 0.1
"""Nobody knows a figure of their own better than this, and no advice that a tenth would turn is firm."""

PEOPLE = "people"
"""The unit of what comes one by one: one person more or less turns nothing that is firm."""

MONTHS = 3.0
"""Advice is carried out over months: what these would turn is not firm."""


def unsteady(
    compiled: Compiled,
    beliefs: Mapping[str, Belief],
    codes: Mapping[str, Code],
    chosen: Sequence[int],
    moved: Mapping[str, float],
) -> frozenset[int]:
    """The decisions, by place, that take another option than `chosen` when one answer moves a little, or months pass.

    One answer moves by a tenth, people by one at least; what is usual of open questions follows. `moved` says by how many
    standard deviations answers move an open one.
    """
    questions = compiled.rulebook.questions
    answers = [id for id, belief in beliefs.items() if isinstance(belief, Exact) and _moves(questions[id])]
    count = 2 * len(answers) + 1
    columns: dict[str, Any] = dict(codes)
    rows: dict[str, list[int]] = {}
    values: dict[str, list[Code]] = {}
    for number, id in enumerate(answers):
        rows[id], values[id] = [2 * number, 2 * number + 1], _around(questions[id], float(codes[id]))
        columns[id] = np.full(count, float(codes[id]))
        columns[id][rows[id]] = values[id]
    following = dict.fromkeys(
        other
        for id in answers
        for other in compiled.followers.get(id, ())
        if isinstance(beliefs.get(other, UNKNOWN), Unknown)
    )
    follow(compiled, columns, following, rows, values, (count,), moved)
    for id, later in months_ahead(compiled, codes, MONTHS).items():
        columns[id] = np.array(np.broadcast_to(columns[id], (count,)), dtype=float)
        columns[id][-1] = later
    other = choices(compiled, columns, count) != np.array(chosen)
    return frozenset(np.flatnonzero(other.any(axis=0)).tolist())


def _around(question: Question, value: float) -> list[Code]:
    """A little less than a value and a little more, inside its range."""
    least = 1.0 if question.unit == PEOPLE else 0.0
    step = max(TENTH * value, least)
    low, high = question.range or (-np.inf, np.inf)
    return [max(value - step, low), min(value + step, high)]


def _moves(question: Question) -> bool:
    return question.type in ("number", "share") and not question.levels
