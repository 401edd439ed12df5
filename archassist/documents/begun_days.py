"""When the work of each decision begins: what is asked for has to be decided before that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.documents.bets import Bet, bets_of_decisions

if TYPE_CHECKING:
    from archassist.documents.context import DocumentContext


def with_begun_days(review: DocumentContext) -> DocumentContext:
    """The same review, in which each decision that takes work says on which day that begins."""
    bets = {id: bet for id, bet in bets_of_decisions(review).items() if bet.takes_work}
    begins = {id: _needed_on(bet, bets) for id, bet in bets.items()}
    decisions = (
        each if each.kept or each.needs else replace(each, begins=begins.get(each.known.id, ""))
        for each in review.decisions
    )
    return replace(review, decisions=tuple(decisions))


def _needed_on(bet: Bet, bets: Mapping[str, Bet]) -> str:
    """The day on which a bet begins, or the first on which one that comes after it does: nobody takes the later of two
    decisions first."""
    return min([bet.start, *(each.start for each in bets.values() if each.awaited(bet))])
