"""Who decides and who does the work, as far as a review names them; and plainly that nobody is named where it does not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from archassist.documents.data import AT_ONCE
from archassist.documents.markdown import sentence
from archassist.views.months import spelled
from archassist.words import listed, small
from archassist.working_days import working_day

if TYPE_CHECKING:
    from archassist.documents.bets import Bet
    from archassist.documents.context import DocumentContext
    from archassist.documents.decision_document import DecisionDocument

NAMED = 3
"""People who are named at most where a name would help to find one."""


def who_decides(review: DocumentContext, decisions: Sequence[DecisionDocument], most: int = NAMED) -> str:
    """Who decides these decisions and by when one must be named, in sentences; empty where none is given.

    A review says who decided and who put something forward, not who will decide: what it does not say is told as not said,
    with who decided other things, or who is in the room, to ask.
    """
    if not decisions:
        return ""
    if review.data.alone:
        return "One person decides, and does the work."
    said = [f"Name by {named_by(review, decisions)} who decides; nobody is named yet."]
    for each in decisions if most else ():
        if each.state == "proposed" and each.verdict and each.verdict.by:
            said.append(f"{sentence(listed(each.verdict.deciders))[:-1]} put “{each.option.title}” forward.")
    asked = _asked(review)
    if asked and most > 0:
        role, names = asked
        more = [f"{len(names) - most} more"] if len(names) > most else []
        said.append(f"{role}: {listed([*names[:most], *more])}.")
    return " ".join(said)


def named_by(review: DocumentContext, decisions: Iterable[DecisionDocument]) -> str:
    """The day by which a decider must be named: with the answers, or before, where a decision is due before them."""
    days = (each.decide_by(review.date) for each in decisions)
    return min([review.answers_due, *(each for each in days if each[:4].isdigit())])


def to_invite(review: DocumentContext) -> tuple[str, ...]:
    """Who put forward or spoke against what a session is about, and is not in the room; none where nobody said who is."""
    if not review.data.present:
        return ()
    said = [each.verdict for each in (*review.decide_now, *review.contested) if each.verdict]
    proposed = [name for each in said if each.status == "proposed" for name in each.deciders]
    against = [each.partition(":")[0].strip() for verdict in said for each in verdict.against if ":" in each]
    here = {each.casefold() for each in review.data.present}
    named = {each.casefold(): each for each in reversed([*proposed, *against])}
    return tuple(name for key, name in reversed(named.items()) if key not in here)


def _asked(review: DocumentContext) -> tuple[str, tuple[str, ...]] | None:
    """Whom to ask: those who decided so far, else those who are in the room."""
    decided = dict.fromkeys(
        name
        for each in review.decisions
        if each.verdict and each.status == "accepted"
        for name in each.verdict.deciders
    )
    if decided:
        return "Decided so far by", tuple(decided)
    return ("In the room", review.data.present) if review.data.present else None


def who_does(review: DocumentContext, decision: DecisionDocument, bet: Bet | None) -> str:
    """Who carries a decision out, in a sentence, and by when an owner is needed where none is named; empty where nothing
    has to be carried out. `bet` is the one that carries it out."""
    if decision.kept or decision.turned_down or decision.needs:
        return ""
    pieces = bet.pieces if bet else ()
    items = [item for each in decision.first_steps if (item := review.item(each.id)) is not None]
    owners = dict.fromkeys(
        [*(bet.owners if bet else ()), *(each.item.owner for each in items if each.item.owner)]
    )
    if owners:
        # What another decision counts is a piece of this one's work, too, and may be the one that has an owner.
        elsewhere = {each.item.id for each in items} - {each.id for each in pieces}
        free = len([each for each in pieces if not each.owner])
        free += len([each for each in items if each.item.id in elsewhere and not each.item.owner])
        every = len(pieces) + len(elsewhere)
        rest = f"; {free} of {every} pieces of work have no owner yet" if free and every > 1 else ""
        return f"Who does it: {listed(owners)}{rest}."
    if review.data.alone:
        decides = "" if decision.state == "chosen" else "decides and "
        return f"Who {decides}does it: the one person of this team."
    usual = (bet.asked if bet else "") or next(
        (each.practice.owner for each in items if each.practice.owner), ""
    )
    suits = f" (usually {small(usual)})" if usual else ""
    return f"Who does it: no owner is named; name one {_needed(review, decision, bet)}{suits}."


def owners_of(review: DocumentContext, decision: DecisionDocument, bet: Bet | None) -> str:
    """Who owns the work of a decision, or that nobody is named and who usually does it, to stand behind its title."""
    said = who_does(review, decision, bet).removeprefix("Who does it: ")
    usual = said[said.rfind(" (usually") :] if " (usually" in said else "."
    return f"nobody is named{usual}" if said.startswith("no owner is named") else said


def _needed(review: DocumentContext, decision: DecisionDocument, bet: Bet | None) -> str:
    """By when an owner is needed: before the work begins, as the plan has it; else with the decision."""
    begins = min((each.start for each in bet.pieces), default="") if bet else ""
    if not begins:
        return f"by {decision.decide_by(review.date) or review.answers_due}"
    day = working_day(datetime.date.fromisoformat(begins))
    ahead = (day - review.date).days
    if ahead <= AT_ONCE:
        return f"by {working_day(review.date + datetime.timedelta(days=AT_ONCE)).isoformat()}"
    return (
        f"before its work begins in {spelled(begins[:7])}"
        if ahead > 2 * 28
        else f"before its work begins on {day}"
    )
