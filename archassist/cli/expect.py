"""`archassist expect`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import session_argument, word
from archassist.cli.output import opened, say


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist expect`."""
    session_argument(command)
    command.add_argument("name", type=word, metavar="NAME", help="what happens")
    command.add_argument("month", metavar="MONTH", nargs="?", help="2027-11; none: clear the event")
    command.add_argument("--factor", help="what it multiplies is multiplied by this")
    lasts = command.add_mutually_exclusive_group()
    lasts.add_argument(
        "--hours", help="a surge: multiplies the load of an ordinary busiest hour, for so many hours"
    )
    lasts.add_argument("--days", help="the same, for so many days")
    lasts.add_argument(
        "--months",
        help="users who come: multiplies the users of a month, beyond the growth that was answered, for so many months "
        "(without --hours and --days: for good)",
    )


def run(chosen: Namespace) -> int:
    """Records a surge of load or users who come, or takes it back."""
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_factor, read_month, read_whole
    from archassist.session.events import HOURS_A_DAY
    from archassist.views.months import spelled

    review = opened(chosen.session)
    if chosen.month is None:
        review.unexpect(chosen.name)
        say(f"{chosen.name}: cleared")
        return 0
    if chosen.factor is None:
        raise AnswerError("Say by how much load or users are multiplied, such as --factor 3.")
    months, days, hours = (
        read_whole(text, f"--{span}", span) if text is not None else 0
        for span, text in (("months", chosen.months), ("days", chosen.days), ("hours", chosen.hours))
    )
    if (chosen.days is not None or chosen.hours is not None) and not days + hours:
        raise AnswerError("A surge lasts an hour or longer: write --hours 3, or --days 2.")
    month, factor = read_month(chosen.month), read_factor(chosen.factor, "--factor")
    event = review.expect(chosen.name, month, factor, months, hours + HOURS_A_DAY * days)
    say(f"{chosen.name}: {event.told(spelled(event.month))}")
    if event.multiplies == "load":
        say(
            "  Users, data and the bill of the month stay as they are; limits are looked at in these hours, too."
        )
    else:
        say("  Load, data and the bill grow along. Load alone, for hours or days: --hours 3, or --days 2.")
    return 0
