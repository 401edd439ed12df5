"""What fired rules and the size of answers say of every decision for one profile.

`columns/scores.py` says the same for many at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.resolution import Case
from archassist.engine.strengths import SIGNS
from archassist.rulebook import POINT


def speaking_terms(compiled: Compiled, row: Mapping[str, Code]) -> dict[str, Code]:
    """The sizes of answers that tell anything: most are 0, since nobody answered."""
    return {name: term for name in compiled.terms if (term := row[f"lean {name}"])}


def case_of(compiled: Compiled, row: Mapping[str, Code]) -> Case:
    """Scores, what is out, floors and operating points of every decision for one row of the program."""
    scores: list[list[int]] = []
    out: list[list[bool]] = []
    floors: list[int] = []
    points: list[list[float]] = []
    terms = speaking_terms(compiled, row)
    for decision, strengths in zip(compiled.decisions, compiled.strengths, strict=True):
        options = {id: number for number, id in enumerate(decision.options)}
        score, ruled_out, floor = list(strengths.base), [False] * len(options), 0
        for name, values in strengths.leans:
            if term := terms.get(name):
                score = [one + round(value * term) for one, value in zip(score, values, strict=True)]
        for rule in decision.rules:
            if not row[f"rule {rule.id}"]:
                continue
            if rule.says in SIGNS:
                for place in strengths.reach[rule.id]:
                    score[place] += strengths.rules[rule.id]
            elif rule.says == "rules_out":
                ruled_out[options[rule.option]] = True
            else:
                floor = max(floor, options[rule.option])
        wished = compiled.preferences.of(decision.id)
        if wished and (floor or any(score) or any(ruled_out)):
            score = [one + two * POINT for one, two in zip(score, wished, strict=True)]
        scores.append(score)
        out.append(ruled_out)
        floors.append(floor)
        points.append(
            [
                float(each.ops_points)
                if isinstance(each.ops_points, (int, float))
                else float(row[f"points {each.full_id}"])
                for each in decision.options.values()
            ]
        )
    roles = compiled.rulebook.roles
    capacity = float(row.get(roles.operations_capacity, float("inf")))
    return Case(scores, out, floors, points, float(row.get(roles.operations_base, 0.0)), capacity)
