"""`archassist prioritise`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag, session_argument
from archassist.cli.output import opened, say, say_head, say_json, say_wrapped


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist prioritise`."""
    session_argument(command)
    command.add_argument("attributes", metavar="ATTRIBUTE", nargs="*", help="the most important first")
    command.add_argument("--none", action="store_true", help="clear the ranking")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Ranks quality attributes, or shows the ranking and what it changes."""
    from archassist.views.tradeoffs import priorities_view

    review = opened(chosen.session)
    if chosen.none:
        review.prioritise(())
    elif chosen.attributes:
        review.prioritise(chosen.attributes)
    view = priorities_view(review)
    if chosen.json:
        say_json(view)
        return 0
    if not view.ranking:
        say("No ranking yet. Attributes: " + ", ".join(each.id for each in view.attributes))
        return 0
    say("Priorities: " + ", then ".join(each.title for each in view.ranking))
    if not view.changes:
        say("They change nothing: no decision is close enough to be tipped by them.")
    for change in view.changes:
        say_head(f"{change.title} [{change.decision}]")
        say_wrapped(f"{change.with_title}; without the ranking {change.without_title}.", "  ")
        say_wrapped(f"{change.because}", "  ")
    return 0
