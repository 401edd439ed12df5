"""`archassist action`"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument, word
from archassist.cli.output import opened, say, say_json, say_table

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.meeting import ActionView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist action`."""
    session_argument(command)
    command.add_argument(
        "name", type=word, metavar="NAME", nargs="?", help="its short name; none: a new one, or list them"
    )
    command.add_argument("--title", help="what is to be done")
    command.add_argument("--owner", help="who does it")
    command.add_argument("--due", metavar="YYYY-MM-DD", help="until when")
    command.add_argument("--status", type=word, help="todo, doing, done or dropped")
    command.add_argument("--decision", metavar="ID", help="the decision it follows from")
    command.add_argument("--drop", action="store_true", help="remove it from the list")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Records an action, changes one, lists them, or takes one off the list."""
    from archassist.views.actions import actions_view

    review = opened(chosen.session)
    _record(review, chosen)
    actions = actions_view(review, datetime.date.today())
    if chosen.json:
        say_json(actions)
    else:
        tell_actions(actions)
    return 0


def _record(review: Review, chosen: Namespace) -> None:
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_day
    from archassist.session.who import as_known

    due = chosen.due and read_day(chosen.due)
    owner = chosen.owner and as_known(chosen.owner, review.focus.people)
    said = (chosen.title, owner, due, chosen.status, chosen.decision)
    if chosen.drop:
        if not chosen.name:
            raise AnswerError("Name the action that is to be removed.")
        review.actions.drop(chosen.name)
    elif chosen.name and chosen.name in review.actions.all:
        if any(each is not None for each in said):
            review.actions.change(chosen.name, chosen.title, owner, due, chosen.status, chosen.decision)
    elif chosen.title:
        with review.contents.together(one_step=True):
            name = review.actions.record(
                chosen.title, owner or "", due or "", chosen.decision or "", chosen.name or ""
            )
            if chosen.status:
                review.actions.change(name, status=chosen.status)
    elif chosen.name:
        review.actions.change(chosen.name)  # says that there is none of this name
    elif any(each is not None for each in said):
        raise AnswerError("Say what is to be done: --title.")


def tell_actions(actions: Sequence[ActionView]) -> None:
    """Prints actions, those that are to be done first."""
    if not actions:
        say("No actions.")
        return
    heads = [(head, False) for head in ("Action", "Owner", "Due", "Status")]
    rows = [
        (f"{each.title} [{each.id}]", each.owner or "no owner", due(each), each.status) for each in actions
    ]
    say_table(heads, rows, (line(each) for each in actions))


def line(action: ActionView) -> str:
    """An action as one line."""
    return f"{action.title} [{action.id}]  {action.owner or 'no owner'}, {due(action)}, {action.status}"


def due(action: ActionView) -> str:
    """By when an action is to be done, in words."""
    if not action.due:
        return "no day"
    return f"by {action.due}" + (" (overdue)" if action.overdue else "")
