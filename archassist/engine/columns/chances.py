"""How likely each option proves right, as scores that were learned tell it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archassist.engine.columns.scores import Cases
from archassist.engine.resolution import Agenda
from archassist.rulebook import NATS, POINT


def summed_chances(agenda: Agenda, cases: Cases) -> dict[int, NDArray[np.float64]]:
    """By decision of which something was learned the chance of every option, summed over all rows.

    A conditional logit: the odds of two options are exp(the difference of their scores). Options that are ruled out, or
    lie below what is required, have none while another is left.
    """
    found = {}
    for place, slate in enumerate(agenda.slates):
        if not slate.learned:
            continue
        allowed = ~cases.out[: slate.size, place]
        allowed &= np.arange(slate.size)[:, None] >= cases.floors[place]
        allowed |= ~allowed.any(axis=0)
        scores = cases.scores[: slate.size, place].astype(np.float32) * np.float32(NATS / POINT)
        scores -= scores.max(axis=0, where=allowed, initial=-np.inf)
        odds = np.exp(scores, out=np.zeros_like(scores), where=allowed)
        found[place] = (odds / odds.sum(axis=0)).sum(axis=1, dtype=np.float64)
    return found
