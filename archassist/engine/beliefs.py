"""What is believed of a question: an exact value, a range, nothing, or that it does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.rulebook import Given

Sureness = Literal["rough", "careful", "measured"]

COVERAGE: Mapping[Sureness, float] = MappingProxyType({"rough": 0.60, "careful": 0.80, "measured": 0.95})
"""How often the truth lies inside a range that people give: their ranges are too narrow, so each is
read as an interval of this coverage, and widened accordingly."""

SURENESS_OF_GRADE: Mapping[str, Sureness] = MappingProxyType(
    {"guessed": "rough", "estimated": "rough", "documented": "careful", "measured": "measured"}
)
"""How a grade of evidence reads as sureness."""


@dataclass(frozen=True, slots=True)
class Exact:
    """One value: a number in the question's unit, a choice id, or a frozenset of choice ids; `guessed` says that it was
    given as no more than a guess."""

    value: float | str | frozenset[str]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A number between `low` and `high`, in the question's unit, and how sure its author is; `guessed` as in `Exact`."""

    low: float
    high: float
    sureness: Sureness = "rough"
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows: the prior stands in, and what rests on it is marked as assumed."""


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """The question does not apply. Its value is the quietest one: the low end, the first choice, or none."""

    reason: str = ""


Belief = Exact | Range | Unknown | OutOfScope

UNKNOWN = Unknown()


def answered(given: Given, beliefs: Mapping[str, Belief]) -> bool:
    """Whether all is answered that must be for a conditional prior to count."""
    return not any(isinstance(beliefs.get(id, UNKNOWN), Unknown) for id in given.answered)


class BeliefError(ValueError):
    """A belief that its question cannot have. `question` is the id."""

    def __init__(self, question: str, message: str) -> None:
        super().__init__(f"{question}: {message}")
        self.question = question
