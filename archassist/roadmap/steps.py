"""What there is to do: practices that are due, and the steps that carry decisions out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from archassist.engine import Assessment
from archassist.roadmap.checklist import ChecklistItem
from archassist.roadmap.effort import own_days
from archassist.roadmap.units import FOR_A_DECISION, NOT_YET_DUE
from archassist.rulebook import Option, Rulebook
from archassist.words import PracticeStatus, StepKind

A_DECISION = 27.0
"""What a step of a decision is worth, against 1, 4 and 9 for practices of impact 1 to 3."""


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
class Step:
    """A piece of work. `days` are person-days, low and high; `value` says what having it is worth.

    `kind` is practice, decision (carries out a recommended option) or coming (an option that becomes right later).
    `places` says for how many teams or units the days are, when for several. `needs` names steps; `begin` is the first
    month, counted from today, in which it makes sense.
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
    edits: Mapping[str, Edit],
    awaited: Sequence[Awaited] = (),
) -> dict[str, Step]:
    """Everything that is not done or dropped. `taken` holds by decision the option the team chose itself."""
    found: dict[str, Step] = {}
    options = _options(rulebook, assessment, taken)
    wanted = {practice for full_id in options for practice in _option(rulebook, full_id).practices}
    for item in checklist:
        if item.status in ("done", "dropped"):
            continue
        value = float(item.impact) ** 2 * (FOR_A_DECISION if item.id in wanted else 1.0)
        if item.bucket == "later" and item.id not in wanted:
            value *= NOT_YET_DUE
        found[item.id] = Step(
            item.id,
            item.title,
            "practice",
            item.days,
            value,
            item.after,
            item.owner,
            item.status,
            places=item.places,
        )
    prepared = found.keys() | {item.id for item in checklist if item.status == "done"}
    for full_id, said in options.items():
        option = _option(rulebook, full_id)
        effort = own_days(rulebook, assessment, option, prepared)
        needs = (*option.practices, *(each for each in option.requires if each in options))
        title = f"{rulebook.decisions[option.decision].title}: {said}"
        found[full_id] = Step(full_id, title, "decision", effort, A_DECISION, needs, "", "todo")
    for each in awaited:
        option = _option(rulebook, each.option)
        there = assessment.decision(option.decision).option(option.id).in_place
        if there or each.option in found or option.effort.high_days <= 1:
            continue
        effort = own_days(rulebook, assessment, option, prepared)
        title = f"{rulebook.decisions[option.decision].title}: {option.title}"
        needs = (*option.practices, *(id for id in options if id.startswith(f"{option.decision}.")))
        found[each.option] = Step(
            each.option, title, "coming", effort, A_DECISION, needs, "", "todo", each.early
        )
    return _edited(found, edits)


def _edited(found: Mapping[str, Step], edits: Mapping[str, Edit]) -> dict[str, Step]:
    kept: dict[str, Step] = {}
    for id, step in found.items():
        edit = edits.get(id, Edit())
        if edit.status not in ("done", "dropped"):
            kept[id] = replace(
                step,
                days=edit.days or step.days,
                places="" if edit.days else step.places,
                owner=edit.owner or step.owner,
                status=edit.status or step.status,
            )
    return {
        id: replace(step, needs=tuple(each for each in dict.fromkeys(step.needs) if each in kept))
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
            found[option.full_id] = option.title if move == "adopt" else result.today.told(decision, chosen)
    return found


def _option(rulebook: Rulebook, full_id: str) -> Option:
    decision, _, option = full_id.partition(".")
    return rulebook.decisions[decision].options[option]
