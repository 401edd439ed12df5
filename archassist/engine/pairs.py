"""Changes of two answers at which the single profile's choice turns, though neither change is enough alone."""

from __future__ import annotations

import itertools
from collections.abc import Set

from archassist.engine.encoding import Code
from archassist.engine.turning import FARTHEST, Candidate, TurningPoints

RELEVANT = 14
"""Answers among which pairs are sought: those behind the decision's rules that can be moved, in the interview's order."""

GRID = (0.25, 0.5, 1.0)
"""Where on the way to what is just plausible each answer of a pair is tried."""

NEARLY = 4e-3
"""The share of a value to which it is drawn back."""

KEPT = 8
"""Pairs that are moved back towards today's answers as far as the choice stays turned."""

Pair = tuple[Candidate, Candidate]


def pairs(points: TurningPoints, decision: str, leave: Set[str]) -> list[Pair]:
    """The nearest pairs for a decision, without answers in `leave`, which are enough alone."""
    lines: dict[str, list[Code]] = {}
    for id in points.behind(decision):
        if id not in leave and len(lines) < RELEVANT:
            codes = [code for _, line in points.moves(id) if line for code in _some(line)]
            lines[id] = [code for code in codes if points.distance(id, code) <= FARTHEST]
    tried = [
        {one: first, other: second}
        for one, other in itertools.combinations(lines, 2)
        for first in lines[one]
        for second in lines[other]
    ]
    if not tried:
        return []
    place = points.place(decision)
    turned = points.chosen(tried)[:, place] != points.unmoved[place]
    near = [each for each, other in zip(tried, turned, strict=True) if other]
    near.sort(key=lambda each: sum(points.distance(id, code) for id, code in each.items()))
    seen: dict[frozenset[str], dict[str, Code]] = {}
    for each in near:
        seen.setdefault(frozenset(each), each)
    kept = _drawn_back(points, list(seen.values())[:KEPT], place)
    kept.sort(key=lambda each: sum(points.distance(id, code) for id, code in each.items()))
    made = [[points.candidate(id, code) for id, code in each.items()] for each in kept]
    return [(one, other) for one, other in made if one.distance + other.distance <= FARTHEST * 1.5]


def _some(line: list[Code]) -> list[Code]:
    return list(dict.fromkeys(line[min(int(share * len(line)), len(line) - 1)] for share in GRID))


def _drawn_back(points: TurningPoints, found: list[dict[str, Code]], place: int) -> list[dict[str, Code]]:
    """Moves numbers back towards today's as far as the choice stays turned, one answer of each pair after the other."""
    for number in range(2):
        numbers = [each for each in found if points.is_number(list(each)[number])]
        ids = [list(each)[number] for each in numbers]
        drawn = points.narrowed(
            numbers,
            ids,
            [float(points.code(id)) for id in ids],
            [float(each[id]) for each, id in zip(numbers, ids, strict=True)],
            [place] * len(ids),
            within=NEARLY,
        )
        for each, id, code in zip(numbers, ids, drawn, strict=True):
            each[id] = code
    return found
