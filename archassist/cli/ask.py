"""`archassist ask`: the interview line by line, for screen readers, plain terminals and scripts."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import session_argument, word
from archassist.cli.interview import Interview, Stop
from archassist.cli.names import TODAY
from archassist.cli.output import complain, opened, say

if TYPE_CHECKING:
    from archassist.rulebook import Question
    from archassist.session import Review


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist ask`."""
    session_argument(command)
    command.add_argument("--core", action="store_true", help="only the core questions")
    command.add_argument("--again", action="store_true", help="ask answered questions too")
    only = "only these questions or sections; today, or today.DECISION: what you run today"
    command.add_argument("--only", metavar="ID", nargs="+", help=only)
    command.add_argument("--by", default="", help="who answers")
    about = "one person's own answers, unseen by others until all are shown: see archassist answers"
    command.add_argument("--as", dest="person", type=word, metavar="NAME", help=about)


def run(chosen: Namespace) -> int:
    """Asks question after question; every answer is saved before the next one is asked."""
    if (reconfigure := getattr(sys.stdin, "reconfigure", None)) is not None:
        # A line that is not UTF-8 is refused as a whole; strict reading would drop lines behind it, too.
        reconfigure(errors="surrogateescape")
    review = opened(chosen.session)
    asked = list(_interviews(review, chosen))
    if not asked:
        which = "every one of these questions" if chosen.only or chosen.core else "every question"
        complain(f"{which} is answered. Use --again to go through them once more.")
        return 0
    count = sum(len(each.concerning()) for each in asked)
    say(f"{review.title}: {count} questions. Type help for what can be typed, quit to stop.")
    for interview in asked:
        try:
            interview.go()
        except Stop:
            say()
            break
        except KeyboardInterrupt:
            interview.all_saved()
            raise
    if not interview.all_saved():
        return 2
    if chosen.person:
        say(f"Kept unseen in {review.path}.")
        return 0
    answered = len(review.answers)
    say(f"{answered} of {len(review.asked())} questions answered. Saved in {review.path}.")
    complain(f"next: archassist assess {review.path}")
    return 0


def _interviews(review: Review, chosen: Namespace) -> Iterator[Interview]:
    """What is to be asked: questions, and what stands today where that is named."""
    today = [each for each in chosen.only or () if each.partition(".")[0] == TODAY]
    only = [each for each in chosen.only or () if each not in today]
    if chosen.person:
        yield from _unseen(review, chosen, only)
        return
    if (only or not today) and (questions := _questions(review, chosen, only)):
        yield Interview(review, questions, chosen.by)
    if today:
        from archassist.cli.ask_today import Rows, rows

        if decisions := rows(review, today, chosen.again):
            yield Rows(review, decisions, chosen.by)


def _unseen(review: Review, chosen: Namespace, only: Sequence[str]) -> Iterator[Interview]:
    """What one person is asked: what is put to everybody, or what is named."""
    from archassist.answers import AnswerError
    from archassist.cli.ask_unseen import UnseenAsking, unanswered

    name = review.rounds.name_of(chosen.person)
    if review.focus.people.get(name) == "reader":
        raise AnswerError(f"{name} reads along and does not answer. Give another role first.")
    wanted = _questions(review, chosen, only, every=True)
    if not only and not chosen.core:
        wanted = [each for each in wanted if each.id in review.rounds.all] or wanted
    if questions := unanswered(review, name, wanted, chosen.again):
        yield UnseenAsking(review, questions, name)


def _questions(
    review: Review, chosen: Namespace, only: Sequence[str], *, every: bool = False
) -> list[Question]:
    from archassist.answers import AnswerError
    from archassist.words import no_such

    known = review.rulebook.questions
    from archassist.session.first_questions import in_order

    wanted = in_order(review.rulebook, [*review.focus.issues], known.values())
    if only:
        for word in only:
            if word not in known and word not in review.rulebook.sections:
                raise AnswerError(no_such("question or section", word, [*known, *review.rulebook.sections]))
        wanted = [each for each in wanted if each.id in only or each.section in only]
    if chosen.core:
        wanted = [each for each in wanted if each.core]
    return wanted if chosen.again or every else [each for each in wanted if each.id not in review.answers]
