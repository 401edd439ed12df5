"""`archassist history`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from archassist.cli.arguments import session_argument
from archassist.cli.output import opened, remark, say
from archassist.words import counted


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist history`."""
    session_argument(command)
    command.add_argument(
        "file", metavar="FILE", help="a CSV file: a column of months, a column of monthly users"
    )


def run(chosen: Namespace) -> int:
    """Takes a history of users from a CSV file into the session."""
    from archassist.answers.answer_text import readable
    from archassist.answers.history_file import read_growth
    from archassist.views.months import spelled

    review = opened(chosen.session)
    asked = review.counted_users()
    found = read_growth(Path(chosen.file), asked)
    review.remember(found.users)
    for text in found.remarks:
        remark(text)
    months = list(found.users)
    first, last = (readable(asked, found.users[month]) for month in (months[0], months[-1]))
    say(
        f"{counted(len(months), 'month')} of users: {first} in {spelled(months[0])} to {last} in {spelled(months[-1])}"
    )
    return 0
