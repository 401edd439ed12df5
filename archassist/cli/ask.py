"""`archassist ask`: the interview line by line, for screen readers, plain terminals and scripts."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from archassist.cli.output import ask_for, complain, opened, say, say_head, say_text, say_wrapped

if TYPE_CHECKING:
    from archassist.rulebook import Question
    from archassist.session import Review
    from archassist.session.undo import Change

_HELP = """\
  a value      1.2k   3M/day   40%   10..50   ~200   2 TB   15 min   the name or number of a choice
  u, unknown   nobody knows            n/a: why     it does not apply
  enter        leave it for later      back         the question before
  why          why this is asked       measure      how to measure or estimate it
  note TEXT    keep a remark; an open question is parked with it
  grade WORD   guessed, estimated, documented, measured
  undo         take the last answer back             quit         stop; everything is saved"""


class _Stop(Exception):
    """The person wants to stop, or the input has ended."""


def run(chosen: Namespace) -> int:
    """Asks question after question; every answer is saved before the next one is asked."""

    if (reconfigure := getattr(sys.stdin, "reconfigure", None)) is not None:
        # A line that is not UTF-8 is refused as a whole; strict reading would drop lines behind it, too.
        reconfigure(errors="surrogateescape")
    review = opened(chosen.session)
    questions = _questions(review, chosen)
    if not questions:
        complain("every question is answered. Use --again to go through them once more.")
        return 0
    say(f"{review.title}: {len(questions)} questions. Type help for what can be typed, quit to stop.")
    interview = _Interview(review, questions, chosen.by)
    try:
        interview.go()
    except _Stop:
        say()
    answered = sum(1 for question in review.rulebook.questions if question in review.answers)
    say(f"{answered} of {len(review.rulebook.questions)} questions answered. Saved in {review.path}.")
    complain(f"next: archassist assess {review.path}")
    return 0


def _questions(review: Review, chosen: Namespace) -> list[Question]:
    from archassist.answers import AnswerError
    from archassist.words import no_such

    known = review.rulebook.questions
    wanted = list(known.values())
    if chosen.only:
        for word in chosen.only:
            if word not in known and word not in review.rulebook.sections:
                raise AnswerError(no_such("question or section", word, [*known, *review.rulebook.sections]))
        wanted = [each for each in wanted if each.id in chosen.only or each.section in chosen.only]
    if chosen.core:
        wanted = [each for each in wanted if each.core]
    return wanted if chosen.again else [each for each in wanted if each.id not in review.answers]


class _Interview:
    def __init__(self, review: Review, questions: list[Question], by: str) -> None:
        self.review = review
        self.questions = questions
        self.by = by or None
        self.at = 0
        self.section = ""

    def go(self) -> None:
        """From the first question to the last."""
        while self.at < len(self.questions):
            question = self.questions[self.at]
            self._put(question)
            while not self._took(question, self._line()):
                pass

    def _put(self, question: Question) -> None:
        from archassist.answers import understood
        from archassist.answers.parse import takes_places
        from archassist.session.parked import said_of_parked

        if question.section != self.section:
            self.section = question.section
            say_head(f"== {self.review.rulebook.sections[self.section].title} ==")
        say_head(f"{self.at + 1}/{len(self.questions)} {question.title} [{question.id}]")
        say_wrapped(question.ask, "  ")
        placed = takes_places(question)
        for number, (choice, label) in enumerate(question.choices.items(), 1):
            say(f"    {f'{number}.' if placed else '-'} {label} ({choice})")
        if question.levels:
            say(f"    one of {', '.join(f'{level:g}' for level in question.levels)} {question.unit}")
        if question.type == "choices":
            say("    several may be named, with commas between them; none when there are none")
        if answer := self.review.answers.get(question.id):
            say(f"  so far: {understood(question, answer)}")
        elif parked := self.review.parked.get(question.id):
            say_wrapped(f"so far: {said_of_parked(parked)}", "  ")

    def _line(self) -> str:
        unit = self.questions[self.at].unit
        line = ask_for(f"  ({unit}) > " if unit not in ("", "1") else "  > ")
        if not line:
            raise _Stop
        return line.strip()

    def _took(self, question: Question, line: str) -> bool:
        """Deals with one line; whether to go on to another question."""
        from archassist.answers import AnswerError, understood
        from archassist.unicode import is_text, spelled

        if not is_text(line):
            complain(f"“{spelled(line)}” is not text in UTF-8. Set the terminal to UTF-8, and type it again.")
            return False
        word, _, rest = line.partition(" ")
        match word.casefold():
            case "":
                self.at += 1
                return True
            case "u":
                line = "unknown"
            case "quit" | "exit" | "q":
                raise _Stop
            case "help" | "h":
                say_text(_HELP)
                return False
            case "back" if not rest:
                self.at = max(0, self.at - 1)
                return True
            case "why" if not rest:
                say_wrapped(question.why, "  ")
                return False
            case "measure" if not rest:
                for text in (question.counts, question.measure, question.estimate):
                    if text:
                        say_wrapped(text, "  ")
                return False
            case "undo" if not rest:
                change = self.review.undo()
                say_wrapped(f"taken back: {self._told(change)}" if change else "nothing to take back", "  ")
                return False
        try:
            if word.casefold() in ("note", "grade") and rest:
                self.review.annotate(question.id, **{word.casefold(): rest})
                say(
                    "  kept"
                    if question.id in self.review.answers
                    else "  kept; the question is parked, and open still"
                )
                return False
            before = self._recommended()
            answer = self.review.set(question.id, line, by=self.by)
        except AnswerError as error:
            complain(str(error))
            return False
        say(f"  understood: {understood(question, answer)}")
        self._what_changed(before)
        self.at += 1
        return True

    def _told(self, change: Change) -> str:
        from archassist.session.change_messages import tell_change

        return str(tell_change(self.review.rulebook, change))

    def _recommended(self) -> dict[str, str]:
        return {decision.id: decision.recommended for decision in self.review.assess(samples=0).decisions}

    def _what_changed(self, before: dict[str, str]) -> None:
        for decision, option in self._recommended().items():
            if option != before.get(decision):
                known = self.review.rulebook.decisions[decision]
                was, now = (known.options[each].title for each in (before[decision], option))
                say(f"  changes {known.title}: {was} -> {now}")
