"""What the team set itself to do."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.views.records.meeting import ActionView

if TYPE_CHECKING:
    from archassist.session.review import Review


def actions_view(review: Review, today: datetime.date) -> tuple[ActionView, ...]:
    """Actions of the team's own: those that are to be done by their day, those without a day, then those that are done."""
    found = [
        ActionView(
            id,
            action.title,
            action.owner,
            action.due or None,
            action.status,
            action.decision,
            bool(action.due) and action.due < today.isoformat() and action.status in ("todo", "doing"),
        )
        for id, action in review.actions.all.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.status in ("done", "dropped"), each.due or "9999")))
