"""`archassist set`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument
from archassist.cli.names import TODAY
from archassist.cli.output import complain, opened, say, say_contradictions, say_json

if TYPE_CHECKING:
    from archassist.session import Review

_BEFORE = f"{TODAY}."


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist set`."""
    session_argument(command)
    about = "1.2k, 3M/day, 40%%, 10..50, ~200, unknown; today.DECISION=OPTION: what stands today"
    command.add_argument("answers", metavar="ID=VALUE", nargs="*", help=about)
    command.add_argument("--grade", help="how you know: guessed, estimated, documented or measured")
    command.add_argument("--by", help="who says so")
    command.add_argument("--source", help="where it is written")
    command.add_argument("--note", help="anything else worth keeping")
    command.add_argument("--clear", metavar="ID", nargs="+", default=[], help="clear these answers")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Takes all the answers given with one save, or none of them, and then shows what was understood."""
    from archassist.answers import AnswerError, understood
    from archassist.answers.answer import Answer, read_grade
    from archassist.views.answers import answer_view, today_view
    from archassist.views.contradictions import contradictions_of, contradictions_view

    review = opened(chosen.session)
    pairs = [_pair(text) for text in chosen.answers]
    if not pairs and not chosen.clear:
        raise AnswerError("Nothing to set. Write ID=VALUE, for example mau_now=1.2k.")
    cleared = [name for name in chosen.clear if not name.startswith(_BEFORE)]
    gone = [name for name in chosen.clear if name.startswith(_BEFORE)]
    if chosen.grade is not None:
        read_grade(chosen.grade)
    texts, faults = _once_each(pairs), list[str]()
    if both := [question for question in chosen.clear if question in texts]:
        raise AnswerError(f"{both[0]} is both set and cleared in one command. Choose one.")
    standing = {name: texts.pop(name) for name in [*texts] if name.startswith(_BEFORE)}
    stands = dict.fromkeys(gone) | _stands(review, standing, faults)
    given = dict.fromkeys(cleared, Answer.unknown())
    for question in review.in_order(texts):
        try:
            given[question] = review.read(question, texts[question], given)
        except AnswerError as error:
            faults.append(f"{question}: {error}")
    if faults:
        complain(*faults, "Nothing was changed.")
        return 2
    for question in cleared:
        review.read(question, "unknown")  # an id that does not exist stops everything
    shown = {}
    with review.together():
        for name, option in stands.items():
            review.run_today(name.removeprefix(_BEFORE), option)
        for question in cleared:
            review.clear(question)
        for question in review.in_order(texts):
            text = texts[question]
            shown[question] = review.set(question, text, chosen.grade, chosen.by, chosen.source, chosen.note)
    known = review.rulebook.questions
    if chosen.json:
        views = {
            name: answer_view(known[name], shown[name], contradictions_of(review, name)) for name in texts
        }
        running = {name: today_view(review, name.removeprefix(_BEFORE)) for name in standing}
        say_json(views | running | dict.fromkeys(chosen.clear))
        return 0
    for question in texts:
        say(f"{question}: {understood(known[question], shown[question])}")
    for name in standing:
        say(f"{name}: {today_view(review, name.removeprefix(_BEFORE)).shown}")
    for question in chosen.clear:
        say(f"{question}: not {'said' if question in gone else 'answered'}")
    say_contradictions(
        each for each in contradictions_view(review) if not texts.keys().isdisjoint(each.questions)
    )
    return 0


def _stands(review: Review, texts: Mapping[str, str], faults: list[str]) -> dict[str, str | None]:
    """The options that are said to stand today, by what was typed before the sign; what is no option goes to `faults`."""
    from archassist.answers import AnswerError

    found: dict[str, str | None] = {}
    for name, text in texts.items():
        try:
            found[name] = review.read_today(name.removeprefix(_BEFORE), text)
        except AnswerError as error:
            faults.append(f"{name}: {error}")
    return found


def _once_each(pairs: list[tuple[str, str]]) -> dict[str, str]:
    from archassist.answers import AnswerError

    texts: dict[str, str] = {}
    for question, text in pairs:
        if texts.setdefault(question, text) != text:
            raise AnswerError(f"{question} is given twice: {texts[question]} and {text}. Give one of them.")
    return texts


def _pair(text: str) -> tuple[str, str]:
    from archassist.answers import AnswerError

    question, sign, value = text.partition("=")
    if not sign:
        raise AnswerError(f"“{text}” is not ID=VALUE. Write for example mau_now=1.2k.")
    return question.strip(), value
