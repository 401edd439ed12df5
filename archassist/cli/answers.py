"""`archassist answers`: what several people answered, and what their differences would change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument
from archassist.cli.output import opened, say, say_head, say_json, say_wrapped

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.meeting import RoundView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist answers`."""
    session_argument(command)
    command.add_argument(
        "--as", dest="person", metavar="NAME", default="", help="who looks: their own answers are shown, too"
    )
    command.add_argument("--ask", metavar="QUESTION", nargs="+", default=[], help="puts these to everybody")
    command.add_argument(
        "--show", metavar="QUESTION", nargs="+", default=[], help="shows all answers to these"
    )
    command.add_argument(
        "--agree", metavar="QUESTION=ANSWER", nargs="+", default=[], help="the answer that counts from now on"
    )
    command.add_argument("--by", help="who agreed, with commas between; nobody named: it is said of nobody")
    command.add_argument("--note", help="what to know of what was agreed")
    command.add_argument(
        "--anew", metavar="QUESTION", nargs="+", default=[], help="forgets answers and asks again"
    )
    command.add_argument("--drop", metavar="QUESTION", nargs="+", default=[], help="no longer asks everybody")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Asks, shows and agrees, all of it or nothing; then tells how answers stand."""
    from archassist.views.rounds import rounds_view

    review = opened(chosen.session)
    with review.together():
        _change(review, chosen)
    view = rounds_view(review, review.rounds.name_of(chosen.person) if chosen.person else "")
    if chosen.json:
        say_json(view)
        return 0
    if not view.rounds:
        say("No question was put to several people. Put one: --ask QUESTION, or answer: archassist say.")
    for each in view.rounds:
        _tell(each)
    return 0


def _change(review: Review, chosen: Namespace) -> None:
    from archassist.answers import AnswerError
    from archassist.session.who import read_names

    for question in chosen.anew:
        review.rounds.begin_anew(question)
    for question in chosen.drop:
        review.rounds.drop(question)
    for question in chosen.ask:
        review.rounds.ask(question)
    for question in chosen.show:
        review.rounds.reveal(question)
    for text in chosen.agree:
        question, sign, answer = text.partition("=")
        if not sign or not answer.strip():
            raise AnswerError(f"Write --agree {question}=ANSWER: what is agreed on.")
        review.rounds.agree(question.strip(), answer, read_names(chosen.by or ""), chosen.note)


def _tell(each: RoundView) -> None:
    states = {"blind": "not shown yet", "shown": "shown", "agreed": f"agreed: {each.agreed}"}
    say_head(f"{each.title} [{each.question}]: {states[each.state]}")
    if each.state == "blind":
        say_wrapped(f"Answered: {', '.join(each.given) or 'nobody'}.", "  ")
    if each.waiting and each.state != "agreed":
        say_wrapped(f"Still to answer: {', '.join(each.waiting)}.", "  ")
    for voice in each.voices:
        after = " (after the others were shown)" if voice.after else ""
        note = f" Note: {voice.note}" if voice.note else ""
        say_wrapped(f"- {voice.person}: {voice.shown}{after}.{note}", "  ")
    for apart in each.apart:
        said = "; ".join(f"{option} ({', '.join(people)})" for option, people in apart.options)
        say_wrapped(f"! It decides {apart.title}: {said}.", "  ")
    if each.state == "shown" and not each.apart:
        say_wrapped("The difference changes no advice." if each.differ else "All say the same.", "  ")
    if each.state == "shown":
        say_wrapped(f"Agree on one: --agree {each.question}={each.suggested or 'ANSWER'}", "  ")
