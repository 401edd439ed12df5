"""Where the answers of the single profile stand some months from now, as they are carried along in the forecast."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.profile import clip

YEAR = 12.0
"""Months between the figures of today and those of a year ahead."""


def months_ahead(compiled: Compiled, codes: Mapping[str, Code], months: float) -> dict[str, Code]:
    """The coded values, by question, of what grows with users, people or data.

    Users grow by equal factors up to their ceiling, people by equal numbers, data by what is added. A pack without the
    roles for it has no growth of that kind.
    """
    roles, questions = compiled.rulebook.roles, compiled.rulebook.questions
    grown = {"users": 1.0, "people": 1.0, "data": 1.0}
    found: dict[str, Code] = {}
    if roles.grow:
        now, later, most = (
            max(float(codes[id]), 1.0) for id in (roles.users_now, roles.users_in_a_year, roles.users_ceiling)
        )
        most = max(most, now, later)
        grown["users"] = min(now * (later / now) ** (months / YEAR), most) / now
        found[roles.users_in_a_year] = min(later * grown["users"], most)
    if roles.people_in_a_year:
        now, later = (max(float(codes[id]), 1.0) for id in (roles.people_now, roles.people_in_a_year))
        added = (later - now) * months / YEAR
        grown["people"] = max(now + added, 1.0) / now
        found[roles.people_in_a_year] = max(later + added, 1.0)
    if roles.data_added:
        kept = max(float(codes[roles.data_now]), 1e-3)
        grown["data"] = 1.0 + months * float(codes[roles.data_added]) / kept
    for id, question in questions.items():
        if question.grows_with:
            share = _share(compiled, codes, question.grows_share)
            found[id] = float(codes[id]) * (1.0 + (grown[question.grows_with] - 1.0) * share)
    return {id: clip(questions[id], float(value)) for id, value in found.items()}


def _share(compiled: Compiled, codes: Mapping[str, Code], name: str) -> float:
    """The share of an answer that is carried along; all of it where no name says so."""
    if not name:
        return 1.0
    if name in compiled.rulebook.facts:
        return float(compiled.fact_alone(name, lambda id: codes[id], many=False))  # type: ignore[arg-type]
    return float(codes[name])
