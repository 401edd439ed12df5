"""What a recommendation rests on: the fewest answers that fix it, whatever the others turn out to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archassist.engine.assessment import FIRM
from archassist.engine.beliefs import Belief, Unknown
from archassist.engine.columns.futures import choices
from archassist.engine.engine import Engine

SAMPLES = 512


@dataclass(frozen=True, slots=True)
class Rest:
    """`answers` alone make the option win in nine futures of ten, whatever everything else is within what is usual.

    Empty `answers` and `fixed`: it wins for everybody. Not `fixed`: all answers together do not make it certain.
    """

    answers: tuple[str, ...]
    fixed: bool


def rests_on(
    engine: Engine, beliefs: Mapping[str, Belief], decision: str, option: str, *, seed: int = 0
) -> Rest:
    """The smallest set found by taking answers away one by one, those that matter least first.

    An answer that is taken away takes every value that is usual where nobody knows. None of those left can be taken
    away alone.
    """
    compiled = engine.compiled
    place = list(engine.rulebook.decisions).index(decision)
    wanted = list(engine.rulebook.decisions[decision].options).index(option)
    known: dict[str, Any] = {
        f"known:{id}": not isinstance(beliefs.get(id, Unknown()), Unknown) for id in engine.rulebook.questions
    }
    answered = {id: belief for id, belief in beliefs.items() if not isinstance(belief, Unknown)}

    def share(kept: Mapping[str, Belief]) -> float:
        columns = engine.inputs(kept, seed=seed, samples=SAMPLES) | known
        return float((choices(compiled, columns, SAMPLES)[:, place] == wanted).mean())

    if share(answered) < FIRM:
        return Rest((), False)
    read = compiled.behind_rules[decision]
    kept = {id: belief for id, belief in answered.items() if id in read}
    if share(kept) < FIRM:
        kept = dict(answered)  # other decisions, or what the team can carry, have a say
    without = {id: share({other: each for other, each in kept.items() if other != id}) for id in kept}
    while True:
        before = len(kept)
        for id in sorted(kept, key=lambda id: -without[id]):
            fewer = {other: each for other, each in kept.items() if other != id}
            if share(fewer) >= FIRM:
                kept = fewer
        if len(kept) == before:
            break  # an answer can become needless by another's going: one round alone does not show it
    return Rest(tuple(id for id in engine.rulebook.questions if id in kept), True)
