"""Priors: what to believe of a question when nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.expressions import Expression


@dataclass(frozen=True)
class Spread:
    """Prior of a number: 5th and 95th percentile, lognormal (logit-normal for shares)."""

    low: float
    high: float


@dataclass(frozen=True)
class Weights:
    """Prior of a choice: weights that sum to 1, by choice id (for levels: `level_id` of the number)."""

    by_choice: Mapping[str, float]


@dataclass(frozen=True)
class Multiple:
    """Prior of a number as a multiple of another answer: lognormal, 5th and 95th percentile of the factor.

    `tells`: the number, once answered, tells of the other answer while that is open.
    """

    of: str
    low: float
    high: float
    tells: bool = True

    @property
    def base(self) -> str:
        """What the number is relative to: a question."""
        return self.of


@dataclass(frozen=True)
class Formula:
    """Prior of a number as a fact's value times a lognormal factor (5th and 95th percentile).

    `tells`: the number, once answered, tells of open answers behind the fact.
    """

    fact: str
    low: float
    high: float
    tells: bool = True

    @property
    def base(self) -> str:
        """What the number is relative to: a fact."""
        return self.fact


@dataclass(frozen=True)
class Each:
    """Prior of a set of choices: each is there with this chance, independently."""

    chance: float


Prior = Spread | Weights | Multiple | Formula | Each


@dataclass(frozen=True)
class Given:
    """What is usual of an open choice where a condition holds: it takes the place of the question's prior.

    `answered` are the questions of which the condition asks `known`: it counts only where all of them are answered, and
    reads what people said of them, so that they may themselves follow from this question. `cases` is the number of
    published cases behind the weights; 0 says that they are a judgement. `note` says why.
    """

    when: Expression
    prior: Weights | Each
    answered: frozenset[str]
    cases: int
    note: str

    @property
    def follows(self) -> frozenset[str]:
        """The names that need a value before this question has one."""
        return self.when.names - self.answered


def level_id(level: float) -> str:
    """A level as priors and sessions write it: `99`, `99.9`."""
    return f"{level:.10g}"
