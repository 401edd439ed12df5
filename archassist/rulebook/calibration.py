"""What published cases and panels taught about the weights of rules: read from the pack's `calibration.toml`.

The author of a rule says what it speaks for, when and why, and how strongly in whole points. Calibration keeps all of that
and learns from teams of which the right option is known how strong each rule really is, how often an option was right
whatever the rules said (its base), and how far the size of an answer speaks for an option by itself (its leans).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.expressions import Expression

POINT = 100
"""Scores are whole hundredths of a point, so that one profile and columns of futures agree to the last digit."""

NATS = 0.3
"""What a point is worth: one more raises the odds of an option by exp(0.3), about a third."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was learned of one decision, in hundredths of a point.

    `base` holds a value for each option; `rules` how strongly each rule speaks, by its id; `leans` for each term (see
    `Calibration.terms`) what one unit of it adds to each option; `stays` what it is worth that an option stands today:
    it works, people can run it, and nothing has to be moved.
    """

    base: tuple[int, ...]
    rules: Mapping[str, int]
    leans: Mapping[str, tuple[int, ...]]
    stays: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """What a calibration was learned from, and how well it did on companies that it had not seen.

    `cases` and `judgements` count decisions. `firm` and `leaning` are the lowest chances from which advice of companies
    left out was right as often as firm and leaning advice has to be. On the decisions in `unsure` no advice is firm: it
    was right too seldom where it would have been. Nor is any to a team that gave fewer than so many `answers`.
    """

    cases: int
    judgements: int
    firm: float
    leaning: float
    unsure: tuple[str, ...] = ()
    answers: int = 0

    def may_be_firm(self, decision: str, answers: int) -> bool:
        """Whether advice on a decision can be firm for a team that gave so many answers, however likely it is right."""
        return decision not in self.unsure and answers >= self.answers


@dataclass(frozen=True, slots=True)
class Calibration:
    """Everything learned. `terms` are expressions by name: the size of an answer on the scale of what teams answer, in
    standard deviations of its logarithm and at most 3, or whether a choice is made; 0 while nobody answered.
    `learned` is None where nothing tells how well this does.
    """

    terms: Mapping[str, Expression]
    decisions: Mapping[str, Weighing]
    learned: Learned | None = None
