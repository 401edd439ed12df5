"""Changes of two answers at which the single profile's choice turns, though neither change is enough alone."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set

import numpy as np

from archassist.engine.encoding import Code
from archassist.engine.turning import FARTHEST, NEAREST, Candidate, TurningPoints

RELEVANT = 14
"""Answers among which pairs are sought: those behind the decision's rules that can be moved, in the interview's order."""

GRID = (0.25, 0.5, 1.0)
"""Where on the way to what is just plausible each answer of a pair is tried."""

NEARLY = 4e-3
"""The share of a value to which it is drawn back."""

KEPT = 8
"""Pairs that are moved back towards today's answers as far as the choice stays turned."""

AT_ONCE = 8192
"""Pairs that are tried together: more would not stay in the processor's cache."""

Pair = tuple[Candidate, Candidate]


def pairs(points: TurningPoints, leave: Mapping[str, Set[str]]) -> dict[str, list[Pair]]:
    """The nearest pairs for each of these decisions, without the answers named for it, which are enough alone."""
    near = _near(points, {decision: _grid(points, decision, alone) for decision, alone in leave.items()})
    drawn = _drawn_back(
        points,
        [each for found in near.values() for each in found],
        [points.place(decision) for decision, found in near.items() for _ in found],
    )
    nearest: dict[str, list[Pair]] = {}
    for decision, found in near.items():
        kept, drawn = drawn[: len(found)], drawn[len(found) :]
        kept.sort(key=lambda each: _distance(points, each))
        made = [[points.candidate(id, code) for id, code in each.items()] for each in kept]
        nearest[decision] = [
            (one, other)
            for one, other in made
            if one.distance + other.distance <= FARTHEST * 1.5
            and min(one.distance, other.distance) >= NEAREST
        ]
    return nearest


def _grid(points: TurningPoints, decision: str, leave: Set[str]) -> list[dict[str, Code]]:
    """Pairs of answers that are tried for a decision: each answer at a few places on its way."""
    lines: dict[str, list[Code]] = {}
    for id in points.behind(decision):
        if id not in leave and len(lines) < RELEVANT:
            codes = [code for _, line in points.moves(id) if line for code in _some(line)]
            lines[id] = [code for code in codes if points.distance(id, code) <= FARTHEST]
    return [
        {one: first, other: second}
        for one, other in itertools.combinations(lines, 2)
        # What follows from another answer moves with it: moved against it, it would be twice as far.
        if not points.follow(one, other)
        for first in lines[one]
        for second in lines[other]
    ]


def _near(
    points: TurningPoints, grids: Mapping[str, list[dict[str, Code]]]
) -> dict[str, list[dict[str, Code]]]:
    """For each decision the nearest pairs of its grid at which it turns, each pair of questions once."""
    # Decisions share most of their grids: every pair is tried once.
    tried = {tuple(each.items()): each for grid in grids.values() for each in grid}
    rows = {key: row for row, key in enumerate(tried)}
    changes = list(tried.values())
    parts = [points.chosen(changes[start : start + AT_ONCE]) for start in range(0, len(changes), AT_ONCE)]
    found: dict[str, list[dict[str, Code]]] = {}
    for decision, grid in grids.items():
        place = points.place(decision)
        turned = [part[:, place] != points.unmoved[place] for part in parts]
        other = np.concatenate(turned) if turned else np.zeros(0, dtype=bool)
        near = [dict(each) for each in grid if other[rows[tuple(each.items())]]]
        near.sort(key=lambda each: _distance(points, each))
        seen: dict[frozenset[str], dict[str, Code]] = {}
        for each in near:
            seen.setdefault(frozenset(each), each)
        found[decision] = list(seen.values())[:KEPT]
    return found


def _distance(points: TurningPoints, changes: Mapping[str, Code]) -> float:
    return sum(points.distance(id, code) for id, code in changes.items())


def _some(line: list[Code]) -> list[Code]:
    return list(dict.fromkeys(line[min(int(share * len(line)), len(line) - 1)] for share in GRID))


def _drawn_back(
    points: TurningPoints, found: list[dict[str, Code]], places: Sequence[int]
) -> list[dict[str, Code]]:
    """Moves numbers back towards today's as far as the choice of the decision in its place stays turned, one answer of
    each pair after the other."""
    for number in range(2):
        numbers = [
            (each, list(each)[number], place)
            for each, place in zip(found, places, strict=True)
            if points.is_number(list(each)[number])
        ]
        drawn = points.narrowed(
            [each for each, _, _ in numbers],
            [id for _, id, _ in numbers],
            [float(points.code(id)) for _, id, _ in numbers],
            [float(each[id]) for each, id, _ in numbers],
            [place for _, _, place in numbers],
            within=NEARLY,
        )
        for (each, id, _), code in zip(numbers, drawn, strict=True):
            each[id] = code
    return found
