"""What a review says of its plan: marks, decisions, the team and limits, handed to the roadmap."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.dates import sensible

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.forecast import Outlook
    from archassist.roadmap import Deadline, Edit, Plan, Step
    from archassist.session.answered import Answered
    from archassist.session.entries import Mark

EXPECTED = 0.6
"""An option that is not right yet is planned for when it becomes right in so many futures."""

AWAITED = "becomes right"

NOBODY_COUNTED = (
    "The rules do not ask how many people there are (no role people_now in pack.toml): "
    "this is the plan of one person."
)
"""Said of a plan by rules that count no people."""


def make_plan(review: Answered, outlook: Outlook, today: datetime.date) -> Plan:
    """Plans what is to be done from this day on."""
    from archassist.roadmap import Calendar, capacity_of, people_of, plan

    assessment, marks = review.assess(), review.practices
    edits = {id: edit_of(mark) for id, mark in marks.items()}
    planned = _steps(review, assessment, outlook, marks, edits)
    usual = {
        id: replace(mark, status="todo") if mark.status == "dropped" else mark for id, mark in marks.items()
    }
    plain = {id: replace(edit_of(mark), days=None) for id, mark in usual.items()}
    unedited = _steps(review, assessment, outlook, usual, plain)
    people = people_of(review.rulebook, assessment)
    team = review.team
    found = plan(
        planned,
        capacity_of(people, team.share, team.at_once),
        Calendar(today, team.away),
        _deadlines(review, outlook, planned),
        {id: edit for id, edit in edits.items() if id in unedited},
        unedited,
    )
    counted = review.rulebook.roles.people_now
    return found if counted else replace(found, problems=(NOBODY_COUNTED, *found.problems))


def edit_of(mark: Mark) -> Edit:
    """A mark as the plan takes it; months that no plan reaches count for nothing."""
    from archassist.roadmap import Edit

    start, not_before = (each if each and sensible(each) else "" for each in (mark.start, mark.not_before))
    return Edit(mark.status, mark.owner, start, not_before, mark.days)


def _steps(
    review: Answered,
    assessment: Assessment,
    outlook: Outlook,
    marks: Mapping[str, Mark],
    edits: Mapping[str, Edit],
) -> dict[str, Step]:
    from archassist.roadmap import Awaited, checklist, steps

    rulebook = review.rulebook
    status = {id: mark.status for id, mark in marks.items() if mark.status}
    items = checklist(
        rulebook, assessment, status, {id: mark.owner for id, mark in marks.items() if mark.owner}
    )
    taken = {
        id: each.option for id, each in review.decisions.items() if each.status == "accepted" and each.option
    }
    awaited = [
        Awaited(f"{each.decision}.{each.option}", each.arrival, each.start_by[0])
        for each in outlook.not_yet
        if each.when.share >= EXPECTED and each.decision not in taken
    ]
    return steps(rulebook, assessment, items, taken, edits, awaited)


def _deadlines(review: Answered, outlook: Outlook, planned: Mapping[str, Step]) -> dict[str, Deadline]:
    """When each step must be done: when a limit is crossed that its decision moves away, or when it becomes right."""
    from archassist.roadmap import Deadline

    found: dict[str, Deadline] = {}
    for not_yet in outlook.not_yet:
        id = f"{not_yet.decision}.{not_yet.option}"
        if id in planned:
            found[id] = Deadline(AWAITED, not_yet.arrival)
    for crossing in outlook.limits:
        limit = review.rulebook.limits[crossing.limit]
        if crossing.when.share == 0:
            continue
        for id, step in planned.items():
            if step.kind != "decision" or id.partition(".")[0] not in limit.decisions:
                continue
            there = found.get(id)
            if there is None or sum(crossing.months) < sum(there.months):
                found[id] = Deadline(limit.title, crossing.months)
    return found
