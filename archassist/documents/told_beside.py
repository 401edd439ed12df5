"""What templates are told beside the review and its decisions: dates, people and costs, worked out from the plan."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from archassist.documents.beside_bets import (
    begun_elsewhere,
    carried_out,
    items_of_put_off,
    left_alone,
    not_yet,
    undecided_titles,
)
from archassist.documents.bets import bet_of_items, quarters
from archassist.documents.context import DocumentContext
from archassist.documents.decision_document import DecisionDocument
from archassist.documents.open_questions import open_questions
from archassist.documents.people import owners_of, to_invite, who_decides, who_does
from archassist.documents.requests import requests
from archassist.documents.told_dates import foreseen, in_time, next_look, work_ends


def told_in_record(review: DocumentContext, decision: DecisionDocument) -> dict[str, Any]:
    """What a record says of a decision from what the plan has: what it takes with all that comes first, and whose work it
    is; and who decides it while nobody has."""
    asked = requests(review, ())
    open_one = decision.state not in ("chosen", "rejected") and not review.data.alone
    bet = asked.bet(decision)
    return {
        "takes": asked.weeks(decision),
        "done_by": work_ends(review, bet),
        "in_time": in_time(decision, bet),
        "next_look": next_look(decision, bet),
        "order": asked.order(decision),
        "who_does": who_does(review, decision, bet),
        # A template of people's own runs in a process of its own, and is sent texts.
        "who_decides": who_decides(review, [decision] if open_one else [], 2),
        "who_decides_in_short": who_decides(review, [decision] if open_one else [], 0),
    }


def told_beside(kind: str, review: DocumentContext, beside: Collection[str]) -> dict[str, Any]:
    """What a kind of document is told beside the review, whatever room it has; `beside` are the kinds exported with it."""
    values: dict[str, Any] = {}
    if kind in ("onepager", "readout", "preread"):
        values["open_questions"] = open_questions(review)
    if kind in ("roadmap", "onepager", "readout", "preread"):
        values["who_decides"] = partial(who_decides, review)
    if kind == "preread":
        values["to_invite"] = to_invite(review)
    if kind in ("roadmap", "onepager", "readout", "checklist"):
        values["quarters"] = quarters(review)
        values |= {"not_yet": not_yet(review, values["quarters"]), "left_alone": left_alone(review)}
    if kind in ("roadmap", "onepager", "readout"):
        values["requests"] = requests(review, values["quarters"])
    if kind == "roadmap":
        values["items_of_put_off"] = items_of_put_off(review, values["not_yet"])
        values["begun_elsewhere"] = begun_elsewhere(review, values["quarters"])
    if kind == "checklist":
        values["bet_of"] = bet_of_items(review)
        values["undecided"] = undecided_titles(review)
        values["carried_out"] = carried_out(review)
        values["planned"] = {each.id: each for each in review.data.plan.steps}
    if kind == "onboarding":
        costs = requests(review, ())
        values["who_does"] = lambda decision: owners_of(review, decision, costs.bet(decision))
        values["foreseen"] = partial(foreseen, review)
        values["beside"] = [each for each in ("roadmap", "checklist") if each in beside]
    return values
