"""What decisions take in many futures at once, each within its cap. Says the same as `resolution.py`, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.columns.scores import NEVER, Rows, ScoredCases
from archassist.engine.resolution import Agenda

_BARRED = np.int32(2 * -NEVER)
"""Taken from the score of what is not allowed; even from NEVER it can be taken without an overflow."""


def choose_all(agenda: Agenda, cases: ScoredCases) -> tuple[NDArray[Any], NDArray[Any]]:
    """Settles every decision of every row, none of which has stepped down: what is chosen, and the floors that
    others set."""
    shape = (len(cases.base), len(agenda.slates))
    chosen, pulled = (np.zeros(shape, dtype=np.int8, order="F") for _ in range(2))
    choose_again(agenda, cases, slice(None), agenda.walk, None, chosen, pulled)
    return chosen, pulled


def choose_again(
    agenda: Agenda,
    cases: ScoredCases,
    rows: Rows,
    touched: Sequence[int],
    caps: NDArray[Any] | None,
    chosen: NDArray[Any],
    pulled: NDArray[Any],
) -> None:
    """Settles some decisions of some rows again, those in `touched`, in the order of the agenda.

    Whatever they require is among them; others that require something of them stay as they are. Without `caps` no
    decision has stepped down.
    """
    inside = set(touched)
    floors: dict[int, NDArray[Any]] = {}
    for decision in touched:
        floors[decision] = np.zeros_like(pulled[:, decision][rows])
        for other, option, least in agenda.pulled_by[decision]:
            if other not in inside:
                needed = (chosen[:, other][rows] == option) * np.int8(least)
                np.maximum(floors[decision], needed, out=floors[decision])
    taken: dict[int, NDArray[Any]] = {}
    waiting = set(touched)
    for _ in range(len(agenda.slates) + 1):
        if not waiting:
            break
        for decision in touched:
            if decision not in waiting:
                continue
            waiting.discard(decision)
            slate = agenda.slates[decision]
            took = taken[decision] = choose(
                slate.default or None,
                slate.near_tie,
                some(cases.scores[: slate.size, decision], rows),
                some(cases.out[: slate.size, decision], rows),
                some(cases.floors[decision], rows),
                floors[decision],
                None if caps is None else caps[:, decision][rows],
            )
            for mine, pulls in enumerate(slate.pulls):
                if not pulls:
                    continue
                takes = took == mine
                for other, least in pulls:
                    # Only a floor that rises can change what another decision takes.
                    raised = takes & (floors[other] < least)
                    if raised.any():
                        floors[other][raised] = least
                        waiting.add(other)
    for decision in touched:
        chosen[:, decision][rows], pulled[:, decision][rows] = taken[decision], floors[decision]


def some(array: NDArray[Any], rows: Rows) -> NDArray[Any]:
    """Some of the rows, which are the last axis."""
    found: NDArray[Any] = array if isinstance(rows, slice) else array.take(rows, axis=-1)
    return found


def choose(
    default: int | NDArray[Any] | None,
    near_tie: int | NDArray[Any],
    scores: NDArray[Any],
    out: NDArray[Any],
    floor: NDArray[Any],
    pulled: NDArray[Any],
    caps: NDArray[Any] | None,
) -> NDArray[Any]:
    """What is taken in every row. Scores and what is out are options x rows; the decision may differ by row.

    `default` is None when no decision has one but its simplest option.
    """
    places = np.arange(len(scores), dtype=np.int8)[:, None]
    least = np.maximum(floor, pulled)
    allowed = places >= least
    allowed &= ~out
    if caps is not None:
        allowed &= places <= caps
    stuck = ~allowed.any(axis=0)
    if stuck.any():
        _loosen(allowed, np.flatnonzero(stuck), out, floor, least)
    if default is not None:
        scores = _with_defaults(default, near_tie, scores, out, floor)
    # Masks are counted instead of used: that is several times as fast.
    seen = scores - ~allowed * _BARRED
    beyond = seen < seen.max(axis=0) - near_tie
    chosen: NDArray[Any] = beyond[0].astype(np.int8)
    for option in range(1, len(scores) - 1):
        beyond[option] &= beyond[option - 1]
        chosen += beyond[option]
    return chosen


def _with_defaults(
    default: int | NDArray[Any],
    near_tie: int | NDArray[Any],
    scores: NDArray[Any],
    out: NDArray[Any],
    floor: NDArray[Any],
) -> NDArray[Any]:
    """Where no rule speaks, the default gains enough to be chosen."""
    there = scores > NEVER
    heard = (floor > 0) | (there & ((scores != 0) | out)).any(axis=0)
    defaults = np.broadcast_to(default, heard.shape)
    quiet = np.flatnonzero(~heard & (defaults > 0))
    scores = scores.copy()
    scores[defaults[quiet], quiet] += np.broadcast_to(near_tie, heard.shape)[quiet] + 1
    return scores


def _loosen(
    allowed: NDArray[Any], stuck: NDArray[Any], out: NDArray[Any], floor: NDArray[Any], least: NDArray[Any]
) -> None:
    """Where nothing is allowed, drop one demand after another: the cap, what is pulled, the floor, what is out."""
    places, open_ = np.arange(len(allowed))[:, None], ~out[:, stuck]
    looser = (places >= least[stuck]) & open_
    for next_ in ((places >= floor[stuck]) & open_, open_, np.ones_like(open_)):
        still = ~looser.any(axis=0)
        if not still.any():
            break
        looser[:, still] = next_[:, still]
    allowed[:, stuck] = looser
