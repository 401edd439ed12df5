"""Schedules: nothing starts before what it needs, and never is more in use than there is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.roadmap.scheduling import Job, serial_schedule
from tests.trials import trials

JOB = st.tuples(
    st.integers(0, 6),
    st.sets(st.integers(0, 8)),
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.integers(0, 4),
)


def jobs_of(drawn: list[tuple[int, set[int], tuple[int, int], int]]) -> dict[str, Job]:
    return {
        f"j{at}": Job(
            float(duration), tuple(f"j{each}" for each in sorted(needs) if each < at), demand, float(release)
        )
        for at, (duration, needs, demand, release) in enumerate(drawn)
    }


def check(jobs: dict[str, Job], starts: dict[str, float], capacity: tuple[int, int]) -> None:
    assert starts.keys() == jobs.keys()
    for id, job in jobs.items():
        assert all(starts[each] + jobs[each].duration <= starts[id] + 1e-9 for each in job.needs)
    for moment in starts.values():
        running = [jobs[id] for id in jobs if starts[id] <= moment < starts[id] + jobs[id].duration]
        for resource, most in enumerate(capacity):
            assert sum(job.demand[resource] for job in running) <= most


@settings(max_examples=trials(150), deadline=None)
@given(st.lists(JOB, min_size=1, max_size=9))
def test_a_schedule_keeps_prerequisites_releases_and_capacity(drawn: list) -> None:  # type: ignore[type-arg]
    jobs = jobs_of(drawn)
    starts = serial_schedule(jobs, list(jobs), (3, 3))
    check(jobs, starts, (3, 3))
    assert all(starts[id] >= job.release for id, job in jobs.items())


def test_a_job_that_wants_more_than_there_is_is_refused() -> None:
    with pytest.raises(ValueError, match="big wants"):
        serial_schedule({"big": Job(1.0, (), (4, 0))}, ["big"], (3, 3))


def test_a_gap_before_a_later_job_is_used() -> None:
    jobs = {"late": Job(2.0, (), (1,), 10.0), "small": Job(3.0)}
    assert serial_schedule(jobs, ["late", "small"], (1,)) == {"late": 10.0, "small": 0.0}
