"""Why a decision came out as it did, or why an option was not chosen: its reasons, sorted by meaning."""

from __future__ import annotations

from dataclasses import dataclass

from archassist.engine.assessment import Assessment, DecisionResult, OptionResult, Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons about one option. `missing` are rules for it that did not fire: they say what would have to be.

    `instead` are reasons for the option that won, when that is another one. `assumes` are the questions
    behind any of this that nobody answered.
    """

    decision: DecisionResult
    option: OptionResult
    chosen: bool
    favour: tuple[Reason, ...]
    against: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    instead: tuple[Reason, ...]
    assumes: tuple[str, ...]


def why(assessment: Assessment, decision: str, option: str | None = None) -> Explanation:
    """Why the recommended option is recommended, or why (not) another. Raises KeyError for unknown ids."""
    result = assessment.decision(decision)
    asked = result.option(option or result.recommended)
    chosen = asked.id == result.recommended

    def about(id: str, *says: str) -> tuple[Reason, ...]:
        return tuple(each for each in result.because if each.option == id and each.says in says)

    favour, against = about(asked.id, "for", "requires"), about(asked.id, "against", "rules_out")
    missing = tuple(
        each for each in result.not_because if each.option == asked.id and each.says in ("for", "requires")
    )
    instead = () if chosen else about(result.recommended, "for", "requires")
    assumes = {name for each in (*favour, *against, *instead) for name in each.assumes}
    return Explanation(result, asked, chosen, favour, against, missing, instead, tuple(sorted(assumes)))
