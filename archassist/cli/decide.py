"""`archassist decide`"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from archassist.cli.arguments import session_argument, word
from archassist.cli.output import complain, given_date, opened, say, say_wrapped

if TYPE_CHECKING:
    from archassist.session import Review, Taken


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist decide`."""
    session_argument(command)
    command.add_argument("decision", metavar="DECISION")
    command.add_argument(
        "option", type=word, metavar="OPTION", nargs="?", help="none: clear all that was recorded"
    )
    command.add_argument(
        "--status",
        type=word,
        help="proposed, accepted (default), rejected or superseded; of this option alone",
    )
    command.add_argument("--reject", action="store_true", help="the option is rejected")
    command.add_argument("--undecide", action="store_true", help="clear the verdict on this option")
    command.add_argument("--because", help="the team's reason")
    command.add_argument("--by", help="who decided; several with commas between them")
    command.add_argument("--dissent", help="who was against it, and why: “Ben: too slow; Carla: too dear”")
    command.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="when it was decided (default: today, or the day already recorded)",
    )
    command.add_argument("--review-on", metavar="YYYY-MM-DD", help="when it is to be looked at again")


def run(chosen: Namespace) -> int:
    """Records the team's verdict on an option, takes verdicts back, or shows them."""
    from archassist.answers import AnswerError
    from archassist.session.who import as_known, read_dissent, read_names

    review = opened(chosen.session)
    if chosen.reject and chosen.status not in (None, "rejected"):
        raise AnswerError(f"--reject and --status {chosen.status} contradict each other.")
    said = (chosen.because, chosen.by, chosen.dissent, chosen.date, chosen.review_on)
    if chosen.option is None and (chosen.reject or chosen.status or any(said)):
        raise AnswerError(f"Name the option of {chosen.decision} that is meant.")
    before = review.decisions.get(chosen.decision)
    if chosen.option is None or chosen.undecide:
        review.undecide(chosen.decision, chosen.option)
    else:
        status = "rejected" if chosen.reject else chosen.status or "accepted"
        there = before.verdicts.get(chosen.option) if before else None
        stays = there is not None and there.status == status and there.date
        people = review.focus.people
        day = given_date(chosen.date) or (None if stays else datetime.date.today())
        review.decide(
            chosen.decision, status, chosen.option, chosen.because,
            None if chosen.by is None else [as_known(each, people) for each in read_names(chosen.by)],
            None if chosen.dissent is None else read_dissent(chosen.dissent), day,
            given_date(chosen.review_on),
        )  # fmt: skip
    _tell(review, chosen.decision, before)
    return 0


def _tell(review: Review, decision: str, before: Taken | None) -> None:
    """What changed, and how the decision stands now, option by option."""
    from archassist.session.verdicts import said_of

    options = review.rulebook.decisions[decision].options
    was = before.verdicts if before else {}
    taken = review.decisions.get(decision)
    now = taken.verdicts if taken else {}
    for option in {**was, **now}:
        if was.get(option) == now.get(option):
            continue
        title = options[option].title if option in options else option or "as a whole"
        say_wrapped(f"{decision}: {title} ({said_of(now.get(option))})")
        if option in was:
            complain(f"{title} was {said_of(was[option])}.")
    if not now:
        say(f"{decision}: not decided")
