"""From scores to chosen options, for one profile. `futures.py` does the same for many at once.

The order of things: options that are ruled out, or fall short of a hard requirement, leave; a required option is a floor;
among the remaining ones the simplest within the near tie of the best score is chosen; what chosen options require of other
decisions becomes their floor; and while the operating load is more than the team carries, the decision that
loses least score per point saved steps down, though never below a floor, and never to an option that the
rules speak against: what cannot work is no relief. A load that stays too high is reported as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from archassist.dataclass_later import dataclass, replace
from archassist.engine.reachable import reached
from archassist.engine.strengths import NEAR_TIE
from archassist.rulebook import NATS, POINT

GIVES_WAY = 200
"""A decision of which cases taught how much each option is worth steps down where that loses at most two points: what
running costs is weighed, and overrules nothing that matters more."""

NO_CONFLICT, PULL_LOST, FLOOR_LOST, ALL_OUT = range(4)
"""What had to give: nothing; another decision's requirement; a required option; every rule-out."""


@dataclass(frozen=True, slots=True)
class Slate:
    """The fixed side of one decision. `pulls[option]` are the (decision, option) floors the option sets.

    Scores within `near_tie` of the best count as equal. `learned`: scores say how likely an option is right.
    """

    size: int
    default: int
    pulls: tuple[tuple[tuple[int, int], ...], ...]
    near_tie: int = NEAR_TIE
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """All decisions, and the order in which they are settled: whoever requires comes before the required.

    `touched[decision]` holds, in that order, the decision and those that its options require something of, directly or
    through others; `pulled_by[decision]` who requires what of it: (other decision, its option, floor). It is
    `circular[decision]` when among those touched some require each other, so that no order is right; where what those
    require may shrink on the way, every decision is circular and touches all. It is `apart[decision]` when all others
    that require something of those touched are settled before any of them. `behind[decision]` are those on which it depends:
    itself and all that, directly or through others, require something of it.
    """

    slates: tuple[Slate, ...]
    walk: tuple[int, ...]
    touched: tuple[tuple[int, ...], ...]
    pulled_by: tuple[tuple[tuple[int, int, int], ...], ...]
    circular: tuple[bool, ...]
    apart: tuple[bool, ...]
    behind: tuple[tuple[int, ...], ...]

    @property
    def steps(self) -> int:
        """No veto can go on for longer than this."""
        return sum(slate.size for slate in self.slates)


@dataclass(frozen=True, slots=True)
class ResolvedCase:
    """The changing side, by decision and option: scores, what is out, floors, operating points.

    What is `out` is what rules rule out (`ruled_out`) and what falls short of a hard requirement.
    """

    scores: Sequence[Sequence[int]]
    out: Sequence[Sequence[bool]]
    floors: Sequence[int]
    points: Sequence[Sequence[float]]
    base: float
    capacity: float
    ruled_out: Sequence[Sequence[bool]] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """Which option each decision takes; `wished` is what it would take if operating load were no matter."""

    chosen: tuple[int, ...]
    wished: tuple[int, ...]
    pulled: tuple[int, ...]
    capped: tuple[int | None, ...]
    conflicts: tuple[int, ...]
    load: float


def agenda(slates: Sequence[Slate]) -> Agenda:
    """Order the decisions so that each comes after those that may require something of it, where possible.

    By hand: every start needs it, and the 33 decisions of the shipped pack take 0.25 ms, where importing networkx takes
    0.11 to 0.14 s. Besides, decisions that require each other, for which no order is right, are ordered all the same.
    """
    count = len(slates)
    waits_for: list[set[int]] = [set() for _ in range(count)]
    for decision, slate in enumerate(slates):
        for pulls in slate.pulls:
            for other, _ in pulls:
                if other != decision:
                    waits_for[other].add(decision)
    walk: list[int] = []
    left = list(range(count))
    while left:
        # In a circle nobody is free; the first goes, and settling is repeated until nothing moves.
        free = next((decision for decision in left if not waits_for[decision] & set(left)), left[0])
        walk.append(free)
        left.remove(free)
    wants = [{other for pulls in slate.pulls for other, _ in pulls} for slate in slates]
    beyond = [reached(decision, wants.__getitem__) for decision in range(count)]
    on_circle = {decision for decision in range(count) if decision in beyond[decision]}
    pulled_by: list[list[tuple[int, int, int]]] = [[] for _ in range(count)]
    for decision, slate in enumerate(slates):
        for option, pulls in enumerate(slate.pulls):
            for other, least in pulls:
                pulled_by[other].append((decision, option, least))
    touched = tuple(
        tuple(each for each in walk if each == decision or each in beyond[decision])
        for decision in range(count)
    )
    circular = tuple(bool(on_circle & set(each)) for each in touched)
    if any(_wavers(slates[decision]) for decision in on_circle):
        # What such a decision required before it was pushed further still counts: only settling all afresh tells.
        circular, touched = (True,) * count, (tuple(walk),) * count
    place = {decision: number for number, decision in enumerate(walk)}
    apart = tuple(
        all(
            place[other] < place[each[0]]
            for mine in each
            for other, _, _ in pulled_by[mine]
            if other not in each
        )
        for each in touched
    )
    behind = tuple(
        tuple(each for each in range(count) if decision in touched[each]) for decision in range(count)
    )
    return Agenda(tuple(slates), tuple(walk), touched, tuple(map(tuple, pulled_by)), circular, apart, behind)


def among(whole: Agenda, places: Sequence[int]) -> Agenda:
    """The agenda of the decisions at these places alone. The others require nothing, and nothing is required of them."""
    numbers = {place: number for number, place in enumerate(places)}

    def renumbered(slate: Slate) -> Slate:
        pulls = (tuple((numbers[other], least) for other, least in each) for each in slate.pulls)
        return replace(slate, pulls=tuple(pulls))

    return agenda([renumbered(whole.slates[place]) for place in places])


def _wavers(slate: Slate) -> bool:
    """Whether a simpler option requires more of another decision than one that is less simple."""
    needs: dict[int, int] = {}
    for pulls in slate.pulls:
        mine = dict[int, int]()
        for other, least in pulls:
            mine[other] = max(least, mine.get(other, 0))
        if any(mine.get(other, 0) < least for other, least in needs.items()):
            return True
        needs = mine
    return False


def settle(agenda: Agenda, case: ResolvedCase) -> Settled:
    """Choose an option for every decision."""
    caps: list[int | None] = [None] * len(agenda.slates)
    chosen, pulled, conflicts = _choose_all(agenda, case, caps)
    wished = chosen
    load = _load(case, chosen)
    for _ in range(agenda.steps):
        if not load > case.capacity:
            break
        step = _cheapest_step(agenda, case, chosen, pulled)
        if step is None:
            break
        caps[step[0]] = step[1]
        chosen, pulled, conflicts = _choose_all(agenda, case, caps)
        load = _load(case, chosen)
    return Settled(tuple(chosen), tuple(wished), tuple(pulled), tuple(caps), tuple(conflicts), load)


def _choose_all(
    agenda: Agenda, case: ResolvedCase, caps: Sequence[int | None]
) -> tuple[list[int], list[int], list[int]]:
    count = len(agenda.slates)
    chosen, pulled, conflicts = [-1] * count, [0] * count, [NO_CONFLICT] * count
    waiting = set(range(count))
    for _ in range(count + 1):
        if not waiting:
            break
        for decision in agenda.walk:
            if decision not in waiting:
                continue
            waiting.discard(decision)
            slate = agenda.slates[decision]
            option, conflict = _choose(
                slate,
                case.scores[decision],
                case.out[decision],
                case.floors[decision],
                pulled[decision],
                caps[decision],
            )
            chosen[decision], conflicts[decision] = option, conflict
            for other, least in slate.pulls[option]:
                # Only a floor that rises can change what another decision takes.
                if pulled[other] < least:
                    pulled[other] = least
                    waiting.add(other)
    return chosen, pulled, conflicts


def choose_alone(agenda: Agenda, case: ResolvedCase, decision: int) -> int:
    """The option a decision takes when no other decision requires anything of it."""
    option, _ = _choose(
        agenda.slates[decision], case.scores[decision], case.out[decision], case.floors[decision], 0, None
    )
    return option


def _choose(
    slate: Slate, scores: Sequence[int], out: Sequence[bool], floor: int, pulled: int, cap: int | None
) -> tuple[int, int]:
    allowed: Sequence[int] = range(slate.size)
    least = max(floor, pulled)
    conflict = NO_CONFLICT
    if least or cap is not None or True in out:
        open_ = [option for option in allowed if not out[option]]
        above = [option for option in open_ if option >= least]
        left = [option for option in above if cap is None or option <= cap] or above
        if not left:
            left, conflict = [option for option in open_ if option >= floor], PULL_LOST
        if not left:
            left, conflict = open_, FLOOR_LOST
        if left:
            allowed = left
        else:
            conflict = ALL_OUT
    if slate.default and (bonus := quiet_bonus(slate, scores, out, floor)):
        scores = [score + bonus * (option == slate.default) for option, score in enumerate(scores)]
    enough = max([scores[option] for option in allowed]) - slate.near_tie
    for option in allowed:
        if scores[option] >= enough:
            return option, conflict
    raise AssertionError("the best score is enough")


def chances_of(case: ResolvedCase, agenda: Agenda, decision: int) -> tuple[float, ...] | None:
    """How likely each option proves right, as learned scores tell it; None where nothing was learned.

    Says the same as `columns/chances.py` for one row.
    """
    slate, scores = agenda.slates[decision], case.scores[decision]
    if not slate.learned:
        return None
    every = range(slate.size)
    floor, out = case.floors[decision], case.out[decision]
    allowed = [place for place in every if place >= floor and not out[place]] or every
    best = max([scores[place] for place in allowed])
    odds = [0.0] * slate.size
    for place in allowed:
        odds[place] = exp((scores[place] - best) * NATS / POINT)
    total = sum(odds)
    return tuple([each / total for each in odds])


def quiet_bonus(slate: Slate, scores: Sequence[int], out: Sequence[bool], floor: int) -> int:
    """What the default gains when no rule speaks: enough to be chosen, and nothing otherwise."""
    return slate.near_tie + 1 if slate.default and not floor and not any(scores) and not any(out) else 0


def _load(case: ResolvedCase, chosen: Sequence[int]) -> float:
    load = case.base
    for decision, option in enumerate(chosen):
        load = load + case.points[decision][option]
    return load


def _cheapest_step(
    agenda: Agenda, case: ResolvedCase, chosen: Sequence[int], pulled: Sequence[int]
) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    best_cost = float("inf")
    for decision, option in enumerate(chosen):
        scores, points, out = case.scores[decision], case.points[decision], case.out[decision]
        for simpler in range(max(case.floors[decision], pulled[decision]), option):
            saved, lost = points[option] - points[simpler], scores[option] - scores[simpler]
            too_far = lost > GIVES_WAY if agenda.slates[decision].learned else scores[simpler] < 0
            if out[simpler] or too_far or not saved > 0:
                continue
            cost = lost / saved
            if cost < best_cost:
                best, best_cost = (decision, simpler), cost
    return best
