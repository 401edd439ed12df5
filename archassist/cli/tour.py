"""`archassist tour`"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import date_flag, json_flag, session_argument
from archassist.cli.output import given_date, opened, say, say_head, say_json, say_wrapped

if TYPE_CHECKING:
    from archassist.views.records.tour import TourLink, TourStop


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist tour`."""
    session_argument(command)
    command.add_argument("--stop", metavar="N", default="", help="only this stop, from 1")
    date_flag(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Prints the tour, stop by stop, or one of them; nothing is written."""
    from archassist.views.tour import TITLES, stop_ids, tour_view

    review = opened(chosen.session)
    only = _number(chosen.stop, [TITLES[id] for id in stop_ids(review)])
    view = tour_view(review, given_date(chosen.date) or datetime.date.today())
    if chosen.json:
        say_json(view)
        return 0
    say(f"{view.title}: a tour in {len(view.stops)} stops. It changes nothing.")
    for number, stop in enumerate(view.stops, 1):
        if only in (0, number):
            _tell(stop, f"{number} of {len(view.stops)}", chosen.session)
    return 0


def _number(text: str, titles: Sequence[str]) -> int:
    """The number of a stop; 0 for all. Raises AnswerError for what is none."""
    from archassist.answers import AnswerError
    from archassist.terminal_text import shortened

    if text and not (text.isdecimal() and len(text) < 3 and 1 <= int(text) <= len(titles)):
        listed = ", ".join(f"{number} {title}" for number, title in enumerate(titles, 1))
        raise AnswerError(f"There is no stop “{shortened(text, 60)}”. The stops are: {listed}.")
    return int(text or 0)


def _tell(stop: TourStop, place: str, session: str) -> None:
    say_head(f"{place}. {stop.title}")
    for part in stop.parts:
        if part.title:
            say_head(f"  {part.title}")
        for text in part.texts:
            say_wrapped(text, "    ")
        for link in part.opens:
            _open(link, session)


def _open(link: TourLink, session: str) -> None:
    """How to read on: the command for a decision or a question, the address of a source."""
    if link.kind == "source":
        where = f" {link.where}" if link.where else ""
        say_wrapped(f"- Source: {link.title}{where}", "    ", link=link.where)
    elif link.kind == "decision":
        option = f" {link.option}" if link.option else ""
        say_wrapped(f"- All of it: archassist why {session} {link.id}{option}", "    ")
    else:
        say_wrapped(f"- Question: {link.title}: archassist rules explain {link.id}", "    ")
