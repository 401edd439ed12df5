"""How lists stood when they were last shown: what is worked out anew must not take anybody's place from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass, field

if TYPE_CHECKING:
    from archassist.views.records.plan import ChecklistView, PlanView


@dataclass(slots=True)
class Stood:
    """By screen the line on which somebody left the cursor; decisions, checklist and plan as they were listed last."""

    cursors: dict[str, str] = field(default_factory=dict)
    decisions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headings, each with the ids below it; empty before the first."""
    checklist: dict[str, ChecklistView] = field(default_factory=dict)
    """Items by id, in order, with the months that the plan gave them; empty before the first plan."""
    plan: PlanView | None = None
