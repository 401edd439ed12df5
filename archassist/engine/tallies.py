"""What rules and the sizes of answers add to scores, for one profile: worked out beforehand as far as answers do not matter.

The options of all decisions stand in one list, so that one pass over the rules that fire adds up all scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress
from typing import TYPE_CHECKING

from archassist.engine.strengths import SIGNS, Strengths
from archassist.expressions import values_of

if TYPE_CHECKING:
    from archassist.engine.encoding import Code
    from archassist.engine.program_names import Names


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does when it fires: it adds to options (by place in the list of all), rules one out, or sets a floor."""

    adds: tuple[tuple[int, int], ...] = ()
    rules_out: int | None = None
    floor: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Scores and what rules rule out, by option in the list of all; floors by decision."""

    scores: list[int]
    ruled_out: list[bool]
    floors: list[int]


class Tally:
    """Adds up scores with given strengths."""

    def __init__(self, names: Sequence[Names], strengths: Sequence[Strengths]) -> None:
        ends = list(accumulate(len(each.decision.options) for each in names))
        starts = [0, *ends[:-1]]
        self.spans = tuple(map(slice, starts, ends))
        """By decision where its options stand in the list of all."""
        self._base = [value for each in strengths for value in each.base]
        self._fires = values_of([name for each in names for name, _, _ in each.rules])
        self._effects = tuple(
            chain.from_iterable(
                _effects(place, start, *each)
                for place, (start, *each) in enumerate(zip(starts, names, strengths, strict=True))
            )
        )
        self._leans: dict[str, list[tuple[int, int]]] = {}
        for start, mine in zip(starts, strengths, strict=True):
            for term, values in mine.leans.items():
                self._leans.setdefault(term, []).extend(enumerate(values, start))
        self._leaning: dict[str, tuple[Code, tuple[tuple[int, int], ...]]] = {}

    def count(self, row: Mapping[str, Code], terms: Mapping[str, Code]) -> Counted:
        """What the rules that fire in a row and these sizes of answers come to."""
        scores = self._base.copy()
        ruled_out, floors = [False] * len(scores), [0] * len(self.spans)
        for name, term in terms.items():
            for place, points in self._leaning_of(name, term):
                scores[place] += points
        for effect in compress(self._effects, self._fires(row)):
            for place, points in effect.adds:
                scores[place] += points
            if effect.rules_out is not None:
                ruled_out[effect.rules_out] = True
            if effect.floor is not None:
                decision, option = effect.floor
                floors[decision] = max(floors[decision], option)
        return Counted(scores, ruled_out, floors)

    def _leaning_of(self, name: str, term: Code) -> tuple[tuple[int, int], ...]:
        """What the size of an answer adds, by option. Kept for the size seen last: from one answer to the next one moves."""
        kept = self._leaning.get(name)
        if kept is None or kept[0] != term:
            added = tuple((place, round(value * term)) for place, value in self._leans.get(name, ()))
            kept = self._leaning[name] = term, added
        return kept[1]


def _effects(place: int, start: int, names: Names, strengths: Strengths) -> list[Effect]:
    """Those of the rules of one decision, in order."""
    found = []
    for _, rule, option in names.rules:
        if rule.says in SIGNS:
            points = strengths.rules[rule.id]
            found.append(Effect(tuple((start + each, points) for each in strengths.reach[rule.id])))
        elif rule.says == "rules_out":
            found.append(Effect(rules_out=start + option))
        else:
            found.append(Effect(floor=(place, option)))
    return found
