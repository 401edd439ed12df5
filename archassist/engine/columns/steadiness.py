"""Which decisions a tenth more or less of one answer would turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archassist.engine.beliefs import Belief, Exact
from archassist.engine.columns.futures import choices
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code

TENTH = 0.1
"""Nobody knows a figure of their own better than this, and no advice that a tenth would turn is firm."""


def unsteady(
    compiled: Compiled, beliefs: Mapping[str, Belief], codes: Mapping[str, Code], chosen: Sequence[int]
) -> frozenset[int]:
    """The decisions, by place, that take another option than `chosen` when one answer moves by a tenth."""
    moved = [id for id, belief in beliefs.items() if isinstance(belief, Exact) and _moves(compiled, id)]
    if not moved:
        return frozenset()
    rows = 2 * len(moved)
    columns: dict[str, Any] = dict(codes)
    for number, id in enumerate(moved):
        column = np.full(rows, float(codes[id]))
        low, high = compiled.rulebook.questions[id].range or (-np.inf, np.inf)
        column[2 * number : 2 * number + 2] *= (1 - TENTH, 1 + TENTH)
        columns[id] = np.clip(column, low, high)
    other = choices(compiled, columns, rows) != np.array(chosen)
    return frozenset(np.flatnonzero(other.any(axis=0)).tolist())


def _moves(compiled: Compiled, id: str) -> bool:
    question = compiled.rulebook.questions[id]
    return question.type in ("number", "share") and not question.levels
