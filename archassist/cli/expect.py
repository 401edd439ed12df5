"""`archassist expect`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import session_argument, word
from archassist.cli.output import opened, say
from archassist.words import counted


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist expect`."""
    session_argument(command)
    command.add_argument("name", type=word, metavar="NAME", help="what happens")
    command.add_argument("month", metavar="MONTH", nargs="?", help="2027-11; none: clear the event")
    command.add_argument(
        "--factor", help="users of a month are multiplied by this, beyond the growth that was answered"
    )
    command.add_argument("--months", default="0", help="for so many months (default: for good)")


def run(chosen: Namespace) -> int:
    """Records an event that multiplies users, or takes it back."""
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_factor, read_month, read_whole
    from archassist.views.months import spelled

    review = opened(chosen.session)
    if chosen.month is None:
        review.unexpect(chosen.name)
        say(f"{chosen.name}: cleared")
        return 0
    if chosen.factor is None:
        raise AnswerError("Say by how much users are multiplied, such as --factor 3.")
    month, factor = read_month(chosen.month), read_factor(chosen.factor, "--factor")
    event = review.expect(chosen.name, month, factor, read_whole(chosen.months, "--months", "months"))
    lasts = f"for {counted(event.months, 'month')}" if event.months else "from then on"
    say(f"{chosen.name}: {event.factor:g} times the users from {spelled(event.month)} {lasts}")
    return 0
