"""Schedules under limited capacity: every job starts as early as its prerequisites and the capacity allow.

The serial scheme of resource-constrained project scheduling: jobs are placed in a given order, each into the earliest gap
that holds it. The order is the planner's: it is worth more that what matters comes soon than that the last job ends early.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from archassist.dataclass_later import dataclass

Usage = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: how long it takes, what it needs done before, and how much of each resource it holds.

    It starts at `release` at the earliest.
    """

    duration: float
    needs: tuple[str, ...] = ()
    demand: Usage = (1,)
    release: float = 0.0


def serial_schedule(jobs: Mapping[str, Job], order: Sequence[str], capacity: Usage) -> dict[str, float]:
    """The start of every job when they are placed in this order, each as early as possible.

    `order` names every job after those it needs. Raises ValueError for a job that wants more than there is.
    """
    profile = _Profile(capacity)
    starts: dict[str, float] = {}
    for id in order:
        job = jobs[id]
        if any(wanted > there for wanted, there in zip(job.demand, capacity, strict=True)):
            raise ValueError(f"{id} wants {job.demand} of {capacity}")
        ready = max(
            [job.release, *(starts[each] + jobs[each].duration for each in job.needs if each in starts)]
        )
        starts[id] = profile.place(ready, job.duration, job.demand)
    return starts


class _Profile:
    """How much of each resource is in use, from one moment at which it changes to the next."""

    def __init__(self, capacity: Usage) -> None:
        self._capacity = capacity
        self._times = [0.0]
        self._used: list[Usage] = [(0,) * len(capacity)]

    def place(self, ready: float, duration: float, demand: Usage) -> float:
        """Puts a job into the earliest gap from `ready` on, and gives back its start."""
        times, used = self._times, self._used
        most = [there - wanted for there, wanted in zip(self._capacity, demand, strict=True)]
        at = bisect.bisect_right(times, ready) - 1
        start, end = ready, ready + duration
        while at < len(times) and times[at] < end - 1e-9:
            if any(one > two for one, two in zip(used[at], most, strict=True)):
                start = times[at + 1]
                end = start + duration
            at += 1
        if duration > 0:
            first = self._cut(start)
            for number in range(first, self._cut(end)):
                used[number] = tuple(one + two for one, two in zip(used[number], demand, strict=True))
        return start

    def _cut(self, time: float) -> int:
        """Makes `time` a moment of its own."""
        at = bisect.bisect_left(self._times, time - 1e-12)
        if at == len(self._times) or self._times[at] > time + 1e-12:
            self._times.insert(at, time)
            self._used.insert(at, self._used[at - 1] if at else self._used[0])
        return at
