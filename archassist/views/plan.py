"""The plan of a review as plain data: steps in quarters, what is late, what edits cost."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archassist.dates import sensible
from archassist.session.entries import Mark
from archassist.views.outlook import outlook_of
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.forecast import Outlook
    from archassist.roadmap import Deadline, Edit, Plan, Planned, Step
    from archassist.session.review import Review

View = dict[str, Any]

EXPECTED = 0.6
"""An option that is not right yet is planned for when it becomes right in so many futures."""

AWAITED = "becomes right"

NOBODY_COUNTED = (
    "The rules do not ask how many people there are (no role people_now in pack.toml): "
    "this is the plan of one person."
)
"""Said of a plan by rules that count no people."""


def plan_of(review: Review, today: datetime.date | None = None) -> Plan:
    """The plan for the present answers, marks and capacity, worked out once a day."""
    today = today or datetime.date.today()
    key = plan_key(today)
    if review.kept.get(key) is None:
        review.kept[key] = make_plan(review, outlook_of(review, today), today)
    kept: Plan = review.kept[key]
    return kept


def plan_key(today: datetime.date | None = None) -> str:
    """The name under which a review keeps its plan: it is another one every day."""
    return f"plan {today or datetime.date.today()}"


def make_plan(
    review: Review, outlook: Outlook, today: datetime.date, *, assessment: Assessment | None = None
) -> Plan:
    """Plan the review's steps. Only reads the review, so that a thread may do it with an `assessment` of its own."""
    from archassist.roadmap import Calendar, capacity_of, people_of, plan

    assessment, marks = assessment or review.assess(), review.practices
    edits = {id: _edit(mark) for id, mark in marks.items()}
    planned = _steps(review, assessment, outlook, marks, edits)
    usual = {
        id: replace(mark, status="todo") if mark.status == "dropped" else mark for id, mark in marks.items()
    }
    plain = {id: replace(_edit(mark), days=None) for id, mark in usual.items()}
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


def plan_view(review: Review, today: datetime.date | None = None) -> View:
    """`capacity`, `items` by start, `problems` and `costs`, as `plan --json` prints them. Months are 2027-03."""
    from archassist.roadmap import quarter

    found = plan_of(review, today)
    titles = {each.step.id: each.step.title for each in found.steps}
    titles |= {id: _title(review, id) for id in review.practices if id not in titles}
    items = [_item(review, each, quarter(each.start), quarter(each.done)) for each in found.steps]
    capacity = found.capacity
    return {
        "capacity": {
            "people": capacity.people,
            "share": capacity.share,
            "at_once": capacity.at_once,
            "days_a_quarter": round(capacity.speed * capacity.at_once * 62, 1),
            "away": dict(review.team.away),
        },
        "items": items,
        "problems": list(found.problems),
        "costs": [
            {
                "step": each.step,
                "title": titles.get(each.step, each.step),
                "delayed": [{"step": id, "title": titles[id], "days": days} for id, days in each.delayed],
                "late": [{"step": id, "title": titles[id]} for id in each.late],
            }
            for each in found.costs
        ],
    }


def capacity_text(plan: View) -> str:
    """What the team can give to the plan, in words."""
    capacity = plan["capacity"]
    people, days = (f"{round(each):,}" for each in (capacity["people"], capacity["days_a_quarter"]))
    who = f"{people} {'engineer gives' if people == '1' else 'engineers give'}"
    whose = "its" if people == "1" else "their"
    things = "one thing" if capacity["at_once"] == 1 else f"{capacity['at_once']} things"
    share = f"{capacity['share']:.0%}"
    return f"{who} {share} of {whose} time, about {days} person-days a quarter, to at most {things} at once"


def scheduled(checklist: Sequence[View], plan: View) -> list[View]:
    """The checklist as the plan has it: what starts this quarter is now, the quarter after next, and the rest later.

    `start` and `done` are added to what is planned. Inside a bucket the order of the checklist stays.
    """
    planned = {each["id"]: each for each in plan["items"]}
    found = []
    for item in checklist:
        step = planned.get(item["id"])
        if step is not None:
            item = item | {name: step[name] for name in ("bucket", "start", "done")}
        found.append(item)
    open_ = [each for each in found if each["status"] not in ("done", "dropped")]
    open_.sort(key=lambda each: _BUCKETS.index(each["bucket"]))
    ordered = [*open_, *(each for each in found if each["status"] in ("done", "dropped"))]
    return [each | {"rank": rank} for rank, each in enumerate(ordered, 1)]


_BUCKETS = ("now", "next", "later")


def _item(review: Review, each: Planned, start: str, done: str) -> View:
    mark = review.practices.get(each.step.id, Mark("todo"))
    late, edit = None, _edit(mark)
    if each.late:
        from archassist.engine import band

        late = {
            "limit": each.late.limit,
            "share": each.late.share,
            "futures": band(each.late.share),
            "months": round(each.late.months, 1),
            "drop": list(each.late.drop),
            "helpless": each.late.helpless,
            "crossed": each.late.crossed,
        }
    return {
        "id": each.step.id,
        "title": each.step.title,
        "kind": each.step.kind,
        "bucket": each.bucket,
        "start": f"{each.start:%Y-%m}",
        "done": f"{each.done:%Y-%m}",
        "done_late": f"{each.done_late:%Y-%m}",
        "quarter": start,
        "done_quarter": done,
        "days": list(each.step.days),
        "places": each.step.places,
        "status": each.step.status,
        "owner": each.step.owner,
        "after": list(each.step.needs),
        "critical": each.critical,
        "late": late,
        "pinned": edit.start,
        "postponed": edit.not_before,
        "estimated": bool(mark.days),
    }


LATE_WORTH_TELLING = 0.25
"""The share of futures in which a step is late from which it is said: in fewer it is noise."""


def late_worth_telling(late: View | None) -> bool:
    """Whether a step is late in enough futures to say so."""
    return late is not None and late["share"] >= LATE_WORTH_TELLING


def late_text(late: View, titles: Mapping[str, str]) -> str:
    """How late something is, and what would help, in a sentence."""
    months = (
        f"{late['months']:.2g} months"
        if late["months"] >= 1.05
        else "a month"
        if late["months"] >= 0.95
        else "less than a month"
    )
    limit = "it becomes right" if late["limit"] == AWAITED else f"“{late['limit']}” holds"
    if late["crossed"]:
        return f"{capital(limit)} already: every month until it is done is lost."
    said = f"Done after {limit} in {late['futures']} of the futures, then by {months}."
    if late["drop"]:
        names = ", ".join(f"“{titles.get(id, id)}”" for id in late["drop"])
        said += f" In time if put off: {names}."
    elif late["helpless"]:
        said += " Putting off everything else would not bring it in time: more people, or less of it."
    return said


def _title(review: Review, id: str) -> str:
    from archassist.session.codec import markable

    known = markable(review.rulebook)
    return known[id].title if id in known else id


def _edit(mark: Mark) -> Edit:
    from archassist.roadmap import Edit

    start, not_before = (each if each and sensible(each) else "" for each in (mark.start, mark.not_before))
    return Edit(mark.status, mark.owner, start, not_before, mark.days)


def _steps(
    review: Review,
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


def _deadlines(review: Review, outlook: Outlook, planned: Mapping[str, Step]) -> dict[str, Deadline]:
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
