"""The plan: steps in calendar time, under the team's capacity, with deadlines from the forecast.

Steps are ordered by what they are worth and what they cost, and placed one after another into the team's capacity.
What would be late is moved to the front when that helps. Efforts are ranges, so that every date is a range, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archassist.roadmap.calendar import MONTHS, Calendar
from archassist.roadmap.capacity import Capacity
from archassist.roadmap.network import with_needs
from archassist.roadmap.ordering import best_first
from archassist.roadmap.planned import LATE_OFTEN, Cost, Late, Plan, Planned
from archassist.roadmap.scheduling import Job, serial_schedule
from archassist.roadmap.steps import Deadline, Edit, Step
from archassist.roadmap.uncertainty import Finishes, finishes
from archassist.roadmap.units import bucket_at
from archassist.working_days import DAYS_A_MONTH

PROMOTED = 12
"""How many late steps are moved to the front at most."""

SOON = 6.0
"""A limit is near when it is crossed within so many months after the step could be done, begun today."""

URGENT = 10.0
"""So many times more a step is worth, on top of its own value, when its limit is near in every future."""


LONG = 6.0
"""A step of so many months or more is begun at once when its limit is near: what is small can be done beside it."""


@dataclass(slots=True)
class _Problem:
    """What is to be planned, in working days."""

    steps: Mapping[str, Step]
    edits: Mapping[str, Edit]
    capacity: Capacity
    calendar: Calendar
    deadlines: Mapping[str, Deadline]
    jobs: dict[str, Job] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    starts: dict[str, float] = field(default_factory=dict)
    spread: Mapping[str, Finishes] = field(default_factory=dict)


def plan(
    steps: Mapping[str, Step],
    capacity: Capacity,
    calendar: Calendar,
    deadlines: Mapping[str, Deadline] | None = None,
    edits: Mapping[str, Edit] | None = None,
    unedited: Mapping[str, Step] | None = None,
) -> Plan:
    """Plan the steps. `unedited` holds them as they were without anyone's edits, to tell what edits cost."""
    edits = edits or {}
    steps = {
        id: replace(step, needs=tuple(each for each in step.needs if each in steps))
        for id, step in steps.items()
    }
    problem = _solved(_Problem(steps, edits, capacity, calendar, deadlines or {}))
    critical = _critical(problem)
    planned = [_placed(problem, id, critical) for id in problem.steps]
    planned.sort(key=lambda each: (problem.starts[each.step.id], problem.order.index(each.step.id)))
    costs = []
    for id, edit in edits.items():
        if edit.plans and unedited and id in unedited:
            costs.append(_cost(problem, id, unedited))
    return Plan(capacity, tuple(planned), tuple(_impossible(problem)), tuple(costs))


def _solved(problem: _Problem) -> _Problem:
    steps, calendar = problem.steps, problem.calendar
    for id, step in steps.items():
        edit = problem.edits.get(id, Edit())
        release = calendar.after_months(step.begin) if step.begin else 0.0
        if edit.not_before:
            release = max(release, calendar.month_start(edit.not_before))
        if edit.start:
            release = calendar.month_start(edit.start)
        problem.jobs[id] = Job(float(problem.capacity.working_days(step.middle)), step.needs, (1,), release)
    values = {id: step.value * _urgency(problem, id) for id, step in steps.items()}
    effort = {id: step.middle for id, step in steps.items()}
    order = best_first({id: step.needs for id, step in steps.items()}, values, effort)
    first = [id for id in order if steps[id].status == "doing"]
    pinned = sorted(
        (id for id in order if problem.edits.get(id, Edit()).start), key=lambda id: problem.jobs[id].release
    )
    problem.order = _to_front(problem, order, [*first, *pinned, *_long_and_near(problem, order)])
    _schedule(problem)
    _promote(problem)
    return problem


def _long_and_near(problem: _Problem, order: Sequence[str]) -> list[str]:
    """Long steps whose limit is near in most futures, the longest first, in no more than half of what is done at once.

    By value per effort they would come last, and so would what depends on them. A person who postponed one, or gave it a
    month, is heard.
    """
    long = [
        id
        for id in order
        if problem.jobs[id].duration >= LONG * DAYS_A_MONTH
        and _near(problem, id) >= LATE_OFTEN
        and not problem.edits.get(id, Edit()).plans
        and problem.steps[id].kind == "decision"
    ]
    long.sort(key=lambda id: -problem.jobs[id].duration)
    return long[: max(problem.capacity.at_once // 2, 1)]


def _urgency(problem: _Problem, id: str) -> float:
    """How much more a step is worth because its limit is near: waiting for it costs from then on."""
    return 1.0 + URGENT * _near(problem, id)


def _near(problem: _Problem, id: str) -> float:
    """In which share of futures the limit of a step comes soon after it could be done, begun today."""
    deadline = problem.deadlines.get(id)
    if deadline is None:
        return 0.0
    near = SOON + problem.jobs[id].duration / DAYS_A_MONTH
    return sum(month <= near for month in deadline.months) / max(len(deadline.months), 1)


def _schedule(problem: _Problem) -> None:
    problem.starts = serial_schedule(problem.jobs, problem.order, (problem.capacity.at_once,))
    problem.spread = finishes(
        problem.steps, problem.jobs, problem.starts, problem.capacity, problem.deadlines, problem.calendar
    )


def _to_front(problem: _Problem, order: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The order with some steps, and before them all they need, at its front."""
    front = dict.fromkeys(with_needs(problem.steps, wanted))
    return [*front, *(id for id in order if id not in front)]


def _promote(problem: _Problem) -> None:
    """Moves late steps to the front, the most urgent first, as long as fewer futures are missed by it."""
    fixed = [
        id
        for id in problem.order
        if problem.steps[id].status == "doing" or problem.edits.get(id, Edit()).start
    ]
    moved: list[str] = []
    for _ in range(PROMOTED):
        late = [
            id
            for id, each in problem.spread.items()
            if each.late_share >= LATE_OFTEN and id not in moved and id not in fixed
        ]
        if not late:
            return
        worst = min(late, key=lambda id: problem.spread[id].slack)
        before = problem.order, problem.starts, problem.spread
        missed = _missed(problem)
        moved.append(worst)
        by_slack = sorted(moved, key=lambda id: problem.spread[id].slack)
        problem.order = _to_front(problem, problem.order, [*fixed, *by_slack])
        _schedule(problem)
        if _missed(problem) >= missed:
            problem.order, problem.starts, problem.spread = before


def _missed(problem: _Problem) -> float:
    """Futures in which limits are met too late, each weighted by how late."""
    return sum(each.late_share * (1.0 + each.late_months) for each in problem.spread.values())


def _placed(problem: _Problem, id: str, critical: set[str]) -> Planned:
    start, spread = problem.starts[id], problem.spread[id]
    late = None
    if spread.late_share > 0:
        limit, crossed = problem.deadlines[id].limit, spread.due <= 0
        remedied = spread.late_share >= LATE_OFTEN and not crossed
        drop, helpless = _remedy(problem, id) if remedied else ((), False)
        late = Late(limit, spread.late_share, spread.late_months, drop, helpless, crossed)
    calendar = problem.calendar
    return Planned(
        problem.steps[id],
        calendar.date(start, begins=True),
        calendar.date(start + problem.jobs[id].duration),
        calendar.date(max(spread.p90, start + problem.jobs[id].duration)),
        bucket_at(start),
        late,
        id in critical,
    )


def _remedy(problem: _Problem, id: str) -> tuple[tuple[str, ...], bool]:
    """What to put off so that a step is in time in the middle of futures: what is worth least for its effort."""
    due = problem.spread[id].due
    needed = set(_to_front(problem, [], [id]))
    alone = {each: problem.jobs[each] for each in needed}
    order = [each for each in problem.order if each in needed]
    starts = serial_schedule(alone, order, (problem.capacity.at_once,))
    if starts[id] + alone[id].duration > due:
        return (), True
    others = [
        each
        for each in problem.order
        if each not in needed
        and problem.starts[each] < problem.starts[id]
        and problem.steps[each].status != "doing"
    ]
    others.sort(key=lambda each: problem.steps[each].value / problem.steps[each].middle)
    dropped: list[str] = []

    def in_time(left_out: Sequence[str]) -> bool:
        jobs = {each: job for each, job in problem.jobs.items() if each not in left_out}
        order = [each for each in problem.order if each in jobs]
        starts = serial_schedule(jobs, order, (problem.capacity.at_once,))
        return starts[id] + jobs[id].duration <= due

    for each in others:
        dropped.append(each)
        if in_time(dropped):
            break
    else:
        return (), True
    for each in dropped[:-1]:
        if in_time(fewer := [other for other in dropped if other != each]):
            dropped = fewer
    return tuple(dropped), False


def _critical(problem: _Problem) -> set[str]:
    """The chain of steps that decides when the last step of a decision (of any, if there is none) is done."""
    ends = {id: problem.starts[id] + job.duration for id, job in problem.jobs.items()}
    last = [id for id in ends if problem.steps[id].kind == "decision"] or list(ends)
    if not last:
        return set()
    here, chain = max(last, key=lambda id: ends[id]), set[str]()
    while True:
        chain.add(here)
        start = problem.starts[here]
        before = [id for id in problem.jobs[here].needs if abs(ends[id] - start) < 1e-6 and id not in chain]
        before = before or [id for id in ends if abs(ends[id] - start) < 1e-6 and id not in chain]
        if start < 1e-6 or not before:
            return chain
        here = before[0]


def _impossible(problem: _Problem) -> list[str]:
    """Edits that cannot be had, in words."""
    said = []
    for id, edit in problem.edits.items():
        if id not in problem.steps or not edit.start:
            continue
        step, start = problem.steps[id], problem.starts[id]
        if not problem.calendar.reaches(edit.start):
            said.append(
                f"{step.title} is pinned to {edit.start}, beyond the {MONTHS // 12} years that a plan reaches. It stands "
                "at their end."
            )
        elif problem.calendar.month_end(edit.start) <= 0:
            said.append(
                f"{step.title} is pinned to {edit.start}, which is over. It starts as soon as it can."
            )
        elif start >= problem.calendar.month_end(edit.start):
            ends = {each: problem.starts[each] + problem.jobs[each].duration for each in step.needs}
            last = max(ends, key=lambda each: ends[each], default="")
            why = (
                f"it needs “{problem.steps[last].title}”, done in {problem.calendar.date(ends[last]):%B %Y}"
                if last and ends[last] >= problem.calendar.month_end(edit.start) - 1e-6
                else "more is pinned to that month than the team can begin"
            )
            said.append(
                f"{step.title} is pinned to {edit.start} and cannot start before "
                f"{problem.calendar.date(start, begins=True):%B %Y}: {why}."
            )
    return said


def _cost(problem: _Problem, id: str, unedited: Mapping[str, Step]) -> Cost:
    """Compares the plan with the one in which this edit was not made."""
    steps = dict(problem.steps)
    steps[id] = unedited[id]
    for other, step in problem.steps.items():
        if id in unedited.get(other, step).needs and id not in step.needs:
            steps[other] = replace(step, needs=(*step.needs, id))
    steps = {
        other: replace(step, needs=tuple(each for each in step.needs if each in steps))
        for other, step in steps.items()
    }
    edits = {other: each for other, each in problem.edits.items() if other != id}
    without = _solved(_Problem(steps, edits, problem.capacity, problem.calendar, problem.deadlines))
    delayed, late = [], []
    for other in problem.steps:
        if other == id:
            continue
        ends = [each.starts[other] + each.jobs[other].duration for each in (without, problem)]
        if ends[1] - ends[0] >= 1:
            delayed.append((other, round(ends[1] - ends[0])))
        if problem.spread[other].late_share >= LATE_OFTEN > without.spread[other].late_share:
            late.append(other)
    delayed.sort(key=lambda each: -each[1])
    return Cost(id, tuple(delayed), tuple(late))
