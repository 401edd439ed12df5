"""What fired rules say of every decision in many futures at once: scores, what is out, floors and operating points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.compiled import OPS_BASE, OPS_CAPACITY, Compiled
from archassist.rulebook import Decision

NEVER = np.int16(-10_000)
"""The score of what is not allowed, and of options that a decision does not have."""

Places = NDArray[Any] | int
"""A decision by its place, or one for each row."""

Rows = NDArray[Any] | slice
"""Some rows by their numbers, or a stretch of them."""


@dataclass(frozen=True, slots=True)
class Points:
    """Operating points of options: `same` in every row (options x decisions), and those that vary, by decision."""

    same: NDArray[Any]
    varying: Mapping[int, NDArray[Any]]

    def of(self, decisions: Places, rows: NDArray[Any]) -> NDArray[Any]:
        """The points of a decision's options in some rows, or of one decision for each row: options x rows."""
        if isinstance(decisions, int):
            if decisions in self.varying:
                varying: NDArray[Any] = self.varying[decisions][:, rows]
                return varying
            return np.repeat(self.same[:, decisions, None], len(rows), axis=1)
        found: NDArray[Any] = self.same[:, decisions]
        for decision, points in self.varying.items():
            mine = np.flatnonzero(decisions == decision)
            if len(mine):
                found[:, mine] = points[:, rows[mine]]
        return found

    def taken(self, decision: int, options: NDArray[Any]) -> NDArray[Any]:
        """The points of what is taken in every row."""
        if decision in self.varying:
            varying: NDArray[Any] = self.varying[decision][options, np.arange(len(options))]
            return varying
        same: NDArray[Any] = self.same[:, decision].take(options)
        return same


@dataclass(frozen=True, slots=True)
class Cases:
    """Scores and what is out: options x decisions x rows; floors: decisions x rows; base and capacity by row.

    Options that a decision does not have are out, with the score NEVER.
    """

    scores: NDArray[Any]
    out: NDArray[Any]
    floors: NDArray[Any]
    points: Points
    base: NDArray[Any]
    capacity: NDArray[Any]


def blank(sizes: Sequence[int], rows: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Scores, what is out, and floors of decisions with so many options, before any rule has spoken."""
    shape = (max(sizes, default=0), len(sizes), rows)
    scores, out = np.zeros(shape, dtype=np.int16), np.zeros(shape, dtype=bool)
    for decision, size in enumerate(sizes):
        scores[size:, decision], out[size:, decision] = NEVER, True
    return scores, out, np.zeros(shape[1:], dtype=np.int64)


def cases_of(compiled: Compiled, columns: Mapping[str, Any], rows: int) -> Cases:
    """What fired rules say of every decision in every row; columns may be one value that holds in every row."""
    decisions = compiled.decisions
    scores, out, floors = blank([len(decision.options) for decision in decisions], rows)
    for place, decision in enumerate(decisions):
        size = len(decision.options)
        _speak(compiled, decision, columns, scores[:size, place], out[:size, place], floors[place])
    points = _points(compiled, columns, rows, Points(np.zeros(scores.shape[:2]), {}), range(len(decisions)))
    return Cases(scores, out, floors, points, *_carried(columns, rows))


def cases_again(
    compiled: Compiled,
    columns: Mapping[str, Any],
    before: Mapping[str, Any],
    like: Cases,
    reading: Iterable[int],
) -> tuple[Cases, list[int]]:
    """The same where `like` is what columns said `before`, and only decisions in `reading`, by their places, may
    have changed; also says which of them did."""
    rows = len(like.base)
    scores, out, floors = like.scores.copy(), like.out.copy(), like.floors.copy()
    moved, lighter = [], []
    for place in reading:
        decision = compiled.decisions[place]
        size = len(decision.options)
        mine = scores[:size, place], out[:size, place], floors[place]
        changed = [rule for rule in decision.rules if _moved(f"rule {rule.id}", columns, before)]
        if any(_moved(f"points {option.full_id}", columns, before) for option in decision.options.values()):
            lighter.append(place)
        if not changed:
            continue
        moved.append(place)
        if compiled.preferences.of(decision.id) or any(rule.says not in _WEIGHED for rule in changed):
            mine[0][:], mine[1][:], mine[2][:] = 0, False, 0
            _speak(compiled, decision, columns, *mine)
            continue
        options = {id: number for number, id in enumerate(decision.options)}
        for rule in changed:
            score, weight = mine[0][options[rule.option]], np.int16(_WEIGHED[rule.says] * rule.weight)
            np.add(score, weight, out=score, where=columns[f"rule {rule.id}"])
            np.subtract(score, weight, out=score, where=before[f"rule {rule.id}"])
    points = _points(compiled, columns, rows, like.points, lighter) if lighter else like.points
    found = Cases(scores, out, floors, points, *_carried(columns, rows))
    return found, sorted({*moved, *lighter})


_WEIGHED = {"for": 1, "against": -1}


def _moved(name: str, columns: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    now, then = columns.get(name), before.get(name)
    return now is not then and not np.array_equal(now, then)  # type: ignore[arg-type]


def _carried(columns: Mapping[str, Any], rows: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The load that is there whatever is chosen, and what the team carries."""
    base = np.broadcast_to(np.asarray(columns.get(OPS_BASE, 0.0), dtype=float), (rows,))
    return base, np.broadcast_to(np.asarray(columns.get(OPS_CAPACITY, np.inf), dtype=float), (rows,))


def _speak(
    compiled: Compiled,
    decision: Decision,
    columns: Mapping[str, Any],
    scores: NDArray[Any],
    out: NDArray[Any],
    floor: NDArray[Any],
) -> None:
    """Lets the rules of one decision speak: options x rows."""
    options = {id: number for number, id in enumerate(decision.options)}
    for rule in decision.rules:
        fired, option = columns[f"rule {rule.id}"], options[rule.option]
        if np.ndim(fired) == 0 and not fired:
            continue
        if rule.says == "for":
            np.add(scores[option], np.int16(rule.weight), out=scores[option], where=fired)
        elif rule.says == "against":
            np.subtract(scores[option], np.int16(rule.weight), out=scores[option], where=fired)
        elif rule.says == "rules_out":
            out[option] |= fired
        else:
            np.maximum(floor, option * fired, out=floor)
    wished = compiled.preferences.of(decision.id)
    if wished:
        spoken = (floor > 0) | scores.any(axis=0) | out.any(axis=0)
        for option, points_more in enumerate(wished):
            if points_more:
                np.add(scores[option], np.int16(points_more), out=scores[option], where=spoken)


def _points(
    compiled: Compiled, columns: Mapping[str, Any], rows: int, like: Points, unlike: Iterable[int]
) -> Points:
    """Operating points as they are in `like`, but for the decisions in `unlike`."""
    same, varying = like.same.copy(), dict(like.varying)
    for place in unlike:
        varying.pop(place, None)
        for number, each in enumerate(compiled.decisions[place].options.values()):
            points = (
                each.ops_points
                if isinstance(each.ops_points, (int, float))
                else columns[f"points {each.full_id}"]
            )
            if np.ndim(points) and place not in varying:
                varying[place] = np.repeat(same[:, place, None], rows, axis=1)
            if place in varying:
                varying[place][number] = points
            else:
                same[number, place] = points
    return Points(same, varying)
