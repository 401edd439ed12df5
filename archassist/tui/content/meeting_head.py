"""The clock in the first line of the meeting's own screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from archassist.terminal_text import one_line, shortened
from archassist.tui.content.meeting_clock import now
from archassist.tui.content.meeting_lines import clock
from archassist.tui.legible import assemble, content, styled
from archassist.tui.lookahead import order
from archassist.views.meeting import too_much

if TYPE_CHECKING:
    from archassist.tui.model import Model

WHERE = 22
"""Columns of the first line that are left for where one is."""

MEETING_KEYS = (
    ("↑ ↓ j k g G", "another line"),
    ("space", "talk about this item; once more: it is dealt with, and the next one begins"),
    ("", "at what is to be decided or asked: put it on the agenda; at an action: done"),
    (
        "enter",
        "open the decision or question (esc leads back), everybody's answers, the action, the topic",
    ),
    ("b", "begin the meeting; a break; go on"),
    ("l", "later: something for the parking lot"),
    ("w", "everybody answers this question, unseen at first"),
    ("A", "an action of our own, with owner and day"),
    ("n", "new item of the agenda"),
    ("+ -", "five minutes more or less"),
    ("[ ]", "up or down the agenda"),
    ("delete", "take the line off its list"),
    ("B", "the meeting ends, with a summary; x exports the minutes"),
)
"""What the help screen says of the meeting."""


def meeting_state(model: Model, width: int) -> Content:
    """The clock: of the meeting, and of what is talked about."""
    meeting, time = model.review.meeting, now()
    current = meeting.current
    if current is None:
        planned = sum(each.minutes for each in meeting.agenda.values() if each.status == "open")
        about = f"{planned:.0f} minutes planned · b begins" if planned else "b begins it"
        return styled(about, "$text-muted")
    state = clock(meeting.spent(time), current.minutes)
    over = too_much(model.review, time)
    more = styled(f" · {over:.0f} min too much", "$text-warning") if over else content("")
    if current.since is None:
        state = assemble(state, (" · a break, b goes on", "$text-warning"))
    elif current.item in meeting.agenda:
        spent, box = meeting.spent_on(current.item, time), meeting.agenda[current.item].minutes
        on_it = clock(spent, box)
        taken = state.cell_length + on_it.cell_length + more.cell_length + len(" · now:  ")
        room = max(width - taken - WHERE, 10)
        name = shortened(one_line(meeting.title_of(current.item)), room, "…")
        state = assemble(state, (" · now: ", "$text-muted"), (f"{name} ", "bold"), on_it)
    return assemble(state, more)


def talked_about(model: Model) -> tuple[str, str]:
    """What a presentation of the meeting shows: the decision or question that is talked about, else the whole."""
    current = model.review.meeting.current
    item = current.item if current else ""
    for kind, known in (("decision", order(model)), ("question", model.rulebook.questions)):
        if item and item in known:
            return kind, item
    return "whole", ""
