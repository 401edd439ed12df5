"""The plan: steps in calendar time, under the team's capacity, with deadlines from the forecast.

Steps are placed one after another, in their one order (`ranked`), into the team's capacity.
Efforts are ranges, so that every date is a range, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archassist.dataclass_later import dataclass, field
from archassist.roadmap.calendar import MONTHS, Calendar
from archassist.roadmap.capacity import Capacity
from archassist.roadmap.network import with_needs
from archassist.roadmap.planned import LATE_OFTEN, Cost, Late, Plan, Planned
from archassist.roadmap.ranking import Ranking, ranked
from archassist.roadmap.scheduling import Job, serial_schedule
from archassist.roadmap.steps import Deadline, Edit, Step, still_open
from archassist.roadmap.uncertainty import Finishes, finishes
from archassist.words import BUCKETS


@dataclass(slots=True)
class _Problem:
    """What is to be planned, in working days."""

    steps: Mapping[str, Step]
    edits: Mapping[str, Edit]
    capacity: Capacity
    calendar: Calendar
    deadlines: Mapping[str, Deadline]
    limits: Mapping[str, Sequence[Sequence[float]]]
    ranking: Ranking
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
    limits: Mapping[str, Sequence[Sequence[float]]] | None = None,
) -> Plan:
    """Plan the steps, of which those that are done or dropped only keep the others in their places.

    `unedited` holds them as they were without anyone's edits, to tell what edits cost. `limits` are those that a step moves
    away beside its deadline, as `ranked` takes them.
    """
    edits, deadlines = edits or {}, deadlines or {}
    near = {id: [each.months] for id, each in deadlines.items()}
    for id, months in (limits or {}).items():
        near[id] = [*near.get(id, ()), *months]
    problem = _solved(steps, edits, capacity, calendar, deadlines, near)
    critical = _critical(problem)
    planned = [_placed(problem, id, critical) for id in problem.steps]
    planned.sort(key=lambda each: (problem.starts[each.step.id], problem.order.index(each.step.id)))
    costs = []
    for id, edit in edits.items():
        if edit.plans and unedited and id in unedited:
            costs.append(_cost(problem, steps, id, unedited))
    return Plan(capacity, tuple(planned), tuple(_impossible(problem)), tuple(costs), problem.ranking)


def _solved(
    steps: Mapping[str, Step],
    edits: Mapping[str, Edit],
    capacity: Capacity,
    calendar: Calendar,
    deadlines: Mapping[str, Deadline],
    limits: Mapping[str, Sequence[Sequence[float]]],
) -> _Problem:
    ranking = ranked(steps, capacity, calendar, limits, edits)
    open_ones = still_open(steps)
    problem = _Problem(open_ones, edits, capacity, calendar, deadlines, limits, ranking)
    for id, step in open_ones.items():
        edit = edits.get(id, Edit())
        release = calendar.after_months(step.begin) if step.begin else 0.0
        if edit.not_before:
            release = max(release, calendar.month_start(edit.not_before))
        if edit.start:
            release = calendar.month_start(edit.start)
        duration = 0.0 if step.milestone else float(capacity.working_days(step.middle))
        problem.jobs[id] = Job(duration, step.needs, (1,), release)
    order = [id for id in ranking.order if id in open_ones]
    order.sort(key=lambda id: BUCKETS.index(ranking.buckets[id]))
    first = [id for id in order if open_ones[id].status == "doing"]
    pinned = sorted(
        (id for id in order if edits.get(id, Edit()).start), key=lambda id: problem.jobs[id].release
    )
    problem.order = with_needs(open_ones, [*first, *pinned, *order])
    problem.starts = serial_schedule(problem.jobs, problem.order, (capacity.at_once,))
    problem.spread = finishes(open_ones, problem.jobs, problem.starts, capacity, deadlines, calendar)
    return problem


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
        problem.ranking.buckets[id],
        late,
        id in critical,
    )


def _remedy(problem: _Problem, id: str) -> tuple[tuple[str, ...], bool]:
    """What to put off so that a step is in time in the middle of futures: what is worth least for its effort."""
    due = problem.spread[id].due
    needed = set(with_needs(problem.steps, [id]))
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
    others.sort(
        key=lambda each: problem.steps[each].value * problem.steps[each].wanted / problem.steps[each].middle
    )
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


def _cost(problem: _Problem, all_steps: Mapping[str, Step], id: str, unedited: Mapping[str, Step]) -> Cost:
    """Compares the plan with the one in which this edit was not made."""
    steps = {**all_steps, id: unedited[id]}
    edits = {other: each for other, each in problem.edits.items() if other != id}
    without = _solved(steps, edits, problem.capacity, problem.calendar, problem.deadlines, problem.limits)
    delayed, late = [], []
    for other in problem.steps:
        if other == id or other not in without.steps:
            continue
        ends = [each.starts[other] + each.jobs[other].duration for each in (without, problem)]
        if ends[1] - ends[0] >= 1:
            delayed.append((other, round(ends[1] - ends[0])))
        if problem.spread[other].late_share >= LATE_OFTEN > without.spread[other].late_share:
            late.append(other)
    delayed.sort(key=lambda each: -each[1])
    return Cost(id, tuple(delayed), tuple(late))
