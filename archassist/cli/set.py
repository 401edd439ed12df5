"""`archassist set`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag, session_argument
from archassist.cli.output import complain, opened, say, say_json


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist set`."""
    session_argument(command)
    command.add_argument(
        "answers", metavar="ID=VALUE", nargs="*", help="1.2k, 3M/day, 40%%, 10..50, ~200, unknown"
    )
    command.add_argument("--grade", help="how you know: guessed, estimated, documented or measured")
    command.add_argument("--by", help="who says so")
    command.add_argument("--source", help="where it is written")
    command.add_argument("--note", help="anything else worth keeping")
    command.add_argument("--clear", metavar="ID", nargs="+", default=[], help="take these answers back")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Takes all the answers given with one save, or none of them, and then shows what was understood."""
    from archassist.answers import AnswerError, understood
    from archassist.answers.answer import Answer, read_grade
    from archassist.views.answers import answer_view

    review = opened(chosen.session)
    pairs = [_pair(text) for text in chosen.answers]
    if not pairs and not chosen.clear:
        raise AnswerError("Nothing to set. Write ID=VALUE, for example mau_now=1.2k.")
    if chosen.grade is not None:
        read_grade(chosen.grade)
    texts, faults = _once_each(pairs), []
    if both := [question for question in chosen.clear if question in texts]:
        raise AnswerError(f"{both[0]} is given and taken back in one command. Say one of them.")
    given = dict.fromkeys(chosen.clear, Answer.unknown())
    for question in review.in_order(texts):
        try:
            given[question] = review.read(question, texts[question], given)
        except AnswerError as error:
            faults.append(f"{question}: {error}")
    if faults:
        complain(*faults, "Nothing was changed.")
        return 2
    for question in chosen.clear:
        review.read(question, "unknown")  # an id that does not exist stops everything
    shown = {}
    with review.together():
        for question in chosen.clear:
            review.clear(question)
        for question in review.in_order(texts):
            text = texts[question]
            shown[question] = review.set(question, text, chosen.grade, chosen.by, chosen.source, chosen.note)
    known = review.rulebook.questions
    if chosen.json:
        views = {name: answer_view(known[name], shown[name]) for name in texts}
        say_json(views | dict.fromkeys(chosen.clear))
        return 0
    for question in texts:
        say(f"{question}: {understood(known[question], shown[question])}")
    for question in chosen.clear:
        say(f"{question}: not answered")
    return 0


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
