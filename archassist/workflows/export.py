"""Exports a review: which documents an export into a folder would write, and what they would hold."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.documents import Wishes, context_of, plan_export

if TYPE_CHECKING:
    from archassist.documents import DocumentContext, ExportPlan, Wishes
    from archassist.session.review import Review


def export_plan(
    review: Review, target: Path, wishes: Wishes | Collection[str] = (), today: datetime.date | None = None
) -> ExportPlan:
    """What an export into the folder `target` would do; `wishes` say which documents, in which form.

    Nothing is written before the plan's `write`. Raises ExportError when the folder cannot be used.
    """
    if not isinstance(wishes, Wishes):
        wishes = Wishes(only=tuple(wishes))
    records_only = set(wishes.only) == {"adr"}

    def contexts(day: datetime.date, afresh: frozenset[str]) -> DocumentContext:
        return context_of(review, day, afresh, records_only=records_only)

    return plan_export(contexts, target, today or datetime.date.today(), wishes)
