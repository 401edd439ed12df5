"""Schedules of public project instances against OR-Tools' CP-SAT in the same run.

    python -m benchmarks.scheduling FOLDER [COUNT] [SECONDS]

FOLDER holds instances of PSPLIB in the Patterson format (*.rcp; for example from the ScheduleOpt benchmarks). They are
under a licence of their own and are not part of this repository. Needs the package ortools.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from archassist.roadmap.scheduling import Job, makespan, shortest_schedule


def instance(path: Path) -> tuple[dict[str, Job], tuple[int, ...]]:
    """Jobs and capacities of a file in the Patterson format."""
    numbers = iter([int(each) for each in path.read_text().split()])
    jobs, resources = next(numbers), next(numbers)
    capacity = tuple(next(numbers) for _ in range(resources))
    rows: list[tuple[int, tuple[int, ...], list[int]]] = []
    for _ in range(jobs):
        duration = next(numbers)
        demand = tuple(next(numbers) for _ in range(resources))
        rows.append((duration, demand, [next(numbers) - 1 for _ in range(next(numbers))]))
    needs: dict[int, list[str]] = {at: [] for at in range(jobs)}
    for at, (_, _, followers) in enumerate(rows):
        for each in followers:
            needs[each].append(f"j{at}")
    return {
        f"j{at}": Job(float(duration), tuple(needs[at]), demand)
        for at, (duration, demand, _) in enumerate(rows)
    }, capacity


def with_cp_sat(jobs: dict[str, Job], capacity: tuple[int, ...], seconds: float) -> tuple[float, bool]:
    """The makespan that CP-SAT finds within a time, and whether it proved it."""
    from ortools.sat.python import cp_model

    model: Any = cp_model.CpModel()
    horizon = int(sum(job.duration for job in jobs.values()))
    starts = {id: model.NewIntVar(0, horizon, id) for id in jobs}
    spans = {id: model.NewFixedSizeIntervalVar(starts[id], int(job.duration), id) for id, job in jobs.items()}
    for id, job in jobs.items():
        for each in job.needs:
            model.Add(starts[id] >= starts[each] + int(jobs[each].duration))
    for resource, most in enumerate(capacity):
        model.AddCumulative(list(spans.values()), [job.demand[resource] for job in jobs.values()], most)
    end = model.NewIntVar(0, horizon, "end")
    for id, job in jobs.items():
        model.Add(end >= starts[id] + int(job.duration))
    model.Minimize(end)
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.Solve(model)
    return solver.ObjectiveValue(), status == cp_model.OPTIMAL


def main(folder: Path, count: int, seconds: float) -> None:
    """Prints how far schedules are from the best known, and how long each took."""
    paths = sorted(folder.glob("*.rcp"))
    chosen = paths[:: max(len(paths) // count, 1)][:count]
    gaps: dict[int, list[float]] = {1: [], 40: [], 200: []}
    times: dict[int, list[float]] = {tries: [] for tries in gaps}
    proved, solving = 0, []
    for path in chosen:
        jobs, capacity = instance(path)
        begun = time.perf_counter()
        best, sure = with_cp_sat(jobs, capacity, seconds)
        solving.append(time.perf_counter() - begun)
        proved += sure
        found = {}
        for tries in gaps:
            begun = time.perf_counter()
            found[tries] = makespan(jobs, shortest_schedule(jobs, capacity, tries=tries))
            times[tries].append(time.perf_counter() - begun)
        best = min(best, *found.values())
        for tries, length in found.items():
            gaps[tries].append(length / best - 1)
    print(
        f"{folder.name}: {len(chosen)} instances, the best of CP-SAT ({seconds:g} s, {proved} proved) and ours"
    )
    print(f"  CP-SAT            {statistics.median(solving):8.2f} s median")
    for tries in gaps:
        ms = 1000 * statistics.mean(times[tries])
        print(
            f"  ours, {tries:3} starts  {ms:8.1f} ms   {statistics.mean(gaps[tries]):6.2%} above the best known"
        )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    more = sys.argv[2:]
    main(Path(sys.argv[1]), int(more[0]) if more else 40, float(more[1]) if len(more) > 1 else 5.0)
