"""Schedules under limited capacity: every job starts as early as its prerequisites and the capacity allow.

The serial scheme places jobs in a given order, each into the earliest gap that holds it. For the shortest schedule
(the resource-constrained project scheduling problem) schedules are also pushed to the right and to the left again
("justification"; Valls, Ballestín and Quintanilla 2005), from many starting orders.
"""

from __future__ import annotations

import bisect
import heapq
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def shortest_schedule(
    jobs: Mapping[str, Job], capacity: Usage, *, tries: int = 40, seed: int = 0
) -> dict[str, float]:
    """The start of every job in the shortest schedule found. The same arguments give the same result."""
    followers: dict[str, list[str]] = {id: [] for id in jobs}
    for id, job in jobs.items():
        for each in job.needs:
            followers[each].append(id)
    tail: dict[str, float] = {}
    for id in reversed(_topological(jobs)):
        tail[id] = jobs[id].duration + max((tail[each] for each in followers[id]), default=0.0)
    backwards = {id: Job(job.duration, tuple(followers[id]), job.demand) for id, job in jobs.items()}
    chance = random.Random(seed)
    best: dict[str, float] = {}
    shortest = float("inf")
    for number in range(max(tries, 1)):
        # The first order is by what still has to follow; later ones are the best one so far, shaken, and some chance.
        if number % 8 == 4:
            rank = {id: chance.random() for id in jobs}
        elif number == 0 or number % 4 == 0:
            rank = {id: tail[id] * (chance.uniform(0.6, 1.4) if number else 1.0) for id in jobs}
        else:
            spread = shortest * chance.choice((0.05, 0.15, 0.4))
            rank = {id: -best[id] - chance.uniform(0, spread) for id in jobs}
        starts = serial_schedule(jobs, _by_rank(jobs, rank), capacity)
        length = makespan(jobs, starts)
        while True:
            ends = {id: starts[id] + job.duration for id, job in jobs.items()}
            late = serial_schedule(backwards, _by_rank(backwards, ends), capacity)
            ends = {id: late[id] + job.duration for id, job in jobs.items()}
            again = serial_schedule(jobs, _by_rank(jobs, ends), capacity)
            if makespan(jobs, again) >= length - 1e-9:
                break
            starts, length = again, makespan(jobs, again)
        if length < shortest - 1e-9:
            best, shortest = starts, length
    return best


def makespan(jobs: Mapping[str, Job], starts: Mapping[str, float]) -> float:
    """When the last job is done."""
    return max((starts[id] + jobs[id].duration for id in jobs), default=0.0)


def _topological(jobs: Mapping[str, Job]) -> list[str]:
    return _by_rank(jobs, dict.fromkeys(jobs, 0.0))


def _by_rank(jobs: Mapping[str, Job], rank: Mapping[str, float]) -> list[str]:
    """Every job after those it needs; among those that may come, the highest rank first."""
    waits = {id: sum(each in jobs for each in job.needs) for id, job in jobs.items()}
    followers: dict[str, list[str]] = {id: [] for id in jobs}
    for id, job in jobs.items():
        for each in job.needs:
            if each in jobs:
                followers[each].append(id)
    place = {id: number for number, id in enumerate(jobs)}
    ready = [(-rank[id], place[id], id) for id, left in waits.items() if not left]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        id = heapq.heappop(ready)[2]
        order.append(id)
        for each in followers[id]:
            waits[each] -= 1
            if not waits[each]:
                heapq.heappush(ready, (-rank[each], place[each], each))
    return order


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
