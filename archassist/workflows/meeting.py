"""Closing a meeting: what was changed in it is kept in words with it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.views.meeting import agreed_in_words, changed_in_words, decided_places, moved_in_words

if TYPE_CHECKING:
    from archassist.session.meeting_entries import MeetingRecord
    from archassist.session.review import Review


def close_meeting(review: Review, now: datetime.datetime, summary: str = "") -> MeetingRecord:
    """Closes the meeting that goes on with a summary, and with what was changed and what is advised otherwise than when it
    began. Raises AnswerError where none goes on."""
    if not review.meeting.current:
        return review.meeting.close(now, summary)
    changed = (*changed_in_words(review), *moved_in_words(review))
    return review.meeting.close(now, summary, changed, agreed_in_words(review), decided_places(review))
