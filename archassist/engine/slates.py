"""The fixed side of every decision of a pack: its options, its default, and what its options require of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archassist.engine.resolution import Slate
from archassist.engine.strengths import Strengths
from archassist.rulebook import Decision, Rulebook


def slates(rulebook: Rulebook, strengths: Sequence[Strengths]) -> list[Slate]:
    """Those of every decision, in order; its strengths say whether scores were learned, and what counts as a tie."""
    decisions = tuple(rulebook.decisions.values())
    places = {decision.id: place for place, decision in enumerate(decisions)}
    pairs = zip(decisions, strengths, strict=True)
    return [_slate(rulebook, decision, mine, places) for decision, mine in pairs]


def _slate(rulebook: Rulebook, decision: Decision, mine: Strengths, places: Mapping[str, int]) -> Slate:
    options = list(decision.options.values())
    # Where cases taught what is usual, that is the default.
    named = decision.default if not mine.learned else ""
    default = list(decision.options).index(named) if named else 0
    pulls = tuple(_pulls(rulebook, each.requires, places) for each in options)
    return Slate(len(options), default, pulls, mine.near_tie, mine.learned)


def _pulls(
    rulebook: Rulebook, requires: Iterable[str], places: Mapping[str, int]
) -> tuple[tuple[int, int], ...]:
    """Floors in other decisions; what is required of decisions the pack does not have is left out."""
    found = []
    for full_id in requires:
        decision, option = full_id.split(".", 1)
        if decision in places and option in rulebook.decisions[decision].options:
            found.append((places[decision], list(rulebook.decisions[decision].options).index(option)))
    return tuple(found)
