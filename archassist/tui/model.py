"""What the screens know of a review. The only module of the app that touches the core."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archassist.session import Review, as_typed, understood
from archassist.tui.glances import SectionView, Shift, brief, shifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archassist.engine import Assessment
    from archassist.rulebook import Question, Rulebook
    from archassist.session import Answer

View = dict[str, Any]
SAMPLES = 2048

PATIENCE = 1.0
"""Seconds that a key waits for somebody else who saves in the same folder; then it is said, and the change kept."""


class Model:
    """One review as the app sees it: plain data out, changes in.

    Every change is saved before its method returns. `listener` is called after a change and when `sampled`
    arrives. Methods that change something raise AnswerError for what is not understood (nothing changed) and
    SessionError when saving failed (the change is in memory, `unsaved` is true).
    """

    def __init__(self, review: Review) -> None:
        self.review = review
        review.patience = PATIENCE
        self.rulebook: Rulebook = review.rulebook
        order = list(self.rulebook.sections)
        self.questions: list[Question] = sorted(
            self.rulebook.questions.values(), key=lambda question: order.index(question.section)
        )
        self.listener: Callable[[], None] | None = None
        self.generation = 0
        self.changes: tuple[Shift, ...] = ()
        self.phase_change: tuple[str, str] | None = None
        self.last_changed = ""
        self.trouble = ""
        self.trying = False
        self._decides: dict[str, list[str]] | None = None
        self._now: View | None = None
        self._later: View | None = None
        self._view: View | None = None
        self._sampled: View | None = None

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

    # -- what it holds

    @property
    def path(self) -> Path:
        """The session file."""
        return self.review.path

    @property
    def title(self) -> str:
        """The review's title."""
        return self.review.title or self.path.stem

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
        found = []
        for id, section in self.rulebook.sections.items():
            mine = [question.id for question in self.questions if question.section == id]
            if mine:
                found.append(SectionView(id, section.title, sum(each in answers for each in mine), len(mine)))
        return found

    def question(self, id: str) -> Question:
        """The question with this id."""
        return self.rulebook.questions[id]

    def answer(self, question: str) -> Answer | None:
        """What was answered, None when the question was not answered yet."""
        return self.review.answers.get(question)

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
        from archassist.session.views import meanwhile

        return meanwhile(self.review, question) if self._now else ""

    def read(self, question: str, text: str) -> str:
        """What `text` would be understood as, in words. Raises AnswerError with a plain message."""
        return understood(self.question(question), self.review.read(question, text))

    def decides(self, question: str) -> list[str]:
        """Titles of the decisions the question has a say in; none until `learn` has found out."""
        return self._decides[question] if self._decides else []

    def learn(self) -> None:
        """Finds out which question has a say in what. Slow the first time, and safe to call in a thread."""
        if self._decides is None:
            from archassist.tui.deciding import decisions_by_question

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
        """Answers a question with what was typed."""
        with self._changing(question):
            return self.review.set(question, text, grade, by, source, note)

    def annotate(
        self, question: str, grade: str | None = None, by: str | None = None, source: str | None = None
    ) -> Answer:
        """Changes the evidence of an answer."""
        with self._changing(question):
            return self.review.annotate(question, grade, by, source)

    def note(self, question: str, text: str) -> Answer:
        """Puts a note on a question; an empty text takes it away."""
        with self._changing(question):
            return self.review.annotate(question, note=text)

    def clear(self, question: str) -> None:
        """Takes an answer back."""
        with self._changing(question):
            self.review.clear(question)

    def undo(self) -> str | None:
        """Takes the last change back; says which question, decision or practice that was (its id)."""
        with self._changing(""):
            change = self.review.undo()
        return change.key if change else None

    def redo(self) -> str | None:
        """Makes the undone change again; says what it was about (its id)."""
        with self._changing(""):
            change = self.review.redo()
        return change.key if change else None

    def decide(self, decision: str, option: str, status: str, because: str = "", by: str = "") -> None:
        """Records what the team did with a decision."""
        with self._changing(""):
            self.review.decide(decision, status, option, because, by)

    def undecide(self, decision: str) -> None:
        """Takes back what was recorded for a decision."""
        with self._changing(""):
            self.review.undecide(decision)

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

    # -- what follows

    @property
    def now(self) -> View:
        """Phase and recommendations of one profile: `view` in brief, of the present answers, and quick.

        Empty when it cannot be worked out; `trouble` then says why. People edit rules, and a fault in them
        must not cost anyone an answer.
        """
        if self._now is None:
            try:
                self._now, self.trouble = self._brief(0), ""
            except Exception as error:
                self._now, self.trouble = {}, f"{type(error).__name__}: {error}"
        return self._now

    @property
    def glance(self) -> View:
        """The same over sampled futures when they are there, with how sure each decision is."""
        return self._later or self.now

    @property
    def assessed(self) -> bool:
        """Whether `now` is there already, so that asking for it costs nothing."""
        return self._now is not None

    @property
    def sure(self) -> bool:
        """Whether the sampled assessment is there."""
        return self._later is not None

    @property
    def view(self) -> View:
        """The whole assessment of one profile as plain data, as `assess --json` has it."""
        if self._view is None:
            self._view = self._assess(0)
        return self._view

    @property
    def sampled(self) -> View | None:
        """The whole assessment over sampled futures; None until it was worked out beside the screen."""
        if self._sampled is None and self._later is not None:
            self._sampled = self._assess(SAMPLES)
        return self._sampled

    @property
    def best(self) -> View:
        """The sampled view when it is there, else the quick one."""
        return self.sampled or self.view

    def work_out(self) -> tuple[int, Assessment]:
        """The assessment over sampled futures, to give to `take`. Slow, and safe to call in a thread."""
        import archassist.roadmap  # noqa: F401 - slow to import; here nobody waits for it

        generation, beliefs = self.generation, self.review.beliefs()
        return generation, self.review.engine.assess(beliefs, samples=SAMPLES)

    def take(self, worked_out: tuple[int, Assessment]) -> bool:
        """Makes what `work_out` gave the sampled view; False when the answers have changed meanwhile."""
        generation, assessment = worked_out
        if generation != self.generation:
            return False
        self.review.assessed(SAMPLES, assessment)
        self._later = self._brief(SAMPLES)
        if self.listener is not None:
            self.listener()
        return True

    def take_found(self, seen: tuple[int, dict[str, Any]]) -> bool:
        """Keeps what was worked out beside the screen; False when the answers have changed meanwhile."""
        if seen[0] == self.generation:
            self.review.kept.update(seen[1])
        return seen[0] == self.generation

    def take_ahead(self, seen: tuple[int, dict[str, Any]]) -> bool:
        """Makes what `look_ahead` gave part of the views; False when the answers have changed meanwhile."""
        from archassist.session.prospects import next_view

        if not seen[1] or self._later is None or not self.take_found(seen):
            return False
        following = next_view(self.review)
        self._later |= {"find_out_next": following["questions"], "can_stop": following["can_stop"]}
        if self.listener is not None:
            self.listener()
        return True

    def explain(self, decision: str, option: str | None = None) -> View:
        """Why a decision came out as it did, or why an option was (not) chosen, as plain data."""
        from archassist.session.views import why_view

        return why_view(self.review, decision, option, SAMPLES if self._later else 0)

    def _brief(self, samples: int) -> View:
        return brief(self.review.assess(samples))

    def _assess(self, samples: int) -> View:
        from archassist.session.views import assessment_view

        return assessment_view(self.review, samples)

    def forget(self) -> None:
        """Drops what was worked out: the answers are other ones now."""
        self.generation += 1
        self._now = self._later = self._view = self._sampled = None

    @contextmanager
    def _changing(self, what: str) -> Iterator[None]:
        before, kept = self.now, self.review.entries
        try:
            yield
        finally:
            if kept != self.review.entries:
                self.forget()
                self.last_changed = what
                self.changes = tuple(shifts(before, self.now, self.rulebook))
                phases = [view.get("phase", {}).get("title", "") for view in (before, self.now)]
                self.phase_change = (phases[0], phases[1]) if phases[0] != phases[1] else None
            if self.listener is not None:
                self.listener()
