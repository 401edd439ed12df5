"""From scores to chosen options for many futures at once. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.choosing import choose_again, choose_all
from archassist.engine.resolution import Agenda
from archassist.engine.scoring import Cases, Rows
from archassist.engine.stepping import step_down, summed


@dataclass(frozen=True, slots=True)
class Before:
    """What was chosen in rows of which some differ now."""

    differs: NDArray[Any]
    chosen: NDArray[Any]


def settle_all(agenda: Agenda, cases: Cases) -> NDArray[Any]:
    """The chosen option of every decision in every row: rows x decisions."""
    return carried(agenda, cases, *wished(agenda, cases))


def wished(agenda: Agenda, cases: Cases) -> tuple[NDArray[Any], NDArray[Any]]:
    """What every decision would take in every row if operating load were no matter, and the floors that others set."""
    return choose_all(agenda, cases)


def wished_again(
    agenda: Agenda, cases: Cases, moved: Sequence[int], rows: Rows, chosen: NDArray[Any], pulled: NDArray[Any]
) -> None:
    """Brings what `wished` said up to date, in place, where in some rows the cases of some decisions have changed."""
    beyond = set(moved).union(*(agenda.touched[decision] for decision in moved))
    if any(agenda.circular[decision] and not agenda.apart[decision] for decision in beyond):
        beyond = set(agenda.walk)
    touched = [decision for decision in agenda.walk if decision in beyond]
    choose_again(agenda, cases, rows, touched, None, chosen, pulled)


def carried(
    agenda: Agenda, cases: Cases, chosen: NDArray[Any], pulled: NDArray[Any], before: Before | None = None
) -> NDArray[Any]:
    """What is chosen in the end: where the load of what is wished is too high, decisions step down.

    With `before` only rows that differ step down again.
    """
    load = np.empty((len(chosen), chosen.shape[1] + 1), order="F")
    load[:, 0] = cases.base
    for decision in range(chosen.shape[1]):
        load[:, decision + 1] = cases.points.taken(decision, chosen[:, decision])
    over = summed(load) > cases.capacity
    chosen = chosen.copy(order="F")
    if before is not None:
        same = np.flatnonzero(over & ~before.differs)
        chosen[same] = before.chosen[same]
        over &= before.differs
    rows = np.flatnonzero(over)
    if len(rows):
        step_down(agenda, cases, rows, chosen, pulled.copy(order="F"), load)
    return chosen
