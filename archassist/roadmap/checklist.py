"""The checklist of a team: what is due, in order, and what comes now, next and later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archassist.engine import Assessment
from archassist.engine.effort import effort_days, for_places
from archassist.roadmap.effort import people_of
from archassist.roadmap.ordering import best_first
from archassist.roadmap.units import DAYS_A_QUARTER, FOR_A_DECISION, NOT_YET_DUE, SHARE
from archassist.rulebook import Practice, Rulebook
from archassist.words import Bucket, PracticeStatus

FEWEST, MOST = 4, 10
"""Limits of what stands in one bucket: less is no plan, more is no choice."""

MOST_IMPACT = 3
"""A practice of this impact whose own condition holds is not put off as later."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A practice in its place. `rank` counts from 1; `days` are working days, low and high.

    `places` says for how many teams or units they are, when for several ("11 teams"). `needed_by` names recommended
    options and other items that ask for it; `status` is what the team marked, or
    "todo", or "done" when the answers say that it is in place: `settled_by` names their questions then.
    """

    id: str
    title: str
    rank: int
    bucket: Bucket
    status: PracticeStatus
    owner: str
    after: tuple[str, ...]
    impact: int
    days: tuple[float, float]
    needed_by: tuple[str, ...]
    assumes: tuple[str, ...]
    places: str = ""
    settled_by: tuple[str, ...] = ()


def checklist(
    rulebook: Rulebook,
    assessment: Assessment,
    status: Mapping[str, PracticeStatus] | None = None,
    owners: Mapping[str, str] | None = None,
) -> tuple[ChecklistItem, ...]:
    """What is due, best first; then what the team marked as done or dropped, last.

    `status` and `owners` hold what the team said of a practice by its id.
    """
    status, owners = status or {}, owners or {}
    results = {each.id: each for each in assessment.practices}
    closed = {
        id
        for id, each in results.items()
        if status.get(id) in ("done", "dropped") or (each.status == "done" and id not in status)
    }
    due = [id for id, each in results.items() if id not in closed and (each.status == "todo" or id in status)]
    practices = rulebook.practices
    steps = {
        id
        for id in due
        if any(_is_step(rulebook, each) for each in results[id].needed_by)
        or (results[id].applies and practices[id].impact == MOST_IMPACT)
    }
    days = {id: effort_days(rulebook, assessment, each.effort) for id, each in practices.items()}
    here = list(rulebook.phases).index(assessment.phase.id)
    order = best_first(
        {id: practices[id].after for id in due},
        {id: _value(practices[id], id in steps, list(rulebook.phases)[: here + 1]) for id in due},
        {id: _middle(days[id]) for id in due},
    )
    people = people_of(rulebook, assessment)
    buckets = _buckets(order, days, steps, people * SHARE * DAYS_A_QUARTER)
    shown = [
        id
        for id, each in results.items()
        if id in closed and (id in status or each.applies or each.needed_by)
    ]
    items = []
    for rank, id in enumerate([*order, *shown], 1):
        practice, said = practices[id], status.get(id, "done" if id in closed else "todo")
        after = tuple(each for each in practice.after if each in due)
        items.append(
            ChecklistItem(
                id, practice.title, rank, buckets.get(id, "later"), said, owners.get(id, ""), after,
                practice.impact, days[id], results[id].needed_by, results[id].assumes,
                for_places(rulebook, assessment, practice.effort),
                results[id].settled_by if said == "done" and id not in status else (),
            )
        )  # fmt: skip
    return tuple(items)


def _value(practice: Practice, for_decision: bool, reached: list[str]) -> float:
    value = float(practice.impact) ** 2
    if practice.phase and not set(practice.phase) & set(reached):
        value *= NOT_YET_DUE
    if for_decision:
        value *= FOR_A_DECISION
    return value


def _is_step(rulebook: Rulebook, needed_by: str) -> bool:
    """Whether what asks for a practice is an option beyond the simplest: then it is a step of that decision."""
    decision, _, option = needed_by.partition(".")
    known = rulebook.decisions.get(decision)
    return known is not None and option in known.options and option != next(iter(known.options))


def _middle(days: tuple[float, float]) -> float:
    return max(sum(days) / 2, 0.1)


def _buckets(
    order: list[str], efforts: Mapping[str, tuple[float, float]], steps: set[str], days: float
) -> dict[str, Bucket]:
    """Fill now, then next, with what the team can do in a quarter each; the rest is later.

    The steps of a recommended option are begun no later than next, however large they are.
    """
    found: dict[str, Bucket] = {}
    bucket: Bucket = "now"
    used, count = 0.0, 0
    for id in order:
        effort = _middle(efforts[id])
        full = (used + effort > days and count >= FEWEST) or count >= MOST
        if full and bucket != "later":
            bucket = "next" if bucket == "now" else "later"
            used, count = 0.0, 0
        found[id] = "next" if bucket == "later" and id in steps else bucket
        used, count = used + effort, count + 1
    return found
