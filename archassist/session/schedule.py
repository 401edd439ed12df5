"""What a review says of its plan: marks, decisions, the team and limits, handed to the roadmap."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from archassist.dates import sensible

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.engine.columns.futures import Many
    from archassist.forecast import Crossing, Outlook
    from archassist.roadmap import Deadline, Edit, Plan, Ranking, Step
    from archassist.session.answered import Answered
    from archassist.session.entries import Mark

EXPECTED = 0.6
"""An option that is not right yet is planned for when it becomes right in so many futures."""

AWAITED = "becomes right"

NOT_KNOWN_YET: Mapping[str, float] = MappingProxyType({})
"""How likely work is called for, before any future was looked at."""

NOBODY_COUNTED = (
    "The rules do not ask how many people there are (no role people_now in pack.toml): "
    "this is the plan of one person."
)
"""Said of a plan by rules that count no people."""


def make_plan(review: Answered, futures: Many, outlook: Outlook, today: datetime.date) -> Plan:
    """Plans what is to be done from this day on."""
    from archassist.roadmap import Calendar, capacity_of, edited, people_of, plan

    assessment, marks = review.assess(), review.practices
    edits = {id: edit_of(mark) for id, mark in marks.items()}
    all_steps = _steps(review, assessment, outlook, _likely(review, futures))
    all_steps |= {
        id: replace(all_steps[id], lasting=True) for id in _against_lasting_harm(review, outlook, all_steps)
    }
    plain = {
        id: replace(each, days=None, status="todo" if each.status == "dropped" else each.status)
        for id, each in edits.items()
    }
    deadlines = _deadlines(review, outlook, all_steps)
    found = plan(
        edited(all_steps, edits),
        capacity_of(people_of(review.rulebook, assessment), review.team.share, review.team.at_once),
        Calendar(today, review.team.away),
        deadlines,
        {id: edit for id, edit in edits.items() if id in all_steps},
        edited(all_steps, plain),
        _limits(review, outlook, all_steps),
    )
    counted = review.rulebook.roles.people_now
    return found if counted else replace(found, problems=(NOBODY_COUNTED, *found.problems))


def first_ranking(
    review: Answered, assessment: Assessment, today: datetime.date
) -> tuple[dict[str, Step], Ranking]:
    """The work and its order before anybody looked ahead: without limits that come, and what becomes right later."""
    from archassist.roadmap import Calendar, capacity_of, edited, people_of, ranked

    edits = {id: edit_of(mark) for id, mark in review.practices.items()}
    found = edited(_steps(review, assessment, None), edits)
    team = review.team
    capacity = capacity_of(people_of(review.rulebook, assessment), team.share, team.at_once)
    return found, ranked(found, capacity, Calendar(today, team.away), edits=edits)


def edit_of(mark: Mark) -> Edit:
    """A mark as the plan takes it; months that no plan reaches count for nothing."""
    from archassist.roadmap import Edit

    start, not_before = (each if each and sensible(each) else "" for each in (mark.start, mark.not_before))
    return Edit(mark.status, mark.owner, start, not_before, mark.days)


def _likely(review: Answered, futures: Many) -> dict[str, float]:
    """In which share of futures each practice is called for by itself, and each option is the right one."""
    found = {id: float(futures.columns[f"practice {id}"].mean()) for id in review.rulebook.practices}
    for decision, shares in zip(review.rulebook.decisions.values(), futures.shares, strict=True):
        found |= {
            option.full_id: share for option, share in zip(decision.options.values(), shares, strict=True)
        }
    return found


def _steps(
    review: Answered,
    assessment: Assessment,
    outlook: Outlook | None,
    likely: Mapping[str, float] = NOT_KNOWN_YET,
) -> dict[str, Step]:
    """All steps, before anybody changed one."""
    from archassist.roadmap import Aims, Awaited, checklist, steps

    rulebook, marks = review.rulebook, review.practices
    status = {id: mark.status for id, mark in marks.items() if mark.status}
    items = checklist(
        rulebook, assessment, status, {id: mark.owner for id, mark in marks.items() if mark.owner}
    )
    taken = {
        id: each.option for id, each in review.decisions.items() if each.status == "accepted" and each.option
    }
    awaited = [
        Awaited(f"{each.decision}.{each.option}", each.arrival, each.start_by[0])
        for each in (outlook.not_yet if outlook else ())
        if each.when.share >= EXPECTED and each.decision not in taken
    ]
    aims = Aims([rulebook.pains[id] for id in review.focus.pains], {*taken, *review.focus.decisions})
    return steps(rulebook, assessment, items, taken, aims, awaited, likely)


def _deadlines(review: Answered, outlook: Outlook, planned: Mapping[str, Step]) -> dict[str, Deadline]:
    """When each step must be done: when a limit is crossed that its decision moves away, or when it becomes right."""
    from archassist.roadmap import Deadline

    found: dict[str, Deadline] = {}
    for not_yet in outlook.not_yet:
        id = f"{not_yet.decision}.{not_yet.option}"
        if id in planned:
            found[id] = Deadline(AWAITED, not_yet.arrival)
    for crossing in pressing(review, outlook):
        limit = review.rulebook.limits[crossing.limit]
        for id, step in planned.items():
            if step.kind != "decision" or id.partition(".")[0] not in limit.decisions:
                continue
            there = found.get(id)
            if there is None or sum(crossing.first) < sum(there.months):
                found[id] = Deadline(limit.title, crossing.first)
    return found


def _limits(
    review: Answered, outlook: Outlook, planned: Mapping[str, Step]
) -> dict[str, list[tuple[float, ...]]]:
    """By item of the checklist the months at which the limits are crossed that it moves away."""
    found: dict[str, list[tuple[float, ...]]] = {}
    for crossing in pressing(review, outlook):
        for id in limit_moved_by(review, crossing.limit, planned):
            found.setdefault(id, []).append(crossing.first)
    return found


def _against_lasting_harm(review: Answered, outlook: Outlook, planned: Mapping[str, Step]) -> set[str]:
    """The steps that move a limit away of which the harm cannot be made good again."""
    lasting = [each.limit for each in pressing(review, outlook) if review.rulebook.limits[each.limit].lasting]
    return {id for limit in lasting for id in limit_moved_by(review, limit, planned)}


def limit_moved_by(review: Answered, limit: str, planned: Mapping[str, Step]) -> list[str]:
    """The steps that move a limit away: its items, its decisions, and what those ask for."""
    known = review.rulebook.limits[limit]
    return [
        id
        for id, step in planned.items()
        if id in known.practices or any(each.partition(".")[0] in known.decisions for each in step.asked_by)
    ]


def pressing(review: Answered, outlook: Outlook) -> list[Crossing]:
    """The limits that are crossed in some future. What is assumed throughout presses nobody."""
    facts = review.assess().facts

    def told(metric: str) -> bool:
        fact = facts.get(metric)
        return fact is None or bool(set(fact.rests_on) - set(fact.assumed))

    limits = review.rulebook.limits
    return [
        each
        for each in outlook.limits
        if (each.when.share or each.in_surges) and told(limits[each.limit].metric)
    ]
