"""What rules and the sizes of answers add to scores, for one profile: worked out beforehand as far as answers do not matter.

The options of all decisions stand in one list, so that one pass over the rules that fire adds up all scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import TYPE_CHECKING, Generic, TypeVar

from archassist.engine.strengths import SIGNS, Strengths
from archassist.expressions import values_of

if TYPE_CHECKING:
    from archassist.engine.encoding import Code
    from archassist.engine.program_names import Names

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Counted:
    """Scores and what rules rule out, by option in the list of all; floors by decision."""

    scores: list[int]
    ruled_out: list[bool]
    floors: list[int]


class _When(Generic[Thing]):
    """Things by the names of the conditions under which they count."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = tuple(things.values())
        self._conditions = values_of(tuple(things))

    def holding(self, row: Mapping[str, Code]) -> Iterator[Thing]:
        """Those whose condition holds in a row."""
        return compress(self._things, self._conditions(row))


class Tally:
    """Adds up scores with given strengths."""

    def __init__(self, names: Sequence[Names], strengths: Sequence[Strengths]) -> None:
        ends = list(accumulate(len(each.decision.options) for each in names))
        starts = [0, *ends[:-1]]
        self.spans = tuple(map(slice, starts, ends))
        """By decision where its options stand in the list of all."""
        self._base = [value for each in strengths for value in each.base]
        adds: dict[str, tuple[tuple[int, int], ...]] = {}
        bars: dict[str, int] = {}
        floors: dict[str, tuple[int, int]] = {}
        for decision, (start, mine, strength) in enumerate(zip(starts, names, strengths, strict=True)):
            for name, rule, option in mine.rules:
                if rule.says in SIGNS:
                    points = strength.rules[rule.id]
                    adds[name] = tuple((start + each, points) for each in strength.reach[rule.id])
                elif rule.says == "rules_out":
                    bars[name] = start + option
                else:
                    floors[name] = decision, option
        self._adds, self._bars, self._floors = _When(adds), _When(bars), _When(floors)
        self._leans: dict[str, list[tuple[int, int]]] = {}
        for start, strength in zip(starts, strengths, strict=True):
            for term, values in strength.leans.items():
                self._leans.setdefault(term, []).extend(enumerate(values, start))
        self._leaning: dict[str, tuple[Code, tuple[tuple[int, int], ...]]] = {}

    def count(self, row: Mapping[str, Code], terms: Mapping[str, Code]) -> Counted:
        """What the rules that fire in a row and these sizes of answers come to."""
        scores = self._base.copy()
        ruled_out, floors = [False] * len(scores), [0] * len(self.spans)
        for name, term in terms.items():
            for place, points in self._leaning_of(name, term):
                scores[place] += points
        for added in self._adds.holding(row):
            for place, points in added:
                scores[place] += points
        for place in self._bars.holding(row):
            ruled_out[place] = True
        for decision, option in self._floors.holding(row):
            floors[decision] = max(floors[decision], option)
        return Counted(scores, ruled_out, floors)

    def _leaning_of(self, name: str, term: Code) -> tuple[tuple[int, int], ...]:
        """What the size of an answer adds, by option. Kept for the size seen last: from one answer to the next one moves."""
        kept = self._leaning.get(name)
        if kept is None or kept[0] != term:
            added = tuple((place, round(value * term)) for place, value in self._leans.get(name, ()))
            kept = self._leaning[name] = term, added
        return kept[1]
