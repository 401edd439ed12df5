"""What a roadmap says beside its bets: decisions that are not begun, or need none of its work, and where open ones are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from archassist.documents.bets import QUARTERS, Bet, Quarter, bets_of_decisions, quarter_of
from archassist.views.months import spelled

if TYPE_CHECKING:
    from archassist.documents.context import DocumentContext
    from archassist.documents.decision_document import DecisionDocument
    from archassist.rulebook import Practice


def not_yet(review: DocumentContext, shown: Sequence[Quarter]) -> tuple[DecisionDocument, ...]:
    """Decisions that are not begun in these quarters: first those of which an option may become right within them, then
    those for later of whose work less than half comes now or next."""
    bets = {bet.decision for quarter in shown for bet in quarter.bets}
    steps = review.data.plan.steps
    expected = {
        each.id.partition(".")[0]
        for each in steps
        if each.kind == "coming" and quarter_of(review.date, each) < QUARTERS
    } & {*review.coming}
    soon = {each.id for each in steps if each.bucket != "later" and each.kind != "coming"}
    begun = {
        each.id.partition(".")[0]
        for each in steps
        if each.kind == "decision" and (each.id in soon or quarter_of(review.date, each) < QUARTERS)
    }
    later = (
        each
        for each in review.placed("later")
        if each.known.id not in bets | begun | expected
        and not _mostly(soon, [one.id for one in _asked(review, each)])
    )
    first = (each for each in review.decisions if each.known.id in expected - bets)
    return (*first, *later)


def items_of_put_off(review: DocumentContext, put_off: Sequence[DecisionDocument]) -> Mapping[str, int]:
    """Of decisions that are put off, by title, how many items of the checklist are a part of what they come to: each helps
    by itself, and is planned."""
    steps = {
        each.id.partition(".")[0]: each.title for each in review.data.plan.steps if each.kind == "decision"
    }
    counts = {
        each.known.title: sum(steps.get(each.known.id) in item.part_of for item in review.due)
        for each in put_off
    }
    return {title: many for title, many in counts.items() if many}


def begun_elsewhere(review: DocumentContext, shown: Sequence[Quarter]) -> Mapping[str, str]:
    """Of decisions to be taken now that are no bet of these quarters, where their work is to be found, within a sentence."""
    bets = {bet.decision for quarter in shown for bet in quarter.bets}
    costs = bets_of_decisions(review)
    found = {}
    for each in review.decide_now:
        if each.needs or each.known.id in bets:
            continue
        bet = costs.get(each.known.id)
        if bet and bet.takes_work:
            found[each.known.id] = f"it begins in {spelled(bet.start[:7])}"
        elif each.first_steps:
            found[each.known.id] = "its work is single items of the checklist"
        else:
            found[each.known.id] = "it takes no work"
    return found


def undecided_titles(review: DocumentContext) -> frozenset[str]:
    """The titles of bets on which the team has not decided."""
    taken = {each.known.id for each in review.decisions if each.verdict and each.status == "accepted"}
    return frozenset(bet.title for id, bet in bets_of_decisions(review).items() if id not in taken)


def carried_out(review: DocumentContext) -> tuple[Bet, ...]:
    """The bets that take work beside the items of the checklist, by the day on which they are done."""
    found = (each for each in bets_of_decisions(review).values() if each.own_step)
    return tuple(sorted(found, key=lambda each: each.done))


def left_alone(review: DocumentContext) -> tuple[DecisionDocument, ...]:
    """Decisions that take no work: what stands stays, or the plain way is right."""
    work = {each.id.partition(".")[0] for each in review.data.plan.steps if each.kind != "practice"}
    found = (*review.placed("keep"), *review.placed("default"))
    return tuple(each for each in found if each.known.id not in work)


def _mostly(soon: Set[str], ids: Sequence[str]) -> bool:
    return bool(ids) and 2 * sum(each in soon for each in ids) >= len(ids)


def _asked(review: DocumentContext, decision: DecisionDocument) -> Sequence[Practice]:
    """The practices of the option that a decision for later is about."""
    coming = next(iter(review.coming.get(decision.known.id, ())), None)
    wanted = coming.option if coming else decision.option.known.id
    option = next((each for each in decision.options if each.known.id == wanted), decision.option)
    return [item.practice for id in option.known.practices if (item := review.item(id))]
