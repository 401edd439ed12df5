"""What a ranking of quality attributes adds to options: a point or two where it is close, never more.

Rules say what fits the load, the data and the team. Among options that fit about as well a team may prefer the one that
is better at what it cares for most. The ranking is turned into points between options, so that it shows beside the rules
and can be taken away to see what wins without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archassist.dataclass_later import dataclass
from archassist.rulebook import Decision, Option, Rulebook

WEIGHTS = (1.0, 0.5, 0.25)
"""What the first, second and third attribute of the ranking count; those below are left to the rules."""

GAIN, LOSS = 0.5, 0.75
"""An option that the ranking speaks for so much gains a point; one that it speaks against so much loses one. A small
drawback is no reason to do less than the rules ask for."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Points by decision, one for each option in order; decisions that the ranking does not touch are not there."""

    ranking: tuple[str, ...] = ()
    points: Mapping[str, tuple[int, ...]] | None = None

    def of(self, decision: str) -> tuple[int, ...] | None:
        """The points of a decision's options, None when all are 0."""
        return (self.points or {}).get(decision)


NONE = Preferences()


def preferences(rulebook: Rulebook, ranking: Sequence[str]) -> Preferences:
    """The points that a ranking of attributes gives."""
    ranking = tuple(each for each in ranking if each in rulebook.attributes)
    found = {}
    for decision in rulebook.decisions.values():
        points = _points(decision, ranking)
        if any(points):
            found[decision.id] = points
    return Preferences(ranking, found) if ranking else NONE


def pull(option: Option, ranking: Sequence[str]) -> float:
    """How far a ranking speaks for an option (above 0) or against it."""
    return sum(
        weight * option.effects.get(attribute, 0) / 2
        for weight, attribute in zip(WEIGHTS, ranking, strict=False)
    )


def _points(decision: Decision, ranking: Sequence[str]) -> tuple[int, ...]:
    raw = [pull(option, ranking) for option in decision.options.values()]
    points = [1 if each >= GAIN else -1 if each <= -LOSS else 0 for each in raw]
    # Nothing goes below what the rules say: an option that rules do not speak against stays one to step down to.
    return tuple(each - min(points) for each in points)
