"""The clock of a meeting, as other screens show it: the item that is talked about, and the minutes that are left."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.terminal_text import one_line, shortened

if TYPE_CHECKING:
    from archassist.tui.model import Model

LONGEST = 24
"""Characters of an item's title in a head."""


def now() -> datetime.datetime:
    """The time on this machine, with its offset."""
    return datetime.datetime.now().astimezone()


def clock_note(model: Model, width: int) -> str:
    """The item that is talked about and its minutes left, for a head of so many columns; of the meeting where there is no
    item. Empty without a meeting."""
    if not model.review.entries.meets:  # what is asked for each head has to cost nothing
        return ""
    meeting, time = model.review.meeting, now()
    current = meeting.current
    if current is None:
        return ""
    if current.since is None:
        return "meeting: a break"
    if (item := meeting.agenda.get(current.item)) is None:
        return f"meeting: {left(meeting.spent(time), current.minutes)}"
    title = shortened(one_line(meeting.title_of(current.item)), max(12, min(width // 5, LONGEST)), "…")
    return f"{title}: {left(meeting.spent_on(current.item, time), item.minutes)}"


def left(spent: float, box: float) -> str:
    """What is left of a time box, or by how much it is exceeded."""
    rest = round(box - spent)
    return f"{rest} min left" if rest >= 0 else f"{-rest} min over"
