"""What is done of a meeting beside its own entries: where an item goes on the agenda, and what is kept when it closes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.views.decided import decided_places
from archassist.views.meeting import ENDING, agreed_in_words, changed_in_words, moved_in_words

if TYPE_CHECKING:
    from archassist.session.meeting_entries import MeetingRecord
    from archassist.session.review import Review


def put_on_agenda(review: Review, what: str, minutes: float = 10, due: str = "") -> str:
    """Puts a decision, a question or a topic on the agenda, before what ends the meeting, and gives back its name.

    `due` is the day until which it must be settled, as 2027-01-15: of a decision, the day by which it must be taken. One
    step for undo. Raises AnswerError.
    """
    decision = what in review.rulebook.decisions
    with review.contents.together(one_step=True):
        if decision and due:
            review.focus.put_at_issue(what, due)
        name = review.meeting.add(what, minutes, "" if decision else due)
        *_, before, last = (None, *review.meeting.agenda)
        if last == name and before is not None and review.meeting.agenda[before].title == ENDING:
            review.meeting.move(name, -1)
    return name


def close_meeting(review: Review, now: datetime.datetime, summary: str = "") -> MeetingRecord:
    """Closes the meeting that goes on with a summary, and with what was changed and what is advised otherwise than when it
    began. Raises AnswerError where none goes on."""
    if not review.meeting.current:
        return review.meeting.close(now, summary)
    changed = (*changed_in_words(review), *moved_in_words(review))
    return review.meeting.close(now, summary, changed, agreed_in_words(review), decided_places(review))
