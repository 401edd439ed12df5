"""Changes of two answers at which the single profile's choice turns, though neither change is enough alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.encoding import Code
from archassist.sensitivity.perturbations import FARTHEST, NEAREST, Candidate
from archassist.sensitivity.turning_points import TurningPoints

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

Both = tuple[str, str]
"""Two questions whose answers are changed together."""

Lines = Mapping[str, list[Code]]
"""By question the places on its way at which it is tried."""


def pairs(points: TurningPoints, leave: Mapping[str, Set[str]]) -> dict[str, list[Pair]]:
    """The nearest pairs for each of these decisions, without the answers named for it, which are enough alone."""
    near = _near(points, leave)
    drawn = _drawn_back(
        points,
        [each for found in near.values() for each in found],
        [points.place(decision) for decision, found in near.items() for _ in found],
    )
    nearest: dict[str, list[Pair]] = {}
    for decision, found in near.items():
        kept, drawn = drawn[: len(found)], drawn[len(found) :]
        made = [[points.moves.candidate(id, code) for id, code in each.items()] for each in kept]
        made.sort(key=lambda each: sum(candidate.distance for candidate in each))
        nearest[decision] = [
            (one, other)
            for one, other in made
            if one.distance + other.distance <= FARTHEST * 1.5
            and min(one.distance, other.distance) >= NEAREST
        ]
    return nearest


def _near(points: TurningPoints, leave: Mapping[str, Set[str]]) -> dict[str, list[dict[str, Code]]]:
    """For each decision the nearest pairs of answers at which it turns, each pair of questions once."""
    ids = {
        decision: [id for id in points.behind(decision) if id not in alone][:RELEVANT]
        for decision, alone in leave.items()
    }
    lines = {id: _line(points, id) for id in dict.fromkeys(itertools.chain(*ids.values()))}
    asked = {
        decision: [
            (one, other)
            for one, other in itertools.combinations([id for id in mine if lines[id]], 2)
            # What follows from another answer moves with it: moved against it, it would be twice as far.
            if not points.follow(one, other)
        ]
        for decision, mine in ids.items()
    }
    # Decisions share most of their pairs: every pair is tried once.
    depends: dict[Both, NDArray[Any]] = {}
    for decision, both in asked.items():
        for each in both:
            depends[each] = depends.get(each, False) | points.depends(decision)
    turned = _turned(points, depends, lines)
    far = {id: np.array([points.moves.distance(id, code) for code in line]) for id, line in lines.items()}
    found: dict[str, list[dict[str, Code]]] = {}
    for decision, pairs_asked in asked.items():
        place = points.place(decision)
        near: list[tuple[float, dict[str, Code]]] = []
        for one, other in pairs_asked:
            turns = turned[one, other][:, :, place]
            if turns.any():
                distances = np.where(turns, far[one][:, None] + far[other], np.inf)
                first, second = divmod(int(distances.argmin()), len(far[other]))
                codes = {one: lines[one][first], other: lines[other][second]}
                near.append((float(distances[first, second]), codes))
        near.sort(key=lambda each: each[0])
        found[decision] = [codes for _, codes in near[:KEPT]]
    return found


def _line(points: TurningPoints, id: str) -> list[Code]:
    """A few places on the ways an answer can be moved."""
    codes = [code for line in points.moves.of(id) if line for code in _some(line)]
    return [code for code in codes if points.moves.distance(id, code) <= FARTHEST]


def _some(line: list[Code]) -> list[Code]:
    return list(dict.fromkeys(line[min(int(share * len(line)), len(line) - 1)] for share in GRID))


def _turned(
    points: TurningPoints, depends: Mapping[Both, NDArray[Any]], lines: Lines
) -> dict[Both, NDArray[Any]]:
    """For each pair of questions where decisions turn: places of one x places of the other x decisions.

    `depends` says which decisions are worked out.
    """
    found: dict[Both, NDArray[Any]] = {}
    together: list[Both] = []
    count = 0
    for each in depends:
        size = len(lines[each[0]]) * len(lines[each[1]])
        if together and count + size > AT_ONCE:
            found |= _turned_together(points, together, depends, lines)
            together, count = [], 0
        together.append(each)
        count += size
    return (found | _turned_together(points, together, depends, lines)) if together else found


def _turned_together(
    points: TurningPoints, pairs_asked: Iterable[Both], depends: Mapping[Both, NDArray[Any]], lines: Lines
) -> dict[Both, NDArray[Any]]:
    rows: dict[str, list[NDArray[Any]]] = {}
    codes: dict[str, list[NDArray[Any]]] = {}
    blocks: list[tuple[Both, int, tuple[int, int]]] = []
    count = 0
    for one, other in pairs_asked:
        shape = (len(lines[one]), len(lines[other]))
        grid = np.arange(count, count + shape[0] * shape[1])
        blocks.append(((one, other), count, shape))
        count += len(grid)
        for id, column in ((one, np.repeat(lines[one], shape[1])), (other, np.tile(lines[other], shape[0]))):
            rows.setdefault(id, []).append(grid)
            codes.setdefault(id, []).append(column)
    watched = np.repeat(
        np.array([depends[both] for both, _, _ in blocks]),
        [one * other for _, _, (one, other) in blocks],
        axis=0,
    )
    chosen = points.chosen_at(
        {id: np.concatenate(each) for id, each in rows.items()},
        {id: np.concatenate(each) for id, each in codes.items()},
        count,
        watched,
    )
    turned = chosen != points.unmoved
    return {
        both: turned[start : start + shape[0] * shape[1]].reshape(*shape, -1) for both, start, shape in blocks
    }


def _drawn_back(
    points: TurningPoints, found: list[dict[str, Code]], places: Sequence[int]
) -> list[dict[str, Code]]:
    """Moves numbers back towards today's as far as the choice of the decision in its place stays turned, one answer of
    each pair after the other."""
    for number in range(2):
        numbers = [
            (each, list(each)[number], place)
            for each, place in zip(found, places, strict=True)
            if points.moves.is_number(list(each)[number])
        ]
        drawn = points.narrowed(
            [each for each, _, _ in numbers],
            [id for _, id, _ in numbers],
            [float(points.moves.code(id)) for _, id, _ in numbers],
            [float(each[id]) for each, id, _ in numbers],
            [place for _, _, place in numbers],
            within=NEARLY,
        )
        for (each, id, _), code in zip(numbers, drawn, strict=True):
            each[id] = code
    return found
