"""`archassist say`: what one person answers, unseen by others until all answers are shown."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import session_argument, word
from archassist.cli.output import opened, say, say_wrapped


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist say`."""
    session_argument(command)
    command.add_argument(
        "answers", metavar="QUESTION=ANSWER", nargs="+", help="an empty answer takes it back"
    )
    command.add_argument("--as", dest="person", type=word, metavar="NAME", required=True, help="who answers")
    command.add_argument("--note", help="what to know of it")
    command.add_argument("--grade", help="measured, documented, estimated or guessed")
    command.add_argument("--source", help="where it was read")


def run(chosen: Namespace) -> int:
    """Records the answers of one person, all of them or none."""
    from archassist.answers import AnswerError
    from archassist.answers.answer_text import understood

    review = opened(chosen.session)
    told = []
    with review.together():
        for text in chosen.answers:
            question, sign, answer = text.partition("=")
            question = question.strip()
            if not sign:
                raise AnswerError(f"Write {question}=ANSWER; {question}= takes the answer back.")
            if answer.strip():
                given = review.rounds.answer_as(
                    chosen.person, question, answer, chosen.note, chosen.grade, chosen.source
                )
                told.append((question, understood(review.rulebook.questions[question], given)))
            else:
                review.rounds.take_back(chosen.person, question)
                told.append((question, "taken back"))
    for question, shown in told:
        title = review.rulebook.questions[question].title
        say(f"{title}: {shown}")
        waiting = review.rounds.waiting_for(question)
        if waiting and not review.rounds[question].is_shown:
            say_wrapped(f"Still to answer: {', '.join(waiting)}.", "  ")
    return 0
