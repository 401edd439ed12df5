"""`archassist ask --only today`: what stands today, one decision after the other, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from archassist.cli.interview import Interview
from archassist.cli.names import TODAY
from archassist.cli.output import complain, say, say_head, say_wrapped

if TYPE_CHECKING:
    from archassist.rulebook import Decision
    from archassist.session import Review

_HELP = """\
  a number, an id or a title   this option stands today
  enter        leave it as it is                     back         the decision before
  unknown      nobody says what stands               why          what the decision is about
  undo         undo the last change             quit         stop; everything is saved"""


def rows(review: Review, named: Sequence[str], again: bool) -> list[Decision]:
    """The decisions that `today`, or `today.DECISION`, name and that are open, or all of them again. Raises AnswerError."""
    from archassist.answers import AnswerError
    from archassist.words import no_such

    known = review.rulebook.decisions
    wanted = [name.partition(".")[2] for name in named]
    for decision in wanted:
        if decision and decision not in known:
            raise AnswerError(no_such("decision", decision, known))
    at_issue = {each.id for each in review.assess(0).decisions} if "" in wanted else set()
    chosen = [each for each in known.values() if each.id in at_issue or each.id in wanted]
    return chosen if again else [each for each in chosen if each.id not in review.today]


class Rows(Interview):
    """Asks of each decision which of its options stands today; every row may stay open."""

    help_text = _HELP

    def _put(self, question: Any) -> None:
        if not self.at:
            say_head("== What do you run today? ==")
        say_head(f"{self.at + 1}/{len(self.questions)} {question.title} [{TODAY}.{question.id}]")
        for number, option in enumerate(question.options.values(), 1):
            say(f"    {number}. {option.title} ({option.id})")
        if so_far := self._so_far(question.id):
            say_wrapped(f"so far: {so_far}", "  ")

    def _concerns(self, question: Any) -> bool:
        return True

    def _so_far(self, question: str) -> str:
        option = self.review.today.get(question)
        return self.review.rulebook.decisions[question].options[option].title if option else ""

    def _unit(self) -> str:
        return ""

    def _why(self, question: Any) -> Sequence[str]:
        return (question.asks, question.about)

    def _measure(self, question: Any) -> Sequence[str]:
        return ()

    def _noted(self, question: Any, word: str, text: str) -> bool:
        complain("What stands today takes no note. A verdict does: archassist decide.")
        return False

    def _answered(self, question: Any, text: str) -> bool:
        option = None if text.casefold() == "unknown" else self.review.read_today(question.id, text)
        saved = self._saved(question.id, lambda: self.review.run_today(question.id, option))
        say(f"  understood: {self._so_far(question.id) or 'nobody says'}")
        self.at += saved
        return saved

    def _is_about(self, table: str) -> bool:
        return table == TODAY
