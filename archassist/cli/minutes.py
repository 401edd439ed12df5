"""`archassist minutes`"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument
from archassist.cli.output import opened, say, say_head, say_json, say_wrapped

if TYPE_CHECKING:
    from archassist.views.records.meeting import MinutesView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist minutes`."""
    session_argument(command)
    command.add_argument("--of", metavar="MEETING", default="", help="which one (default: the last)")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Tells what a meeting came to."""
    from archassist.answers import AnswerError
    from archassist.views.meeting import minutes_view
    from archassist.words import no_such

    review = opened(chosen.session)
    found = minutes_view(review, datetime.datetime.now().astimezone(), chosen.of)
    if found is None and chosen.of:
        raise AnswerError(f"{no_such('meeting', chosen.of, review.meeting.held)}")
    if found is None:
        raise AnswerError("No meeting was held yet. Begin one: archassist meeting SESSION --begin")
    if chosen.json:
        say_json(found)
    else:
        _tell(found)
    return 0


def _tell(found: MinutesView) -> None:
    from archassist.cli.action import line
    from archassist.views.meeting import decided_line

    end = f", closed at {found.closed[11:]}" if found.closed else ", still going on"
    breaks = f", and {found.breaks:.0f} of breaks" if found.breaks >= 1 else ""
    say(f"{found.title or 'Meeting'}, {found.begun}{end} ({found.spent:.0f} minutes{breaks})")
    if found.people:
        say_wrapped(f"Present: {', '.join(found.people)}.")
    if found.summary:
        say_wrapped(found.summary)
    _list("Decided", [decided_line(each) for each in found.decided])
    _list("Dealt with", found.done)
    _list("Agreed", found.agreed)
    _list("Changed", (*found.changed, *found.moved))
    _list("Actions", [line(each) for each in found.actions])
    _list("Not agreed yet", [each.title for each in found.disagreements])
    _list("Parking lot", [each.text + (f" ({each.by})" if each.by else "") for each in found.parking_lot])
    _list("For the next meeting", found.open)


def _list(head: str, lines: Sequence[str]) -> None:
    if lines:
        say_head(head)
    for each in lines:
        say_wrapped(f"- {each}", "  ")
