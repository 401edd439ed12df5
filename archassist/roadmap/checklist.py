"""What a team's checklist holds: the practices that are due, and those that are done."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass
from archassist.engine import Assessment
from archassist.engine.effort import effort_days, for_places
from archassist.rulebook import Rulebook
from archassist.words import PracticeStatus


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A practice that is due, or was. `days` are working days, low and high. `after` also names what the team has done.

    `places` says for how many teams or units they are, when for several ("11 teams"). `needed_by` names recommended
    options and other items that ask for it; `status` is what the team marked, or
    "todo", or "done" when the answers say that it is in place: `settled_by` names their questions then.
    """

    id: str
    title: str
    status: PracticeStatus
    owner: str
    after: tuple[str, ...]
    impact: int
    days: tuple[float, float]
    needed_by: tuple[str, ...]
    assumes: tuple[str, ...]
    places: str = ""
    settled_by: tuple[str, ...] = ()

    @property
    def due(self) -> bool:
        """Whether it is work of the plan: not when the answers say that it is in place."""
        return not self.settled_by

    @property
    def closed(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.status in ("done", "dropped")


def checklist(
    rulebook: Rulebook,
    assessment: Assessment,
    status: Mapping[str, PracticeStatus] | None = None,
    owners: Mapping[str, str] | None = None,
) -> tuple[ChecklistItem, ...]:
    """What is due, in the order of the pack; then what the team marked as done or dropped, and what is in place already.

    `status` and `owners` hold what the team said of a practice by its id. The order of the work is that of `ranked`.
    """
    status, owners = status or {}, owners or {}
    results = {each.id: each for each in assessment.practices}
    closed = {
        id
        for id, each in results.items()
        if status.get(id) in ("done", "dropped") or (each.status == "done" and id not in status)
    }
    due = [id for id, each in results.items() if id not in closed and (each.status == "todo" or id in status)]
    shown = [
        id
        for id, each in results.items()
        if id in closed and (id in status or each.applies or each.needed_by)
    ]
    # What the team did itself keeps its place in the order: nothing jumps when it is marked.
    work = {*due, *(id for id in shown if id in status)}
    items = []
    for id in (*due, *shown):
        practice, said = rulebook.practices[id], status.get(id, "done" if id in closed else "todo")
        items.append(
            ChecklistItem(
                id,
                practice.title,
                said,
                owners.get(id, ""),
                tuple(each for each in practice.after if each in work),
                practice.impact,
                effort_days(rulebook, assessment, practice.effort),
                results[id].needed_by,
                results[id].assumes,
                for_places(rulebook, assessment, practice.effort),
                results[id].settled_by if said == "done" and id not in status else (),
            )
        )
    return tuple(items)
