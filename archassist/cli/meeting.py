"""`archassist meeting`: the agenda, the clock, the queues of decisions and questions, the parking lot."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument, word
from archassist.cli.output import complain, opened, say, say_head, say_json, say_wrapped

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.meeting import ItemView, MeetingView

_SIGNS = {"open": " ", "done": "✓", "parked": "P"}


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist meeting`."""
    session_argument(command)
    command.add_argument("--plan", action="store_true", help="make an agenda of what is to be decided now")
    command.add_argument("--minutes", help="how long it takes (default: 90)")
    command.add_argument(
        "--add", metavar="ITEM[=MINUTES]", nargs="+", default=[], help="decisions, questions, topics"
    )
    command.add_argument("--due", metavar="DAY", default="", help="until when what is added must be settled")
    command.add_argument("--remove", metavar="ITEM", nargs="+", default=[], help="takes items off the agenda")
    command.add_argument("--role", metavar="NAME=ROLE", nargs="+", default=[],
                         help="facilitator, participant or reader")  # fmt: skip
    clock = command.add_mutually_exclusive_group()
    clock.add_argument("--begin", action="store_true", help="begins a meeting")
    clock.add_argument("--turn", type=word, metavar="ITEM", help="turns to an item")
    clock.add_argument("--next", action="store_true", help="the item is dealt with; turns to the next one")
    clock.add_argument("--pause", action="store_true", help="a break: the clock stands still")
    clock.add_argument("--resume", action="store_true", help="goes on after a break")
    clock.add_argument("--close", action="store_true", help="closes the meeting")
    command.add_argument("--title", default="", help="what the meeting is called")
    command.add_argument("--summary", default="", help="what came out of it, with --close")
    command.add_argument("--park", type=word, metavar="TEXT", help="puts something into the parking lot")
    command.add_argument("--by", default="", help="who brought it up")
    command.add_argument("--unpark", type=word, metavar="NAME", help="takes something out of the parking lot")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Changes agenda, clock and parking lot, all of it or nothing; then tells how the meeting stands."""
    from archassist.views.meeting import meeting_view

    review = opened(chosen.session)
    now = datetime.datetime.now().astimezone()
    with review.together():
        _prepare(review, chosen, now)
        _turn(review, chosen, now)
    view = meeting_view(review, now)
    if chosen.json:
        say_json(view)
    else:
        _tell(view)
    return 0


def _prepare(review: Review, chosen: Namespace, now: datetime.datetime) -> None:
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_count, read_day
    from archassist.session.who import as_known
    from archassist.views.meeting import decision_queue, proposed_agenda
    from archassist.workflows.meeting import put_on_agenda

    for text in chosen.role:
        name, sign, role = text.rpartition("=")
        if not sign:
            raise AnswerError(f"Write {text}=facilitator, {text}=participant or {text}=reader.")
        review.focus.give_role(name, role.strip())
    minutes = read_count(chosen.minutes, "The minutes", 10, 1440) if chosen.minutes else 90
    if chosen.plan:
        proposed = proposed_agenda(review, decision_queue(review, now.date()), minutes)
        review.meeting.plan(proposed.items)
        if proposed.left:
            complain(f"there is no time for: {', '.join(proposed.left)}.")
    due = read_day(chosen.due, now.date()) if chosen.due else ""
    for text in chosen.add:
        what, _, took = text.rpartition("=")
        named = what and took.strip().isdecimal()
        box = read_count(took, "The minutes", 1, 1440) if named else 10
        put_on_agenda(review, (what if named else text).strip(), box, due)
    for item in chosen.remove:
        review.meeting.remove(item)
    if chosen.park:
        review.parking_lot.park(chosen.park, as_known(chosen.by, review.focus.people), now.date())
    if chosen.unpark:
        review.parking_lot.take_out(chosen.unpark)
    if chosen.begin:
        review.meeting.begin(now, minutes, chosen.title)


def _turn(review: Review, chosen: Namespace, now: datetime.datetime) -> None:
    if chosen.turn:
        review.meeting.turn_to(chosen.turn, now)
    if chosen.next:
        review.meeting.finish(now)
    if chosen.pause:
        review.meeting.pause(now)
    if chosen.resume:
        review.meeting.resume(now)
    if chosen.close:
        from archassist.workflows.meeting import close_meeting

        close_meeting(review, now, chosen.summary)


def _tell(view: MeetingView) -> None:
    states = {"none": "No meeting goes on", "running": "The meeting goes on", "break": "There is a break"}
    clock = f": {view.spent:.0f} of {view.minutes:.0f} minutes" if view.state != "none" else ""
    say(f"{view.title or states.get(view.state, '')}{clock}")
    if view.people:
        said = (
            f"{each.name} ({each.role})" if each.role != "participant" else each.name for each in view.people
        )
        say_wrapped(f"Who takes part: {', '.join(said)}.")
    say_head("Agenda")
    for item in view.agenda:
        _tell_item(item)
    if not view.agenda:
        say_wrapped("Nothing yet. Make one of what is to be decided now: --plan", "  ")
    if view.decisions:
        say_head("To decide next")
    for each in view.decisions:
        by = f" By {each.by}." if each.by else ""
        advised = f"{each.advised} is advised so far" if each.advised else "not enough answers yet"
        say_wrapped(f"- {each.title} [{each.id}]: {advised}.{by}", "  ")
    if view.questions:
        say_head("To ask next")
    for question in view.questions:
        say_wrapped(f"- {question.title} [{question.id}]: {question.asks}", "  ")
    if view.parking_lot:
        say_head("Parking lot")
    for topic in view.parking_lot:
        say_wrapped(f"- {topic.text}{f' ({topic.by})' if topic.by else ''} [{topic.id}]", "  ")


def _tell_item(item: ItemView) -> None:
    sign = ">" if item.current else _SIGNS[item.status]
    spent = f"{item.spent:.0f} of " if item.spent else ""
    status = "" if item.status == "open" else f", {item.status}"
    status += f": {item.result}" if item.result else ""
    status += f". {item.because}" if item.kind == "topic" and item.because else ""
    say_wrapped(f"{sign} {item.title} [{item.id}]  {spent}{item.minutes:.0f} min{status}", "  ")
