"""Why a decision came out as it did, or why an option was not chosen: its reasons, sorted by meaning."""

from __future__ import annotations

from collections.abc import Iterable

from archassist.dataclass_later import dataclass
from archassist.engine.assessment import Assessment, DecisionResult, OptionResult, Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons about one option; on a ladder needs of the rungs that it contains come after its own.

    `missing` are rules for it that did not fire: they say what would have to be. `instead` are reasons for the option that
    won, when that is another one. `assumes` are the questions behind any of this that nobody answered.
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
    """Why the recommended option is recommended, or why (not) another. Raises KeyError for unknown ids.

    Of another rung of a ladder it is not said again what speaks for both.
    """
    result = assessment.decision(decision)
    asked = result.option(option or result.recommended)
    chosen = asked.id == result.recommended

    favour = favouring(result.because, asked.id)
    if not chosen:
        favour = tuple(
            each for each in favour if each.option == asked.id or not each.speaks_for(result.recommended)
        )
    against = tuple(
        each for each in result.because if each.option == asked.id and each.says in ("against", "rules_out")
    )
    missing = tuple(
        each for each in result.not_because if each.option == asked.id and each.says in ("for", "requires")
    )
    instead = () if chosen else favouring(result.because, result.recommended)
    assumes = {name for each in (*favour, *against, *instead) for name in each.assumes}
    return Explanation(result, asked, chosen, favour, against, missing, instead, tuple(sorted(assumes)))


def favouring(reasons: Iterable[Reason], option: str) -> tuple[Reason, ...]:
    """Those that speak for an option, in their order: its own, and then those of the rungs that it contains."""
    mine = [each for each in reasons if each.speaks_for(option)]
    return tuple(sorted(mine, key=lambda each: each.option != option))
