"""How alike two teams are: the one measure, for precedents and for the baseline that follows the nearest of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from archassist.engine import Belief


class Described(Protocol):
    """A team by what it answered: `sizes` holds the value of every term (`Calibration.terms`) of its answers."""

    @property
    def beliefs(self) -> Mapping[str, Belief]:
        """What is believed of the questions that it answered."""

    @property
    def sizes(self) -> Mapping[str, float]:
        """How large its answers are, by term: in standard deviations of what teams answer, or 1 for a choice made."""


def apart(one: Described, other: Described) -> float:
    """How far two teams are apart by what both of them answered: the mean difference of their terms.

    Few answers in common tell little: one in common adds 1, four add a quarter. Infinite where there is none.
    """
    both = one.beliefs.keys() & other.beliefs.keys()
    shared = [name for name in one.sizes if name.partition("=")[0] in both]
    if not shared:
        return float("inf")
    return sum(abs(one.sizes[name] - other.sizes[name]) for name in shared) / len(shared) + 1 / len(both)


def differences(one: Described, other: Described) -> dict[str, float]:
    """By question that both answered how far apart the two are, the farthest first; none where they say the same."""
    both = one.beliefs.keys() & other.beliefs.keys()
    found: dict[str, float] = {}
    for name, size in one.sizes.items():
        question = name.partition("=")[0]
        if question in both:
            found[question] = max(found.get(question, 0.0), abs(size - other.sizes[name]))
    return {id: each for id, each in sorted(found.items(), key=lambda pair: -pair[1]) if each}
