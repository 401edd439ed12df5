"""Filters of a list that have a name: what is undecided, firm, changed since the review was opened, or one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from archassist.tui import settings

if TYPE_CHECKING:
    from archassist.tui.model import Model
    from archassist.views.records.plan import ChecklistView, PlanItem

Named = Mapping[str, Callable[[str], bool]]
"""By name what holds for the id of a line that the filter lets through."""

MINE = "mine"


def decisions(model: Model) -> Named:
    """Filters of decisions, by their id."""
    standing = {each.id: each.standing for each in model.glance.decisions}
    taken = model.review.decisions

    def mine(id: str) -> bool:
        return any(_is_me(model, each.by) for each in taken[id].verdicts.values()) if id in taken else False

    return {
        "undecided": lambda id: not (id in taken and taken[id].accepted),
        "firm": lambda id: standing.get(id) == "firm",
        "leaning": lambda id: standing.get(id) == "leaning",
        "open": lambda id: standing.get(id) == "open",
        "changed": changed_decisions(model).__contains__,
        MINE: mine,
    }


def today(model: Model) -> Named:
    """Filters of what stands today, by decision."""
    stands = {view.id for view in model.view.decisions if view.today}
    return {"open": lambda id: id not in stands, "said": model.review.today.__contains__}


def steps(model: Model, items: Iterable[ChecklistView | PlanItem]) -> Named:
    """Filters of the steps of the checklist and the plan, by their id."""
    listed = {each.id: each for each in items}
    first, marks = model.first, model.review.practices
    return {
        "open": lambda id: id in listed and listed[id].status not in ("done", "dropped"),
        "doing": lambda id: id in listed and listed[id].status == "doing",
        "changed": lambda id: first is not None and first.said.practices.get(id) != marks.get(id),
        MINE: lambda id: id in listed and _is_me(model, [listed[id].owner]),
    }


def questions(model: Model) -> Named:
    """Filters of the questions of the interview, by their id."""
    first, answers = model.first, model.review.answers

    def guessed(id: str) -> bool:
        return id in answers and (answers[id].kind == "unknown" or answers[id].grade == "guessed")

    return {
        "open": lambda id: id not in answers,
        "guessed": guessed,
        "changed": lambda id: first is not None and first.said.answers.get(id) != answers.get(id),
        MINE: lambda id: id in answers and _is_me(model, [answers[id].by]),
    }


def changed_decisions(model: Model) -> set[str]:
    """Decisions whose advice or verdict is another one than when the review was opened."""
    if (first := model.first) is None:
        return set()
    was = {each.id: each.recommended for each in first.glance.decisions}
    advised = {each.id for each in model.now.decisions if was.get(each.id) != each.recommended}
    now = model.review.decisions
    return advised | {
        id for id in now.keys() | first.said.decisions.keys() if now.get(id) != first.said.decisions.get(id)
    }


def me(model: Model) -> str:
    """The name of whoever uses the app: that of their link in a browser, else that of the settings; empty when unknown."""
    return str(model.review.person) or settings.own_name()


def _is_me(model: Model, people: Iterable[str]) -> bool:
    from archassist.session.verdicts import names

    own = me(model).casefold()
    return bool(own) and any(own == each.casefold() for text in people for each in names(text))
