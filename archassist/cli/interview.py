"""One interview line by line: what is asked, what is typed, and that all of it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from archassist.cli.output import ask_for, complain, remark, say, say_contradictions, say_head, say_wrapped

if TYPE_CHECKING:
    from archassist.session import Review

ANSWERS_HELP = """\
  a value      1.2k   3M/day   40%   10..50   ~200   2 TB   15 min   the name or number of a choice
  u, unknown   nobody knows            n/a: why     it does not apply
  enter        leave it for later      back         the question before
  why          why this is asked       measure      how to measure or estimate it
"""
"""How to answer and to find one's way, in every interview."""

UNDO_HELP = "  undo         undo the last answer             quit         stop; everything is saved"

_HELP = f"""\
{ANSWERS_HELP}\
  note TEXT    keep a remark; an open question is parked with it
  grade WORD   guessed, estimated, documented, measured
{UNDO_HELP}"""


class Stop(Exception):
    """The person wants to stop, or the input has ended."""


class Interview:
    """Where the interview stands: `at` is the place of the question that is asked, `waiting` what is not saved yet."""

    help_text = _HELP

    def __init__(self, review: Review, questions: Sequence[Any], by: str) -> None:
        self.review = review
        self.questions = questions
        self.by = by or None
        self.at = 0
        self.section = ""
        self.waiting: list[str] = []
        """Ids of the questions whose answers or notes could not be saved yet."""

    def go(self) -> None:
        """From the first question to the last."""
        while self.at < len(self.questions):
            question = self.questions[self.at]
            if not self._concerns(question):
                self.at += 1
                continue
            self._put(question)
            while not self._took(question, self._line()):
                pass

    def all_saved(self) -> bool:
        """Tries once more to save what could not be saved; says what is lost when that fails, too."""
        from archassist.session import SessionError

        if not self.review.unsaved:
            return True
        try:
            self.review.save()
        except SessionError as error:
            complain(
                str(error), *(f"not saved: {asked}: {self._so_far(asked) or '-'}" for asked in self.waiting)
            )
            return False
        return True

    # -- asking

    def _put(self, question: Any) -> None:
        from archassist.answers.parse import takes_places

        if question.section != self.section:
            self.section = question.section
            say_head(f"== {self.review.rulebook.sections[self.section].title} ==")
        mine = self.concerning()
        say_head(f"{mine.index(question) + 1}/{len(mine)} {question.title} [{question.id}]")
        say_wrapped(question.ask, "  ")
        placed = takes_places(question)
        for number, (choice, label) in enumerate(question.choices.items(), 1):
            say(f"    {f'{number}.' if placed else '-'} {label} ({choice})")
        if question.levels:
            say(f"    one of {', '.join(f'{level:g}' for level in question.levels)} {question.unit}")
        if question.type == "choices":
            say("    several may be named, with commas between them; none when there are none")
        if so_far := self._so_far(question.id):
            say_wrapped(f"so far: {so_far}", "  ")

    def concerning(self) -> list[Any]:
        """Those of the questions that concern this team, as far as its answers say."""
        return [each for each in self.questions if self._concerns(each)]

    def _concerns(self, question: Any) -> bool:
        return question.id in {each.id for each in self.review.asked()}

    def _so_far(self, question: str) -> str:
        from archassist.answers import understood
        from archassist.session.parked import said_of_parked

        if answer := self.review.answers.get(question):
            return understood(self.review.rulebook.questions[question], answer)
        parked = self.review.parked.get(question)
        return said_of_parked(parked) if parked else ""

    def _line(self) -> str:
        unit = self._unit()
        line = ask_for(f"  ({unit}) > " if unit not in ("", "1") else "  > ")
        if not line:
            raise Stop
        return line.strip()

    def _unit(self) -> str:
        return str(self.questions[self.at].unit)

    def _why(self, question: Any) -> Sequence[str]:
        return (question.why,)

    def _measure(self, question: Any) -> Sequence[str]:
        return (question.counts, question.measure, question.estimate)

    def _is_about(self, table: str) -> bool:
        """Whether a change of this table of the file is about one of `questions`."""
        return table == "answers"

    # -- what is typed

    def _took(self, question: Any, line: str) -> bool:
        """Deals with one line; whether to go on to another question."""
        from archassist.answers import AnswerError
        from archassist.unicode import is_text, spelled

        if not is_text(line):
            complain(f"“{spelled(line)}” is not text in UTF-8. Set the terminal to UTF-8, and type it again.")
            return False
        word, _, rest = line.partition(" ")
        word = word.casefold()
        try:
            if not rest and (moved := self._command(question, word)) is not None:
                return moved
            if word in ("note", "grade"):
                return self._noted(question, word, rest.strip())
            return self._answered(question, "unknown" if line.casefold() == "u" else line)
        except AnswerError as error:
            complain(str(error))
            return False

    def _command(self, question: Any, word: str) -> bool | None:
        """Does what a word that stands alone asks for; whether to go on to another question, None for no command."""
        match word:
            case "":
                self.at += 1
                return True
            case "quit" | "exit" | "q":
                raise Stop
            case "back":
                self.at = max(0, self.at - 1)
                return True
            case "help" | "h":
                for line in self.help_text.splitlines():
                    say(line)
            case "why":
                for text in self._why(question):
                    say_wrapped(text, "  ")
            case "measure":
                for text in self._measure(question):
                    if text:
                        say_wrapped(text, "  ")
            case "undo":
                return self._undo()
            case "mine" | "theirs" | "save" if self.review.unsaved:
                return self._settle(word)
            case _:
                return None
        return False

    def _undo(self) -> bool:
        """Takes the last change back, and goes to the question that it was about."""
        from archassist.session.change_messages import tell_change

        change = None

        def take_back() -> None:
            nonlocal change
            change = self.review.undo()

        if not self._saved("", take_back):
            return False
        if change is None:
            say("  nothing to undo")
            return False
        say_wrapped(f"undone: {tell_change(self.review.rulebook, change)}", "  ")
        mine = self._is_about(change.table)
        places = [place for place, asked in enumerate(self.questions) if mine and asked.id == change.key]
        self.at = places[0] if places else self.at
        return True

    def _noted(self, question: Any, word: str, text: str) -> bool:
        if not text:
            complain(f"Write it behind the word: {'note TEXT' if word == 'note' else 'grade measured'}.")
        elif self._saved(question.id, lambda: self.review.annotate(question.id, **{word: text})):
            parked = question.id not in self.review.answers
            say("  note kept; the question is parked and still open" if parked else "  kept")
        return False

    def _answered(self, question: Any, text: str) -> bool:
        before = self._recommended()
        saved = self._saved(question.id, lambda: self.review.set(question.id, text, by=self.by))
        say(f"  understood: {self._so_far(question.id)}")
        self._contradictions(question.id)
        if saved:
            self._what_changed(before)
            self.at += 1
        return saved

    # -- saving

    def _saved(self, question: str, change: Callable[[], object]) -> bool:
        """Makes a change; whether it is saved. When it is not, it is kept here, and the person is told what to type."""
        from archassist.session import Changed, SessionError

        try:
            change()
        except SessionError as error:
            if not self.review.unsaved:
                raise
            self.waiting += [question] if question and question not in self.waiting else []
            remedy = "mine keeps your changes, theirs takes what is in the file."
            if not isinstance(error, Changed):
                remedy = "Your answer is kept here: save tries again, and so does the next answer."
            complain(f"not saved. {error}", f"Carry on: {remedy}")
            return False
        self.waiting.clear()
        if self.review.taken_in:
            remark(
                f"somebody else changed the file; these changes were merged in: {', '.join(self.review.taken_in)}."
            )
        return True

    def _settle(self, word: str) -> bool:
        """Saves what could not be saved, with this side's or the file's where both changed the same; asks once more."""

        def settle() -> None:
            if word == "mine":
                self.review.resolve("mine")
            elif word == "theirs":
                self.review.resolve("theirs")
            else:
                self.review.save()

        if not self._saved("", settle):
            return False
        say("  saved")
        return True

    # -- what follows

    def _contradictions(self, question: str) -> None:
        from archassist.views.contradictions import contradictions_of

        say_contradictions(contradictions_of(self.review, question), "  ")

    def _recommended(self) -> dict[str, str]:
        return {decision.id: decision.recommended for decision in self.review.assess(samples=0).decisions}

    def _what_changed(self, before: dict[str, str]) -> None:
        for decision, option in self._recommended().items():
            if option != before[decision]:
                known = self.review.rulebook.decisions[decision]
                was, now = (known.options[name].title for name in (before[decision], option))
                say(f"  changes {known.title}: {was} -> {now}")
