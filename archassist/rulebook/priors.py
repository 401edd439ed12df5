"""Priors: what to believe of a question when nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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


def level_id(level: float) -> str:
    """A level as priors and sessions write it: `99`, `99.9`."""
    return f"{level:.10g}"
