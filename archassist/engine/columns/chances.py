"""How likely each option proves right, as scores that were learned tell it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.columns.scores import ScoredCases
from archassist.engine.resolution import Agenda
from archassist.rulebook import NATS, POINT


def summed_chances(agenda: Agenda, cases: ScoredCases) -> dict[int, NDArray[np.float64]]:
    """By decision of which something was learned the chance of every option, summed over all rows.

    A conditional logit: the odds of two options are exp(the difference of their scores). Options that are ruled out, or
    lie below what is required, have none while another is left.
    """
    found = {}
    for place, slate in enumerate(agenda.slates):
        if not slate.learned:
            continue
        scores = cases.scores[: slate.size, place].astype(np.float32)
        scores *= np.float32(NATS / POINT)
        barred = _barred(cases.out[: slate.size, place], cases.floors[place])
        if barred is not None:
            np.copyto(scores, -np.inf, where=barred)
        scores -= scores.max(axis=0)
        odds = np.exp(scores, out=scores)
        odds /= odds.sum(axis=0)
        found[place] = odds.sum(axis=1, dtype=np.float64)
    return found


def _barred(out: NDArray[Any], floors: NDArray[Any]) -> NDArray[Any] | None:
    """Options x rows that have no chance; None where there is none."""
    demanding = floors.any()
    if not demanding and not out.any():
        return None
    barred = out | (np.arange(len(out), dtype=np.int8)[:, None] < floors) if demanding else out
    return barred & ~barred.all(axis=0)
