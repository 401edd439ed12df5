"""When steps are done when efforts are ranges: the same plan in many futures, all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archassist.dataclass_later import dataclass
from archassist.roadmap.calendar import Calendar
from archassist.roadmap.capacity import Capacity
from archassist.roadmap.scheduling import Job
from archassist.roadmap.steps import Deadline, Step
from archassist.working_days import DAYS_A_MONTH

SAMPLES = 200


@dataclass(frozen=True, slots=True)
class Finishes:
    """When a step is done, in working days from today, and how that meets its deadline.

    `due` is the middle of the deadline (inf: none), `slack` what is left to it. `late_months` is the middle of the
    lateness in futures in which it is late.
    """

    p50: float
    p90: float
    due: float
    slack: float
    late_share: float
    late_months: float


def finishes(
    steps: Mapping[str, Step],
    jobs: Mapping[str, Job],
    starts: Mapping[str, float],
    capacity: Capacity,
    deadlines: Mapping[str, Deadline],
    calendar: Calendar,
) -> dict[str, Finishes]:
    """Follow the plan with sampled efforts: steps keep their order, and each takes the stream of work that is free.

    The same arguments give the same result.
    """
    import numpy as np

    from archassist.engine.columns.sampling import Draws
    from archassist.engine.curves import PRIOR_COVERAGE, between

    draws = Draws(0, SAMPLES)
    rows = np.arange(SAMPLES)
    free = np.zeros((SAMPLES, capacity.at_once))
    ends: dict[str, Any] = {}
    found = {}
    for id in sorted(jobs, key=lambda id: starts[id]):
        job, step = jobs[id], steps[id]
        low, high = (max(each, 0.05) for each in step.days)
        effort = between(low, high, PRIOR_COVERAGE).at(draws.normal(f"effort {id}")) if high > low else low
        # Small steps ahead of their turn do not keep a late one waiting: the stream that is free first takes it.
        lane = free.argmin(axis=1)
        start = np.maximum(free[rows, lane], job.release)
        for each in job.needs:
            start = np.maximum(start, ends[each])
        end = start + capacity.working_days(np.asarray(effort))
        free[rows, lane] = end
        ends[id] = end
        found[id] = _against(end, deadlines.get(id), calendar, draws, id)
    return found


def _against(end: Any, deadline: Deadline | None, calendar: Calendar, draws: Any, id: str) -> Finishes:
    import numpy as np

    p50, p90 = (float(each) for each in np.percentile(end, [50, 90]))
    if deadline is None:
        return Finishes(p50, p90, float("inf"), float("inf"), 0.0, 0.0)
    months = np.asarray(deadline.months, dtype=float)
    # Efforts and crossings have nothing to do with each other: they are paired in a shuffled order.
    order = np.argsort(draws.normal(f"deadline {id}"))
    picked = np.sort(months)[(order * len(months)) // len(order)]
    reached = np.unique(picked[np.isfinite(picked)])
    in_days = {float(each): calendar.after_months(float(each)) for each in reached}
    due = np.array([in_days.get(float(each), np.inf) for each in picked])
    late = end > due
    months_late = float(np.median((end - due)[late])) / DAYS_A_MONTH if late.any() else 0.0
    middle = float(np.median(due)) if np.isfinite(np.median(due)) else float("inf")
    return Finishes(p50, p90, middle, middle - p50, float(late.mean()), months_late)
