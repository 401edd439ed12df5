"""What fired rules and the size of answers say of every decision for one profile.

`columns/scores.py` says the same for many at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.requirements import narrow
from archassist.engine.resolution import ResolvedCase
from archassist.engine.strengths import SIGNS
from archassist.rulebook import POINT, Decision


def speaking_terms(compiled: Compiled, row: Mapping[str, Code]) -> dict[str, Code]:
    """The sizes of answers that tell anything: most are 0, since nobody answered."""
    return {name: term for name in compiled.terms if (term := row[f"lean {name}"])}


def case_of(compiled: Compiled, row: Mapping[str, Code]) -> ResolvedCase:
    """Scores, what is out, floors and operating points of every decision for one row of the program."""
    scores: list[list[int]] = []
    out: list[list[bool]] = []
    barred: list[list[bool]] = []
    floors: list[int] = []
    points: list[list[float]] = []
    terms = speaking_terms(compiled, row)
    for names, strengths, tests in zip(compiled.names, compiled.strengths, compiled.tests, strict=True):
        decision = names.decision
        size = len(decision.options)
        if not at_issue(compiled, decision, row):
            # Nobody is told of it: it takes what asks for nothing.
            scores.append([0] * size)
            out.append([False] + [True] * (size - 1))
            barred.append(out[-1])
            floors.append(0)
            points.append([0.0] * size)
            continue
        score, ruled_out, floor = list(strengths.base), [False] * size, 0
        for name, term in terms.items():
            if values := strengths.leans.get(name):
                score = [one + round(value * term) for one, value in zip(score, values, strict=True)]
        for name, rule, option in names.rules:
            if not row[name]:
                continue
            if rule.says in SIGNS:
                for place in strengths.reach[rule.id]:
                    score[place] += strengths.rules[rule.id]
            elif rule.says == "rules_out":
                ruled_out[option] = True
            else:
                floor = max(floor, option)
        wished = compiled.preferences.of(decision.id)
        if wished and (floor or any(score) or any(ruled_out)):
            score = [one + two * POINT for one, two in zip(score, wished, strict=True)]
        scores.append(score)
        out.append(narrow(tests, row, ruled_out).out if tests else ruled_out)
        barred.append(ruled_out)
        floors.append(floor)
        points.append([float(row[each]) if isinstance(each, str) else each for each in names.points])
    roles = compiled.rulebook.roles
    capacity = float(row.get(roles.operations_capacity, float("inf")))
    return ResolvedCase(
        scores, out, floors, points, float(row.get(roles.operations_base, 0.0)), capacity, barred
    )


def at_issue(compiled: Compiled, decision: Decision, row: Mapping[str, Code]) -> bool:
    """Whether a decision is at issue for this team: answers meet its condition, or the team itself spoke of it."""
    return compiled.always_at_issue(decision) or bool(row[f"at issue {decision.id}"])
