"""Published teams that were most like one that asks, by what both state; they are read when somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archassist.casebase.case import Case
from archassist.casebase.similarity import apart, differences
from archassist.engine import Belief, Engine, Exact, Range

MOST = 3
"""Precedents that are told for a decision."""

LEAST_SHARED = 3
"""Questions that both have to answer."""

THE_SAME = 0.75
"""A case of which so many answers are a team's own is that team, or a copy of it."""


@dataclass(frozen=True, slots=True)
class Published:
    """A case by what its sources state, as `similarity` compares it."""

    case: Case
    beliefs: Mapping[str, Belief]
    sizes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Precedent:
    """A case that is like the team that asks. `apart` is how far they are apart, `shared` the questions that both answered,
    `differs` those in which they differ, the farthest first."""

    case: Case
    apart: float
    shared: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Team:
    beliefs: Mapping[str, Belief]
    sizes: Mapping[str, float]


def published(engine: Engine, cases: Iterable[Case]) -> tuple[Published, ...]:
    """The cases that were scored, ready to be compared."""
    return tuple(
        Published(case, each.beliefs, each.sizes)
        for case in cases
        if case.verdict != "anecdote"
        for each in [_team(engine, case.beliefs)]
    )


def precedents(
    engine: Engine, beliefs: Mapping[str, Belief], cases: Sequence[Published], title: str = ""
) -> tuple[Precedent, ...]:
    """The cases from the most alike to the least; of the company that asks itself there are none.

    A company asks itself where the review has the title of a case, or most of a case's answers.
    """
    mine = _team(engine, beliefs)
    own = {each.case.company.casefold() for each in cases if each.case.title == title or _is_same(mine, each)}
    found = []
    for each in cases:
        both = mine.beliefs.keys() & each.beliefs.keys()
        if each.case.company.casefold() in own or len(both) < LEAST_SHARED:
            continue
        far = apart(mine, each)
        if far < float("inf"):
            shared = tuple(id for id in engine.rulebook.questions if id in both)
            found.append(Precedent(each.case, far, shared, tuple(differences(mine, each))))
    return tuple(sorted(found, key=lambda each: each.apart))


def of_decision(found: Sequence[Precedent], decision: str) -> tuple[Precedent, ...]:
    """The nearest of those that say what was right for them in a decision, of each company one."""
    told: dict[str, Precedent] = {}
    for each in found:
        if each.case.accepted.get(decision):
            told.setdefault(each.case.company.casefold(), each)
    return tuple(told.values())[:MOST]


def _team(engine: Engine, beliefs: Mapping[str, Belief]) -> _Team:
    answered = {id: belief for id, belief in beliefs.items() if isinstance(belief, Exact | Range)}
    leans = engine.compiled.sizing.row(engine.profile(answered))
    return _Team(answered, {name: float(leans[f"lean {name}"]) for name in engine.compiled.terms})


def _is_same(mine: _Team, other: Published) -> bool:
    alike = sum(
        id in mine.beliefs and _said(mine.beliefs[id]) == _said(belief)
        for id, belief in other.beliefs.items()
    )
    return len(other.beliefs) >= LEAST_SHARED and alike >= THE_SAME * len(other.beliefs)


def _said(belief: Belief) -> object:
    if isinstance(belief, Exact):
        return belief.value
    return (belief.low, belief.high) if isinstance(belief, Range) else None
