"""What fired rules and the size of answers say of every decision for one profile.

`columns/scores.py` says the same for many at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.requirements import narrow
from archassist.engine.resolution import ResolvedCase
from archassist.rulebook import POINT


def speaking_terms(compiled: Compiled, row: Mapping[str, Code]) -> dict[str, Code]:
    """The sizes of answers that tell anything: most are 0, since nobody answered."""
    return {
        name: term for name, term in zip(compiled.terms, compiled.lookups.leaning(row), strict=True) if term
    }


def case_of(
    compiled: Compiled, row: Mapping[str, Code], terms: Mapping[str, Code] | None = None
) -> ResolvedCase:
    """Scores, what is out, floors and operating points of every decision for one row of the program.

    `terms` are its `speaking_terms`, if they are there already.
    """
    tally = compiled.tally
    counted = tally.count(row, speaking_terms(compiled, row) if terms is None else terms)
    scores: list[Sequence[int]] = []
    out: list[Sequence[bool]] = []
    barred: list[Sequence[bool]] = []
    points: list[Sequence[float]] = []
    floors = counted.floors
    issues = at_issue(compiled, row)
    for place, (names, span, tests) in enumerate(
        zip(compiled.names, tally.spans, compiled.tests, strict=True)
    ):
        if not issues[place]:
            # Nobody is told of it: it takes what asks for nothing.
            size = len(names.points)
            scores.append([0] * size)
            out.append([False] + [True] * (size - 1))
            barred.append(out[-1])
            floors[place] = 0
            points.append([0.0] * size)
            continue
        score, ruled_out = counted.scores[span], counted.ruled_out[span]
        wished = compiled.preferences.of(names.decision.id)
        if wished and (floors[place] or any(score) or any(ruled_out)):
            score = [one + two * POINT for one, two in zip(score, wished, strict=True)]
        scores.append(score)
        out.append(narrow(tests, row, ruled_out).out if names.falls_short(row) else ruled_out)
        barred.append(ruled_out)
        points.append(names.points_in(row))
    roles = compiled.rulebook.roles
    capacity = float(row.get(roles.operations_capacity, float("inf")))
    return ResolvedCase(
        scores, out, floors, points, float(row.get(roles.operations_base, 0.0)), capacity, barred
    )


def at_issue(compiled: Compiled, row: Mapping[str, Code]) -> tuple[bool, ...]:
    """By decision whether it is at issue for this team: answers meet its condition, or the team itself spoke of it."""
    return tuple([each is None or bool(row[each]) for each in compiled.issues])
