"""Small views of a review: how far it is, what is recommended, and what a change moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.rulebook import Rulebook


class SectionView(NamedTuple):
    """A part of the interview and how far it is."""

    id: str
    title: str
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class Shift:
    """A decision whose recommendation the last change moved, options by title. `step` > 0: more complex."""

    decision: str
    title: str
    was: str
    now: str
    step: int

    @property
    def arrow(self) -> str:
        """▲ towards the more complex option, ▼ towards the simpler."""
        return "▲" if self.step > 0 else "▼"


class Surer(NamedTuple):
    """A decision whose recommendation stands as it was, and has become surer or less sure."""

    title: str
    was: str
    now: str


def standings(view: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """By decision what is recommended and how sure that is."""
    return {each["id"]: (each["recommended"], each["standing"] or "") for each in view.get("decisions", ())}


def surer(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]], rulebook: Rulebook
) -> Iterator[Surer]:
    """Decisions whose recommendation stayed and whose standing did not."""
    for id, (option, now) in after.items():
        was = before.get(id)
        if was and was[0] == option and was[1] != now and id in rulebook.decisions:
            yield Surer(rulebook.decisions[id].title, was[1], now)


def brief(assessment: Assessment) -> dict[str, Any]:
    """Phase, recommendations and how sure they are: what is drawn after every answer."""
    return {
        "phase": {"id": assessment.phase.id, "title": assessment.phase.title},
        "decisions": [
            {"id": each.id, "recommended": each.recommended, "standing": each.standing}
            for each in assessment.decisions
        ],
    }


def shifts(before: dict[str, Any], after: dict[str, Any], rulebook: Rulebook) -> Iterator[Shift]:
    """The decisions whose recommendation differs between two views, in the order of the later one."""
    was = {each["id"]: each["recommended"] for each in before.get("decisions", ())}
    for each in after.get("decisions", ()):
        old, new = was.get(each["id"]) or "", each["recommended"] or ""
        decision = rulebook.decisions.get(each["id"])
        if decision is None or old == new or not {old, new} <= decision.options.keys():
            continue
        order = list(decision.options)
        titles = decision.options[old].title, decision.options[new].title
        yield Shift(decision.id, decision.title, *titles, order.index(new) - order.index(old))
