"""An order of jobs with prerequisites that brings the most value the soonest.

The problem is 1|prec|sum w C, which is hard. Two constructions are tried: taking again and again the job that is best
together with all it still needs ("best ancestor set"), and the same from the end, putting last what is worst together
with all that needs it. Moving single jobs then improves both, and the better order is kept: within a few tenths of a
per cent of the optimum on projects small enough to know it.
"""

from __future__ import annotations

import graphlib
import heapq
from collections.abc import Iterable, Mapping, Sequence

from archassist.engine.reachable import reached

ROUNDS = 20
"""How often the improvement goes through all jobs at most; two or three times are usual."""


def best_first(
    needs: Mapping[str, tuple[str, ...]], value: Mapping[str, float], effort: Mapping[str, float]
) -> list[str]:
    """Every job after those it needs, by value per effort. Ties keep the order of `needs`.

    `effort` is above 0. Names in `needs` that are no jobs are ignored. Raises CycleError of graphlib when jobs
    need each other.

    By the standard library and not by networkx: the checklist of every assessment is ordered here, and importing networkx
    takes 0.11 to 0.14 s, a seventh of `archassist assess`.
    """
    direct: dict[str, dict[str, None]] = {job: {} for job in needs}
    waiting: dict[str, dict[str, None]] = {job: {} for job in needs}
    for job, all_ in needs.items():
        for each in all_:
            if each in needs:
                direct[job][each] = waiting[each][job] = None
    given = {job: number for number, job in enumerate(needs)}
    ordered = _in_order(direct, given)

    def listed(job: str, steps: Mapping[str, Mapping[str, None]]) -> list[str]:
        # In an order of their own: sums of floats must not hang on how a set happens to be laid out.
        return sorted({job, *reached(job, steps.__getitem__)}, key=given.__getitem__)

    before = {job: listed(job, direct) for job in needs}
    after = {job: listed(job, waiting) for job in needs}
    forward = _greedy(ordered, before, value, effort, given)
    backward = _greedy(ordered[::-1], after, effort, value, given)[::-1]
    tried = [improved(order, direct, waiting, value, effort) for order in (forward, backward) if order]
    return min(tried, key=lambda order: delay(order, value, effort), default=[])


def _in_order(needs: Mapping[str, Iterable[str]], given: Mapping[str, int]) -> list[str]:
    """Every job after those it needs; among those that may come, the one given first."""
    sorter = graphlib.TopologicalSorter(needs)
    sorter.prepare()
    ready: list[tuple[int, str]] = []
    ordered: list[str] = []
    while sorter.is_active():
        for job in sorter.get_ready():
            heapq.heappush(ready, (given[job], job))
        job = heapq.heappop(ready)[1]
        ordered.append(job)
        sorter.done(job)
    return ordered


def delay(order: Sequence[str], value: Mapping[str, float], effort: Mapping[str, float]) -> float:
    """The sum over all jobs of value times the time at which it is done: what waiting costs."""
    done = total = 0.0
    for job in order:
        done += effort[job]
        total += value[job] * done
    return total


def _greedy(
    ordered: Sequence[str],
    together: Mapping[str, Sequence[str]],
    gain: Mapping[str, float],
    cost: Mapping[str, float],
    given: Mapping[str, int],
) -> list[str]:
    """Takes the set with the best gain per cost first; a set is a job with all that has to come before it."""
    place = {job: number for number, job in enumerate(ordered)}
    left = sorted(ordered, key=given.__getitem__)
    gains = {job: sum(gain[each] for each in together[job]) for job in left}
    costs = {job: sum(cost[each] for each in together[job]) for job in left}
    order: list[str] = []
    while left:
        best = max(left, key=lambda job: gains[job] / max(costs[job], 1e-12))
        taken = {each for each in together[best] if each in gains}
        order += sorted(taken, key=place.__getitem__)
        left = [job for job in left if job not in taken]
        for job in taken:
            del gains[job]
        for job in left:
            for each in together[job]:
                if each in taken:
                    gains[job] -= gain[each]
                    costs[job] -= cost[each]
    return order


def improved(
    order: Sequence[str],
    before: Mapping[str, Mapping[str, object]],
    after: Mapping[str, Mapping[str, object]],
    value: Mapping[str, float],
    effort: Mapping[str, float],
) -> list[str]:
    """The order after moving single jobs, and blocks of up to three that stand together, to where they cost less."""
    order = list(order)
    for _ in range(ROUNDS):
        changed = False
        for size in (1, 2, 3):
            at = 0
            while at + size <= len(order):
                to = _better_place(order, at, size, before, after, value, effort)
                if to != at:
                    block = order[at : at + size]
                    rest = order[:at] + order[at + size :]
                    order = rest[:to] + block + rest[to:]
                    changed = True
                at += 1
        if not changed:
            break
    return order


def _better_place(
    order: list[str],
    at: int,
    size: int,
    before: Mapping[str, Mapping[str, object]],
    after: Mapping[str, Mapping[str, object]],
    value: Mapping[str, float],
    effort: Mapping[str, float],
) -> int:
    """Where the block at `at` costs least among the places that its prerequisites and followers allow."""
    block = order[at : at + size]
    block_value = sum(value[job] for job in block)
    block_effort = sum(effort[job] for job in block)
    best, best_gain = at, 1e-9
    gain, needed = 0.0, {each for job in block for each in before[job]}
    for to in range(at - 1, -1, -1):
        passed = order[to]
        if passed in needed:
            break
        gain += block_value * effort[passed] - value[passed] * block_effort
        if gain > best_gain:
            best, best_gain = to, gain
    gain, waiting = 0.0, {each for job in block for each in after[job]}
    for to in range(at + size, len(order)):
        passed = order[to]
        if passed in waiting:
            break
        gain += value[passed] * block_effort - block_value * effort[passed]
        if gain > best_gain:
            best, best_gain = to - size + 1, gain
    return best
