"""How strongly everything speaks for the options of each decision: as calibrated, or as the authors of rules say."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass
from archassist.rulebook import POINT, Calibration, Decision, Rule, Rulebook

NEAR_TIE = POINT
"""Where nothing was learned of a choice, scores this close to the best count as equal, and the simplest option among them
is chosen."""

SIGNS = {"for": 1, "against": -1}
"""What adds to scores, and which way; other rules are no sums."""


@dataclass(frozen=True, slots=True)
class Strengths:
    """How strongly the rules of one decision speak, in hundredths of a point.

    `rules` holds those that add to scores, by id and with their sign, and `reach` for which options, by place, each of
    these counts (`Decision.counting`); `base` a value for each option, and `leans` for
    each term what one unit of it adds to each option. What
    stands today has more of a base. `learned` says whether cases taught this: then the best score
    wins by however little, and tells how likely its option is right.
    """

    rules: Mapping[str, int]
    reach: Mapping[str, range]
    base: tuple[int, ...]
    leans: Mapping[str, tuple[int, ...]]
    learned: bool
    ladder: bool = False

    @property
    def near_tie(self) -> int:
        """Scores this close to the best count as equal. On a ladder a need is enough, however small."""
        return 0 if self.learned or self.ladder else NEAR_TIE


def strengths(
    rulebook: Rulebook, calibration: Calibration | None, today: Mapping[str, str]
) -> tuple[Strengths, ...]:
    """Those of every decision of a pack, in its order. `today` holds by decision the option that people say stands."""
    return tuple(
        _of(decision, calibration, today.get(decision.id, "")) for decision in rulebook.decisions.values()
    )


def _of(decision: Decision, calibration: Calibration | None, stands: str) -> Strengths:
    weighing = calibration.decisions.get(decision.id) if calibration else None
    reach = {
        rule.id: decision.counting(rule.says, rule.option) for rule in decision.rules if rule.says in SIGNS
    }
    ladder = decision.shape == "ladder"
    if weighing is None:
        said = {rule.id: SIGNS[rule.says] * _said(rule) for rule in decision.rules if rule.says in SIGNS}
        return Strengths(said, reach, (0,) * len(decision.options), {}, False, ladder)
    learned = {
        rule.id: SIGNS[rule.says] * weighing.rules.get(rule.id, _said(rule))
        for rule in decision.rules
        if rule.says in SIGNS
    }
    base = tuple(
        value + weighing.stays * (option == stands)
        for option, value in zip(decision.options, weighing.base, strict=True)
    )
    return Strengths(learned, reach, base, weighing.leans, True, ladder)


def _said(rule: Rule) -> int:
    return rule.weight * POINT
