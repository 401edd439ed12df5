"""What the screens know of a review: its answers, what follows from them so far, and how they are changed.

Screens read the records of `archassist.views` directly; what is worked out beside them is begun and taken here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archassist.answers import as_typed, understood
from archassist.session import Review, Role
from archassist.tui.consequences import Consequences
from archassist.tui.drafts import Drafts
from archassist.tui.export_choice import ExportChoice
from archassist.tui.progress import First, Glance, SectionView, Shift, shifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archassist.answers import Answer
    from archassist.rulebook import Question, Rulebook
    from archassist.session import Verdict
    from archassist.session.change_messages import ChangeMessage
    from archassist.session.codec import Content
    from archassist.session.parked import Parked
    from archassist.session.undo import Change
    from archassist.tui.progress import Glance
    from archassist.views.records.answers import ContradictionView

__all__ = ["Model"]

_QUIET = ("agenda", "meetings", "people")
"""What somebody who leads a meeting changes by the minute: it is shown where it stands, and not told besides."""

PATIENCE = 1.0
"""Seconds that a key waits for somebody else who saves in the same folder; then it is said, and the change kept."""


class Model(Consequences):
    """One review as the app sees it: views out, changes in.

    Every change is saved before its method returns. `listener` is called after a change and when `sampled`
    arrives. Methods that change something raise AnswerError for what is not understood (nothing changed) and
    SessionError when saving failed (the change is in memory, `unsaved` is true).
    """

    def __init__(self, review: Review, samples: int | None = None) -> None:
        super().__init__(review, samples)
        review.patience = PATIENCE
        self.rulebook: Rulebook = review.rulebook
        self.drafts = Drafts(review.path)
        self.changes: tuple[Shift, ...] = ()
        self.phase_change: tuple[str, str] | None = None
        self.last_changed = ""
        self.trying = False
        self.export = ExportChoice()
        self._role_before_tour: Role | None = None
        self.first: First | None = None
        """How it stood before the first change since it was opened; None when nothing was changed yet."""
        self._decides: dict[str, list[str]] | None = None

    @classmethod
    def open(cls, path: Path | str) -> Model:
        """The model of a session file. Raises SessionError with the place."""
        return cls(Review.open(path))

    @classmethod
    def create(cls, path: Path | str, title: str = "") -> Model:
        """The model of a new session file. Raises SessionError."""
        return cls(Review.create(path, title))

    @classmethod
    def example(cls, name: str, path: Path | str) -> Model:
        """The model of a new session file that is a copy of a shipped example. Raises SessionError."""
        return cls(Review.example(name, path))

    @classmethod
    def example_to_read(cls, name: str) -> Model:
        """The model of a shipped example for which no file is made. Raises SessionError."""
        return cls(Review.example_to_read(name))

    # -- what it holds

    @property
    def questions(self) -> list[Question]:
        """The questions that concern this team, section by section."""
        order = list(self.rulebook.sections)
        return sorted(self.review.asked(), key=lambda question: order.index(question.section))

    @property
    def path(self) -> Path:
        """The session file."""
        return self.review.path

    @property
    def title(self) -> str:
        """The review's title."""
        return self.review.title or self.path.stem

    @property
    def person(self) -> str:
        """Who uses the app, where that is known: their answers say so."""
        return self.review.person

    @property
    def role(self) -> Role:
        """What whoever uses the app may change."""
        return self.review.role

    @property
    def reading(self) -> bool:
        """Whether a tour goes on: the session refuses every change until it ends."""
        return self._role_before_tour is not None

    def begin_tour(self) -> None:
        """From here on the review is only read."""
        if self._role_before_tour is None:
            self._role_before_tour, self.review.role = self.role, Role.READER

    def end_tour(self) -> None:
        """From here on it can be changed as before."""
        if self._role_before_tour is not None:
            self.review.role, self._role_before_tour = self._role_before_tour, None

    @property
    def unsaved(self) -> bool:
        """Whether the last save failed; what is in memory is then more than what is on the disk."""
        return self.review.unsaved

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on entries of the file that the rules do not know."""
        return self.review.notes

    def sections(self) -> list[SectionView]:
        """The parts of the interview; unknown and out of scope count as answered."""
        answers = self.review.answers
        found, asked = [], self.questions
        for id, section in self.rulebook.sections.items():
            mine = [question.id for question in asked if question.section == id]
            if mine:
                found.append(SectionView(id, section.title, sum(each in answers for each in mine), len(mine)))
        return found

    def question(self, id: str) -> Question:
        """The question with this id."""
        return self.rulebook.questions[id]

    def answer(self, question: str) -> Answer | None:
        """What was answered, None when the question was not answered yet."""
        return self.review.answers.get(question)

    def parked(self, question: str) -> Parked | None:
        """What was noted of an open question; None when it is not parked."""
        return self.review.parked.get(question)

    @property
    def answered(self) -> int:
        """How many questions have an answer of any kind."""
        return len(self.review.answers)

    @property
    def guesses(self) -> int:
        """How many answers are guesses or are not known."""
        return sum(
            answer.kind == "unknown" or answer.grade == "guessed" for answer in self.review.answers.values()
        )

    def typed(self, question: str) -> str:
        """The answer as a person would type it; empty when there is none."""
        answer = self.answer(question)
        return as_typed(self.question(question), answer) if answer else ""

    def shown(self, question: str) -> str:
        """The answer in words; empty when there is none."""
        answer = self.answer(question)
        return understood(self.question(question), answer) if answer else ""

    def meanwhile(self, question: str) -> str:
        """What other answers let expect of an open question, in words; empty when that is nothing, or not known yet."""
        from archassist.views.answers import meanwhile

        return meanwhile(self.review, question) if self._now else ""

    def read(self, question: str, text: str) -> str:
        """What `text` would be understood as, in words. Raises AnswerError with a plain message."""
        return understood(self.question(question), self.review.read(question, text))

    def contradicted(self, question: str, text: str | None = None) -> tuple[ContradictionView, ...]:
        """What the answer to a question contradicts; with `text` what it would if that became the answer."""
        from archassist.views.contradictions import contradictions_with

        if not self.assessed or self.trouble:
            return ()
        found = self.contradictions
        if text is not None:
            found = contradictions_with(self.review, {question: self.review.read(question, text)})
        return tuple(each for each in found if question in each.questions)

    def decides(self, question: str) -> list[str]:
        """Titles of the decisions the question has a say in; none until `learn` has found out."""
        return self._decides[question] if self._decides else []

    def learn(self) -> None:
        """Finds out which question has a say in what. Slow the first time, and safe to call in a thread."""
        if self._decides is None:
            from archassist.tui.question_effects import decisions_by_question

            self._decides = decisions_by_question(self.rulebook)

    # -- changes

    def set(
        self,
        question: str,
        text: str,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """Answers a question with what was typed; one that is put to everybody only for the person who uses the app."""
        with self._changing(question):
            if self.person and not self.role.leads and question in self.review.rounds.all:
                return self.review.rounds.answer_as(self.person, question, text, note, grade, source)
            return self.review.set(question, text, grade, by or self.person or by, source, note)

    def annotate(
        self, question: str, grade: str | None = None, by: str | None = None, source: str | None = None
    ) -> None:
        """Changes the evidence of an answer; a question without one is parked with it."""
        with self._changing(question):
            self.review.annotate(question, grade, by, source)

    def note(self, question: str, text: str) -> None:
        """Puts a note on a question; an empty text takes it away. A question without an answer is parked with it."""
        with self._changing(question):
            self.review.annotate(question, note=text)

    def clear(self, question: str) -> None:
        """Takes an answer back."""
        with self._changing(question):
            self.review.clear(question)

    def undo(self) -> Change | None:
        """Takes the last change back; says which that was, from what there was to what there is now.

        What had been typed at a question when something else was answered there is offered again.
        """
        with self._changing(""):
            change = self.review.undo()
            if change is not None and change.table == "answers" and change.key in self.rulebook.questions:
                self.drafts.bring_back(f"answer {change.key}", self.typed(change.key))
            return change

    def redo(self) -> Change | None:
        """Makes the undone change again; says which that was."""
        stood = {question.id: self.typed(question.id) for question in self.questions}
        with self._changing(""):
            change = self.review.redo()
            if change is not None and change.table == "answers" and change.key in stood:
                self.drafts.set_aside(f"answer {change.key}", stood[change.key])
            return change

    def told(self, change: Change) -> ChangeMessage:
        """A change in words."""
        from archassist.session.change_messages import tell_change

        return tell_change(self.rulebook, change)

    def verdict(self, decision: str, option: str) -> Verdict | None:
        """What the team said of an option; None when that is nothing."""
        taken = self.review.decisions.get(decision)
        return taken.verdicts.get(option) if taken else None

    def decide(self, decision: str, option: str, status: str, said: Mapping[str, Any]) -> None:
        """Records the team's verdict on an option: because, by, dissent and date."""
        with self._changing(""):
            self.review.decide(decision, status, option, **said)

    def undecide(self, decision: str, option: str) -> None:
        """Takes the verdict on an option back."""
        with self._changing(""):
            self.review.undecide(decision, option)

    def run_today(self, decision: str, option: str | None) -> None:
        """Records which option of a decision stands today; None leaves it open."""
        with self._changing(""):
            self.review.run_today(decision, option)

    def mark(self, practice: str, status: str, owner: str = "") -> None:
        """Records where a practice stands and who owns it."""
        with self._changing(""):
            self.review.mark(practice, status, owner)

    def replan(self, step: str, **change: Any) -> None:
        """Pins (`start`), postpones (`not_before`) or re-estimates (`days`) a step of the plan."""
        with self._changing(""):
            self.review.mark(step, **change)

    def change(self, make: Callable[[Review], object]) -> None:
        """Makes any other change to the review."""
        with self._changing(""), self.review.together():
            make(self.review)

    def save(self) -> None:
        """Tries again to save what a failed save left in memory. Raises SaveError."""
        self.review.save()

    def resolve(self, keep: Literal["mine", "theirs"]) -> None:
        """Settles a clash with what someone else saved to the same file meanwhile."""
        with self._changing(""):
            self.review.resolve(keep)

    def catch_up(self) -> tuple[ChangeMessage, ...]:
        """Takes in what others saved meanwhile, and tells it; while answers are only tried, that waits."""
        if self.trying:
            return ()
        before, kept = self.now, self.review.entries
        found = self.review.catch_up()
        if kept is not self.review.entries:
            self._follow(before, kept, "")
        return tuple(self.told(each) for each in found if each.table not in _QUIET)

    @contextmanager
    def _changing(self, what: str) -> Iterator[None]:
        before, kept = self.now, self.review.entries
        try:
            yield
        finally:
            self._follow(before, kept, what)

    def _follow(self, before: Glance, kept: Content, what: str) -> None:
        """Follows what the entries move that are there now, and tells whoever listens."""
        if self.first is None and self.review.entries != kept:
            self.first = First(before, kept)
        if not self.review.entries.advises_as(kept):
            self.forget()
            self.last_changed = what
            self.changes = tuple(shifts(before, self.now, self.rulebook))
            phases = before.phase, self.now.phase
            self.phase_change = phases if phases[0] != phases[1] and all(phases) else None
        if self.listener is not None:
            self.listener()
