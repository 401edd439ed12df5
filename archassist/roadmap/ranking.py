"""The one order of all work, and what comes now, next and later: the checklist and the plan both have it from here.

An item stands by what a month's delay of it costs this team, for its effort: by what customers feel of it, the pains that
the team named, limits that are crossed before it could be done, and decisions that ask for it. A small item takes a share
of attention beside its hours, so that half a day's work does not pass what presses. Measuring comes before relieving,
automating, hardening, dividing and organising where items are worth the same. Long work whose limit is near, or that
the team decided against what hurts it, is begun first of all, with what it needs.

Each place hangs on the item, on what it needs and on what waits for it, and not on what is done: whoever marks one item as
done, or pins it to a month, finds the others in the order in which they stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from archassist.dataclass_later import dataclass, field
from archassist.roadmap.calendar import Calendar
from archassist.roadmap.capacity import Capacity
from archassist.roadmap.ordering import in_order
from archassist.roadmap.steps import Edit, Step
from archassist.roadmap.units import MOST_A_QUARTER, quarter_starts
from archassist.words import BUCKETS, Bucket
from archassist.working_days import DAYS_A_MONTH

ATTENTION = 3.0
"""Person-days for which an item counts at least: to agree on it, to take it up and to see it through."""

SOON = 6.0
"""A limit is near when it is crossed within so many months after a step could be done, begun today."""

URGENT = 6.0
"""So many times its own value a step is worth more when its limit is near in every future: what the worst pain adds."""

LASTING = 2.0
"""So many times as much, where what then happens cannot be made good again."""

SOMETIMES, OFTEN = 0.25, 0.5
"""The shares of futures from which a near limit counts at all, and from which long work is begun because of it."""

LONG = 4.0
"""Work of so many months, with what it needs, is begun first when its limit is near; small work is done beside it."""

EARLY, LATE = 1.5, 0.75
"""What an item of the first stage counts, and one of the last; those between lie between."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Steps in order, the bucket of each that is open, and the longest chain of open work that ends with it, in days.

    `vital` are those that stand at the front because they take long and press, with all they need: each with the long
    work that it belongs to.
    """

    order: tuple[str, ...]
    buckets: Mapping[str, Bucket]
    chains: Mapping[str, float]
    vital: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


NOTHING_RANKED = Ranking((), {}, {})
"""The order of no work."""


def ranked(
    steps: Mapping[str, Step],
    capacity: Capacity,
    calendar: Calendar,
    limits: Mapping[str, Sequence[Sequence[float]]] | None = None,
    edits: Mapping[str, Edit] | None = None,
) -> Ranking:
    """The order of all steps, those that are done or dropped among them, and the buckets of those that are open.

    `limits` holds by step the limits that it moves away: the month at which each is crossed in every future (inf: never).
    """
    edits, limits = edits or {}, limits or {}
    needs = {id: tuple(each for each in step.needs if each in steps) for id, step in steps.items()}
    placed = in_order(
        {id: dict.fromkeys(each) for id, each in needs.items()}, {id: at for at, id in enumerate(steps)}
    )
    days = {id: float(capacity.working_days(step.middle)) for id, step in steps.items()}
    whole = _chains(placed, needs, days)
    near = {id: near_share(limits.get(id, ()), whole[id]) for id in steps}
    weight = _inherited(placed, needs, steps, _weights(steps, needs, near))
    vital = _vital(steps, needs, near, whole, edits, max(capacity.at_once // 2, 1))
    place = {id: at for at, id in enumerate(placed)}
    order = sorted(steps, key=lambda id: (id not in vital, -weight[id], place[id]))
    open_ones = [id for id in order if not _closed(steps[id])]
    open_needs = {id: [each for each in needs[id] if not _closed(steps[each])] for id in open_ones}
    chains = _chains([id for id in placed if id in open_needs], open_needs, days)
    buckets = _buckets(open_ones, steps, open_needs, days, chains, capacity, calendar, edits)
    return Ranking(tuple(order), buckets, chains, vital)


def _chains(
    placed: Sequence[str], needs: Mapping[str, Sequence[str]], days: Mapping[str, float]
) -> dict[str, float]:
    """By step the longest chain of work that ends with it, in working days."""
    found: dict[str, float] = {}
    for id in placed:
        found[id] = days[id] + max((found[each] for each in needs[id]), default=0.0)
    return found


def near_share(limits: Sequence[Sequence[float]], days: float) -> float:
    """In which share of futures one of several limits comes soon after work of so many days could be done."""
    soon = SOON + days / DAYS_A_MONTH
    return max((sum(month <= soon for month in each) / max(len(each), 1) for each in limits), default=0.0)


def _closed(step: Step) -> bool:
    return step.status in ("done", "dropped")


def _weights(
    steps: Mapping[str, Step], needs: Mapping[str, Sequence[str]], near: Mapping[str, float]
) -> dict[str, float]:
    """What a month's delay of each step costs for its effort; no more than together with what has to come before it."""
    last = max((step.stage for step in steps.values()), default=0)
    cost, effort = {}, {}
    for id, step in steps.items():
        early = EARLY - (EARLY - LATE) * (step.stage - 1) / max(last - 1, 1) if step.stage else 1.0
        urgent = URGENT * (near[id] if near[id] >= SOMETIMES else 0.0) * (LASTING if step.lasting else 1.0)
        # Beside what a team wants, not times it: what hurts is often what the limit says, and counts once.
        cost[id], effort[id] = step.value * (step.wanted + urgent) * early, max(step.middle, ATTENTION)
    found = {}
    for id in steps:
        whole = (id, *sorted(all_needed(id, needs)))
        together = sum(cost[each] for each in whole) / sum(effort[each] for each in whole)
        found[id] = min(cost[id] / effort[id], together)
    return found


def _inherited(
    placed: Sequence[str],
    needs: Mapping[str, Sequence[str]],
    steps: Mapping[str, Step],
    weight: Mapping[str, float],
) -> dict[str, float]:
    """The same, where what has to come before an item stands no lower than that.

    What a decision asks for rises with it by what customers feel of it, and the decision is carried out with the last of it:
    that a decision presses does not make half a day's formality of it press.
    """
    found = dict(weight)
    for id in reversed(placed):
        if steps[id].status != "dropped":
            for each in needs[id]:
                share = 1.0 if steps[id].kind == "practice" else min(steps[each].felt, 1.0)
                found[each] = max(found[each], found[id] * share)
    for id in placed:
        found[id] = min([found[id], *(found[each] for each in needs[id])])
    return found


def all_needed(id: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that has to come before a step, directly or through others."""
    found: set[str] = set()
    left = list(needs[id])
    while left:
        if (each := left.pop()) not in found:
            found.add(each)
            left += needs[each]
    return found


def _vital(
    steps: Mapping[str, Step],
    needs: Mapping[str, Sequence[str]],
    near: Mapping[str, float],
    chains: Mapping[str, float],
    edits: Mapping[str, Edit],
    most: int,
) -> dict[str, str]:
    """Long work whose limit is near in most futures, or that was decided against what hurts already, with what its long
    parts need; no more than leaves room for the rest. Each with the long work that it belongs to.

    By value per effort it would come last, and so would what depends on it. A person who postponed it is heard.
    """
    least = LONG * DAYS_A_MONTH
    urgent = {id: 1.0 if step.presses else near[id] for id, step in steps.items()}
    long = [
        id
        for id, step in steps.items()
        if step.kind == "decision"
        and urgent[id] >= OFTEN
        and chains[id] >= least
        and not edits.get(id, Edit()).plans
    ]
    long.sort(key=lambda id: (-urgent[id], -chains[id]))
    found: dict[str, str] = {}
    for id in long[:most]:
        parts = [each for each in needs[id] if chains[each] >= least] or [id]
        for each in {*parts}.union(*(all_needed(each, needs) for each in parts)):
            found.setdefault(each, id)
    return found


def _buckets(
    order: Sequence[str],
    steps: Mapping[str, Step],
    needs: Mapping[str, Sequence[str]],
    days: Mapping[str, float],
    chains: Mapping[str, float],
    capacity: Capacity,
    calendar: Calendar,
    edits: Mapping[str, Edit],
) -> dict[str, Bucket]:
    """Now is what the team can take up this quarter, in order, and no more than MOST_A_QUARTER items; next is as much again.

    What is in progress is now; what a person put into a month, or waits for a sign or for long work, no earlier than that.
    """
    starts = quarter_starts(calendar)

    def at(day: float) -> int:
        return sum(day >= each - 1e-6 for each in starts[1:])

    room = [capacity.at_once * (end - start) for start, end in pairwise(starts)]
    count = [0] * len(room)
    found: dict[str, int] = {}

    def take(id: str, bucket: int) -> None:
        found[id] = bucket
        if bucket < len(room):
            begin = max(starts[bucket], chains[id] - days[id])
            room[bucket] -= min(days[id], max(starts[bucket + 1] - begin, 0.0))
            count[bucket] += not steps[id].milestone

    def earliest(id: str) -> int:
        step, edit = steps[id], edits.get(id, Edit())
        months = [each for each in (edit.start, edit.not_before) if each]
        begin = max(
            [chains[id] - days[id], calendar.after_months(step.begin) if step.begin else 0.0]
            + [calendar.month_start(each) for each in months]
        )
        return max([at(begin), *(found.get(each, 0) for each in needs[id])])

    for id in order:
        if steps[id].status == "doing":
            take(id, 0)
    for id in order:
        if id not in found and edits.get(id, Edit()).start:
            take(id, earliest(id))
    now = 0
    for id in order:
        if id in found:
            continue
        counted = not steps[id].milestone
        while now < len(room) and (room[now] <= 0 or (counted and count[now] >= MOST_A_QUARTER)):
            now += 1
        take(id, max(now, earliest(id)))
    return {id: BUCKETS[bucket] for id, bucket in found.items()}
