"""`archassist mark`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import session_argument, word
from archassist.cli.output import opened, say


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist mark`."""
    session_argument(command)
    command.add_argument("practice", metavar="PRACTICE")
    command.add_argument("status", type=word, metavar="STATUS", help="todo, doing, done or dropped")
    command.add_argument("--owner", help="who does it (default: unchanged; '' for nobody)")


def run(chosen: Namespace) -> int:
    """Records where a practice stands, and who owns it."""
    review = opened(chosen.session)
    mark = review.mark(chosen.practice, chosen.status, chosen.owner)
    owner = f", {mark.owner}" if mark.owner else ""
    say(f"{chosen.practice}: {mark.status}{owner}")
    return 0
