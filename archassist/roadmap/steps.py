"""What there is to do: practices that are due, and the steps that carry decisions out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from archassist.dataclass_later import dataclass, replace
from archassist.engine import Assessment
from archassist.roadmap.checklist import ChecklistItem
from archassist.roadmap.effort import own_days
from archassist.roadmap.units import NOT_YET_DUE
from archassist.rulebook import Option, Pain, Rulebook
from archassist.words import PracticeStatus, StepKind

A_DECISION = 9.0
"""What having carried out a decision is worth, against 1, 4 and 9 for practices of impact 1 to 3."""

A_PAIN, BY_A_DECISION = 6.0, 2.0
"""So many times its own value relieving the worst pain adds to an item, and to a likely remedy among decisions; the second
pain adds half of it, the third a third."""

COMMITTED, ADVISED = 3.0, 1.0
"""So many times its own value it adds that the team took or named the decision that asks for an item, and that it is only
advised."""

LEAST_LIKELY = 0.1
"""The share of its value that work keeps which hardly any future calls for: something asks for it all the same."""

MOST_IMPACT = 3
"""The impact of what customers feel most."""

SMALL = 1.0
"""Person-days: what is left of a decision beside its items, when it is no more, is no work of its own but a milestone."""


NOTHING_CARRIED: Mapping[str, tuple[float, float]] = MappingProxyType({})
"""By item what of a step's work it is, where none is."""


@dataclass(frozen=True, slots=True)
class Edit:
    """How a person changed the plan for one step. Months are written 2027-03; None and "": as it was."""

    status: PracticeStatus | Literal[""] = ""
    owner: str = ""
    start: str = ""
    not_before: str = ""
    days: tuple[float, float] | None = None

    @property
    def plans(self) -> bool:
        """Whether it changes the plan at all, beyond an owner and a status that was reached."""
        return bool(self.start or self.not_before or self.days or self.status == "dropped")


@dataclass(frozen=True, slots=True)
class Awaited:
    """An option that becomes right later: by month the team should begin and have it, in each future (inf: never)."""

    option: str
    arrival: Sequence[float]
    early: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit that a step moves away, and the month at which it is crossed in each future (inf: never)."""

    limit: str
    months: Sequence[float]


@dataclass(frozen=True, slots=True)
class Aims:
    """What a team wants of its plan: what hurts, the worst first, and the decisions that it took or has to take."""

    pains: Sequence[Pain] = ()
    decisions: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work. `days` are person-days, low and high; `value` says what a month without it costs, by itself.

    `kind` is practice, decision (carries out a recommended option) or coming (an option that becomes right later).
    `places` says for how many teams or units the days are, when for several. `needs` names steps; `begin` is the first
    month, counted from today, in which it makes sense. `stage` counts from 1, 0 for none; `pains` are those of the team that
    it relieves, by id, `asked_by` the options that ask for it. A `milestone` is reached when all it needs is done. `felt` is
    what customers feel of it, up to 1, and `wanted` how many times its value this team's pains and decisions make of it. A
    step `presses` when it carries out what the team decided or has to decide, and relieves what hurts it. It is `lasting`
    where it moves a limit away of which the harm cannot be made good again.
    """

    id: str
    title: str
    kind: StepKind
    days: tuple[float, float]
    value: float
    needs: tuple[str, ...]
    owner: str
    status: PracticeStatus
    begin: int = 0
    places: str = ""
    stage: int = 0
    pains: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    milestone: bool = False
    felt: float = 1.0
    presses: bool = False
    wanted: float = 1.0
    lasting: bool = False

    @property
    def middle(self) -> float:
        """The effort in the middle of its range, above 0. The middle of a range of effort lies low: the
        geometric mean."""
        low, high = self.days
        return max(math.sqrt(max(low, 0.05) * max(high, 0.05)), 0.1)


def steps(
    rulebook: Rulebook,
    assessment: Assessment,
    checklist: Sequence[ChecklistItem],
    taken: Mapping[str, str],
    aims: Aims,
    awaited: Sequence[Awaited] = (),
    likely: Mapping[str, float] | None = None,
) -> dict[str, Step]:
    """Everything that is due, what the team marked as done or dropped among it.

    `taken` holds by decision the option the team chose itself; `likely` by practice and option the share of futures that
    call for it. What is due by an assumption alone is worth as much less as it is less likely to be needed.
    """
    likely = likely or {}
    options = _options(rulebook, assessment, taken)
    due = {item.id: item for item in checklist if item.due}
    asked: dict[str, tuple[str, ...]] = {}
    for full_id in options:
        for practice in _parts(_option(rulebook, full_id), due):
            asked[practice] = (*asked.get(practice, ()), full_id)
    stages = {id: at for at, stage in enumerate(rulebook.stages.values(), 1) for id in stage.practices}
    found = {
        id: Step(
            id,
            item.title,
            "practice",
            item.days,
            _impact(rulebook, assessment, id) * max(likely.get(id, 1.0), LEAST_LIKELY),
            item.after,
            item.owner,
            item.status,
            places=item.places,
            stage=stages.get(id, 0),
            pains=tuple(pain.id for pain in aims.pains if _relieves(pain, id, asked.get(id, ()))),
            asked_by=asked.get(id, ()),
            felt=(item.impact / MOST_IMPACT) ** 2,
            wanted=_wanted(aims, id, asked.get(id, ()), likely),
        )
        for id, item in due.items()
    }
    prepared = {item.id for item in checklist if item.status != "dropped"}
    for full_id, said in options.items():
        option = _option(rulebook, full_id)
        needs = tuple(each for each in option.requires if each in options)
        carried = {id: due[id].days for id in option.carries if id in due and id in prepared}
        step = _carried_out(rulebook, assessment, full_id, said, prepared, aims, likely, needs, carried)
        share = 1.0 if option.decision in taken else max(likely.get(full_id, 1.0), LEAST_LIKELY)
        found[full_id] = replace(step, value=step.value * share)
    for each in awaited:
        option = _option(rulebook, each.option)
        there = assessment.decision(option.decision).option(option.id).in_place
        if there or each.option in found or option.effort.high_days <= 1:
            continue
        before = tuple(id for id in options if id.startswith(f"{option.decision}."))
        coming = _carried_out(rulebook, assessment, each.option, option.title, prepared, aims, likely, before)
        found[each.option] = replace(coming, kind="coming", begin=each.early, presses=False)
    return found


def _carried_out(
    rulebook: Rulebook,
    assessment: Assessment,
    full_id: str,
    said: str,
    prepared: Collection[str],
    aims: Aims,
    likely: Mapping[str, float],
    needs: Sequence[str],
    carried: Mapping[str, tuple[float, float]] = NOTHING_CARRIED,
) -> Step:
    """The step that carries an option out, beside its items; `carried` is by item what of its work is one of those."""
    option = _option(rulebook, full_id)
    days = own_days(rulebook, assessment, option, prepared, carried.values())
    pains = tuple(pain.id for pain in aims.pains if option.decision in pain.decisions)
    return Step(
        full_id,
        f"{rulebook.decisions[option.decision].title}: {said}",
        "decision",
        days,
        A_DECISION,
        (*dict.fromkeys((*option.practices, *carried)), *needs),
        "",
        "todo",
        pains=pains,
        asked_by=(full_id,),
        milestone=days[1] <= SMALL and any(each in prepared for each in (*option.practices, *carried)),
        presses=bool(pains) and option.decision in aims.decisions,
        wanted=_wanted(aims, full_id, (full_id,), likely),
    )


def _impact(rulebook: Rulebook, assessment: Assessment, id: str) -> float:
    """What customers feel of an item, less where its phase has not come."""
    practice, phases = rulebook.practices[id], list(rulebook.phases)
    reached = phases[: phases.index(assessment.phase.id) + 1]
    due = not practice.phase or bool(set(practice.phase) & set(reached))
    return float(practice.impact) ** 2 * (1.0 if due else NOT_YET_DUE)


def _wanted(aims: Aims, id: str, asked_by: Sequence[str], likely: Mapping[str, float]) -> float:
    """How many times its own value a step is worth to this team: by what hurts it, what it decided and is advised."""
    times = 1.0
    for place, pain in enumerate(aims.pains, 1):
        depths = [
            pain.decisions.index(decision)
            for option in asked_by
            if (decision := option.partition(".")[0]) in pain.decisions
        ]
        direct = A_PAIN if id in pain.practices else 0.0
        times += max(direct, max((BY_A_DECISION / (1 + each) for each in depths), default=0.0)) / place
    if any(option.partition(".")[0] in aims.decisions for option in asked_by):
        return times + COMMITTED
    return times + ADVISED * max((likely.get(option, 1.0) for option in asked_by), default=0.0)


def _relieves(pain: Pain, id: str, asked_by: Sequence[str]) -> bool:
    return id in pain.practices or any(option.partition(".")[0] in pain.decisions for option in asked_by)


def edited(found: Mapping[str, Step], edits: Mapping[str, Edit]) -> dict[str, Step]:
    """The steps as people changed them."""
    kept = {}
    for id, step in found.items():
        edit = edits.get(id, Edit())
        kept[id] = replace(
            step,
            days=edit.days or step.days,
            places="" if edit.days else step.places,
            owner=edit.owner or step.owner,
            status=edit.status or step.status,
            needs=tuple(each for each in dict.fromkeys(step.needs) if each in found),
        )
    return kept


def still_open(found: Mapping[str, Step]) -> dict[str, Step]:
    """What is neither done nor dropped; nothing waits for what is."""
    kept = {id: step for id, step in found.items() if step.status not in ("done", "dropped")}
    return {
        id: replace(step, needs=tuple(each for each in step.needs if each in kept))
        for id, step in kept.items()
    }


def _options(rulebook: Rulebook, assessment: Assessment, taken: Mapping[str, str]) -> dict[str, str]:
    """Options that are to be carried out: not there already, and beyond the simplest unless something heavier stands; how a
    step names each."""
    found: dict[str, str] = {}
    for result in assessment.decisions:
        decision = rulebook.decisions[result.id]
        if not result.enough and result.id not in taken:
            continue  # nobody advises it
        chosen = taken.get(result.id) or result.recommended
        if chosen not in decision.options:
            continue
        move = result.today.move_to(decision, chosen)
        if move == "keep" or (move == "adopt" and chosen == next(iter(decision.options))):
            continue
        option = decision.options[chosen]
        if not result.option(chosen).in_place and option.effort.high_days > 1:
            found[option.full_id] = result.today.named(decision, chosen)
    return found


def _parts(option: Option, due: Collection[str]) -> tuple[str, ...]:
    """The items that belong to an option: those that lead to it, and those due that are the same work."""
    return tuple(dict.fromkeys((*option.practices, *(each for each in option.carries if each in due))))


def _option(rulebook: Rulebook, full_id: str) -> Option:
    decision, _, option = full_id.partition(".")
    return rulebook.decisions[decision].options[option]
