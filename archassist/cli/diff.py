"""`archassist diff`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, named
from archassist.cli.output import remark, say, say_head, say_json, say_wrapped

if TYPE_CHECKING:
    from archassist.workflows.difference import DifferenceView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist diff`."""
    command.add_argument("old", metavar="OLD", help="a session file")
    command.add_argument("new", metavar="NEW", help="a later or another one")
    command.add_argument("--months", default="0", help="how many months passed between them")
    command.add_argument(
        "--old-rules", type=named, metavar="FOLDER", help="the rules by which the old one is assessed"
    )
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Prints what changed in the advice from one session to another, and because of which answers."""
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_whole
    from archassist.forecast import HORIZON
    from archassist.session import Review
    from archassist.workflows.diff import difference_view

    months = read_whole(chosen.months, "--months", "months")
    if months > HORIZON:
        raise AnswerError(f"--months is from 0 to {HORIZON}, not {months:,}. Write one such as 6.")
    rules = None
    if chosen.old_rules:
        from archassist.rulebook import load

        rules = load(Path(chosen.old_rules))
    old, new = Review.open(chosen.old, rules), Review.open(chosen.new)
    for review in (old, new):
        for note in review.notes:
            remark(note)
    view = difference_view(old, new, months=months)
    if chosen.json:
        say_json(view)
    else:
        _tell(view, by_old_rules=rules is not None)
    return 0


def _tell(view: DifferenceView, by_old_rules: bool) -> None:
    if view.pack.was != view.pack.now:
        by = (
            ""
            if by_old_rules
            else ". Both are assessed by the current rules (give the earlier ones with --old-rules)"
        )
        say(f"Rules: {view.pack.was}, then {view.pack.now}{by}")
    if view.nothing:
        say("Nothing differs.")
        return
    if view.answers:
        say("Answers")
    for answer in view.answers:
        say_wrapped(f"{answer.title}: {answer.was or 'not answered'} → {answer.now or 'not answered'}", "  ")
    _tell_advice(view)
    if view.parked:
        say_head("Parked")
    for parked in view.parked:
        say_wrapped(f"{parked.title}: {parked.was or 'not parked'} → {parked.now or 'not parked'}", "  ")
    if view.taken:
        say_head("Decided by the team")
    for taken in view.taken:
        say(f"  {taken.title}")
        for verdict in taken.verdicts:
            name = verdict.title or "the decision as a whole"
            say_wrapped(f"{name}: {verdict.was} → {verdict.now}", "    ")
    for head, ids in (
        ("At issue now", view.raised),
        ("No longer at issue", view.dropped),
        ("New in the rules", view.added),
        ("No longer in the rules", view.removed),
    ):
        if ids:
            say_wrapped(f"{head}: {', '.join(ids)}")


def _tell_advice(view: DifferenceView) -> None:
    say_head("Advice" if view.decisions else "No recommendation changed.")
    for moved in view.decisions:
        say_head(f"  {moved.title}: {moved.was_title} → {moved.now_title} ({moved.standing})")
        titles = [
            f"what is known of {cause.title}" if cause.kind == "evidence" else cause.title
            for cause in moved.because
        ]
        together = "together: " if len(titles) > 1 else ""
        say_wrapped(f"because of {together}{', '.join(titles)}", "    ")
    if view.standings:
        say_head("Surer or less sure")
    for standing in view.standings:
        say(f"  {standing.title}: {standing.was} → {standing.now}")
