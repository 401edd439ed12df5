"""Which recommendations a change moved, and which way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


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
