"""`archassist set`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import complain, opened, say, say_json


def run(chosen: Namespace) -> int:
    """Takes all the answers given with one save, or none of them, and then shows what was understood."""
    from archassist.session import AnswerError, understood
    from archassist.session.answers import read_grade
    from archassist.session.views import answer_view

    review = opened(chosen.session)
    pairs = [_pair(text) for text in chosen.answers]
    if not pairs and not chosen.clear:
        raise AnswerError("Nothing to set. Write ID=VALUE, for example mau_now=1.2k.")
    if chosen.grade is not None:
        read_grade(chosen.grade)
    faults = []
    for question, text in pairs:
        try:
            review.read(question, text)
        except AnswerError as error:
            faults.append(f"{question}: {error}")
    if faults:
        complain(*faults, "Nothing was changed.")
        return 2
    for question in chosen.clear:
        review.read(question, "unknown")  # an id that does not exist stops everything
    shown = {}
    with review.together():
        for question, text in pairs:
            shown[question] = review.set(question, text, chosen.grade, chosen.by, chosen.source, chosen.note)
        for question in chosen.clear:
            review.clear(question)
    known = review.rulebook.questions
    if chosen.json:
        views = {name: answer_view(known[name], answer) for name, answer in shown.items()}
        say_json(views | dict.fromkeys(chosen.clear))
        return 0
    for question, answer in shown.items():
        say(f"{question}: {understood(known[question], answer)}")
    for question in chosen.clear:
        say(f"{question}: not answered")
    return 0


def _pair(text: str) -> tuple[str, str]:
    from archassist.session import AnswerError

    question, sign, value = text.partition("=")
    if not sign:
        raise AnswerError(f"“{text}” is not ID=VALUE. Write for example mau_now=1.2k.")
    return question.strip(), value
