"""What was decided in a meeting: in the one that goes on, and in one that was closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.session.verdicts import taken_from
from archassist.views.answers import against_view
from archassist.views.records.meeting import DecidedView

if TYPE_CHECKING:
    from archassist.session.meeting_entries import MeetingRecord
    from archassist.session.review import Review


def decided_so_far(review: Review) -> tuple[DecidedView, ...]:
    """What was decided in the meeting that goes on; an option that was given up again in it is none of it."""
    return tuple(_so_far(review).values())


def decided_places(review: Review) -> Mapping[str, str]:
    """The same as the file keeps it, with what each came to in words."""
    return {place: result_of(each) for place, each in _so_far(review).items()}


def _so_far(review: Review) -> Mapping[str, DecidedView]:
    """By `decision.option` what was decided in the meeting that goes on."""
    found = {}
    for id, taken in review.decisions.items():
        began = review.contents.at_the_beginning("decisions", id)
        before = taken_from(began).verdicts if began is not None else {}
        for option, verdict in taken.verdicts.items():
            if verdict.status != "superseded" and before.get(option) != verdict:
                found[f"{id}.{option}"] = _decided(review, id, option)
    return {place: each for place, each in found.items() if each is not None}


def settles(each: DecidedView) -> bool:
    """Whether a verdict settles its decision: what is left when an option is rejected, or put forward, is still open."""
    return each.status == "accepted"


def result_of(each: DecidedView) -> str:
    """What a verdict comes to, in a word or two."""
    return each.option if each.status == "accepted" else f"{each.option} {each.status}".strip()


def decided_words(each: DecidedView) -> str:
    """What a verdict comes to, and who gave it."""
    return result_of(each) + (f" ({', '.join(each.by)})" if each.by else "")


def decided_line(each: DecidedView) -> str:
    """A verdict as one line."""
    title = f"{each.title}: {each.option}" if each.option else each.title
    by = f" by {', '.join(each.by)}" if each.by else ""
    why = f", because {each.because.rstrip('.')}" if each.because else ""
    dissent = f" Dissent: {'; '.join(each.dissents)}." if each.dissents else ""
    again = f" Looked at again on {each.review_on}." if each.review_on else ""
    return f"{title}, {each.status}{by}{why}.{dissent}{again}"


def decided_then(review: Review, meeting: MeetingRecord) -> tuple[DecidedView, ...]:
    """What was decided in a meeting that was closed; where the file does not say it, the verdicts of its days."""
    if meeting.decided is not None:
        places = [place.partition(".") for place in meeting.decided]
    else:
        last = (meeting.closed or meeting.begun).date().isoformat()
        places = [
            (id, ".", option)
            for id, taken in review.decisions.items()
            for option, verdict in taken.verdicts.items()
            if verdict.date and meeting.begun.date().isoformat() <= verdict.date <= last
        ]
    found = [view for id, _, option in places if (view := _decided(review, id, option)) is not None]
    accepted = {each.decision for each in found if each.status == "accepted"}
    return tuple(each for each in found if each.status != "superseded" or each.decision not in accepted)


def _decided(review: Review, id: str, option: str) -> DecidedView | None:
    taken = review.decisions.get(id)
    verdict = taken.verdicts.get(option) if taken else None
    if verdict is None or id not in review.rulebook.decisions:
        return None
    return DecidedView(
        id, review.rulebook.decisions[id].title, _option_title(review, id, option), verdict.status,
        verdict.because, verdict.by, verdict.dissent, verdict.review_on,
        tuple(each.told for each in verdict.against), against_view(verdict.against),
    )  # fmt: skip


def _option_title(review: Review, id: str, option: str) -> str:
    known = review.rulebook.decisions.get(id)
    return known.options[option].title if known is not None and option in known.options else option
