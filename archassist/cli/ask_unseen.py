"""`archassist ask --as NAME`: one person's own answers, line by line, unseen by others until all are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from archassist.cli.interview import ANSWERS_HELP, UNDO_HELP, Interview
from archassist.cli.output import say

if TYPE_CHECKING:
    from archassist.rulebook import Question
    from archassist.session import Review

_HELP = f"""\
{ANSWERS_HELP}\
  note TEXT    keep a remark with your answer
{UNDO_HELP}
  Nobody is shown your answers until the answers of all are shown."""


def unanswered(review: Review, person: str, questions: Sequence[Question], again: bool) -> list[Question]:
    """Those of the questions that a person may still answer: without `again` only what they have not answered."""

    def waits(question: Question) -> bool:
        there = review.rounds[question.id]
        return person not in there.given or (again and not there.is_shown)

    return [each for each in questions if waits(each)]


class UnseenAsking(Interview):
    """Asks one person; what they answer stands beside the answers that count, and nobody else is shown it."""

    help_text = _HELP

    def __init__(self, review: Review, questions: Sequence[Any], person: str) -> None:
        super().__init__(review, questions, person)
        self.person = person

    def _so_far(self, question: str) -> str:
        """The person's own answer, never the one that counts: it would lead them."""
        from archassist.answers import understood

        heard = self.review.rounds[question].heard_by(self.person).get(self.person)
        return understood(self.review.rulebook.questions[question], heard.answer) if heard else ""

    def _is_about(self, table: str) -> bool:
        return False

    def _noted(self, question: Any, word: str, text: str) -> bool:
        from archassist.answers import AnswerError

        heard = self.review.rounds[question.id].heard_by(self.person).get(self.person)
        if heard is None:
            raise AnswerError(f"Answer first, then {word}.")
        said = {word: text}
        if self._saved(
            question.id,
            lambda: self.review.rounds.answer_as(self.person, question.id, heard.answer, **said),
        ):
            say("  kept")
        return False

    def _answered(self, question: Any, text: str) -> bool:
        saved = self._saved(question.id, lambda: self.review.rounds.answer_as(self.person, question.id, text))
        say(f"  understood: {self._so_far(question.id)}")
        self.at += saved
        return saved
