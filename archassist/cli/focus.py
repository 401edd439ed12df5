"""`archassist focus`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument
from archassist.cli.output import opened, say, say_head, say_json, say_wrapped

if TYPE_CHECKING:
    from archassist.views.records.focus import FocusView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist focus`."""
    session_argument(command)
    about = "what must be decided, and by which day; several"
    command.add_argument("--decide", metavar="DECISION[=DAY]", nargs="+", default=[], help=about)
    command.add_argument("--aside", metavar="DECISION", nargs="+", default=[], help="no longer to be decided")
    command.add_argument(
        "--hurts", metavar="PAIN", nargs="*", help="what hurts, the worst first; none: nothing"
    )
    command.add_argument("--present", metavar="WHO", nargs="*", help="who is in the room; none: nobody")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Records what the review is about, all of it or nothing, and shows it."""
    from archassist.answers.form_fields import read_day
    from archassist.views.focus import focus_view

    review = opened(chosen.session)
    with review.together():
        for text in chosen.decide:
            decision, _, day = text.partition("=")
            review.focus.put_at_issue(decision.strip(), read_day(day) if day.strip() else "")
        for decision in chosen.aside:
            review.focus.put_aside(decision)
        if chosen.hurts is not None:
            review.focus.name_pains(chosen.hurts)
        if chosen.present is not None:
            review.focus.name_present(chosen.present)
    view = focus_view(review)
    if chosen.json:
        say_json(view)
    else:
        _tell(view)
    return 0


def _tell(view: FocusView) -> None:
    if not view.at_issue:
        say("Nothing is at issue yet. Say what must be decided, or what hurts.")
    for each in view.at_issue:
        say_head(f"{each.title} [{each.decision}]")
        if each.named:
            say_wrapped(f"To be decided by {each.by}." if each.by else "To be decided.", "  ")
        if each.pains:
            say_wrapped(f"Because of: {', '.join(each.pains)}.", "  ")
    if view.present:
        say_head(f"In the room: {', '.join(view.present)}")
    if not view.pains:
        say_head("What may hurt")
        for pain in view.known_pains:
            say_wrapped(f"{pain.id}: {pain.title}. {pain.about}", "  ")
