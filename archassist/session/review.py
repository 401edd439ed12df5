"""One review in progress: its answers, decisions and checklist, saved after every change, and what follows from them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archassist.answers.answer import Answer
from archassist.answers.shapes import Table, must_be_text
from archassist.session import codec
from archassist.session.answering import Answering
from archassist.session.codec import Content
from archassist.session.contents import Contents
from archassist.session.derived import Derived
from archassist.session.errors import SessionError
from archassist.session.roles import Role
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.session.stored_file import Stored, with_copy
from archassist.session.undo import Change
from archassist.unicode import spelled

if TYPE_CHECKING:
    from archassist.engine import Assessment, Belief
    from archassist.rulebook import Rulebook


class Review(Answering):
    """A session file in use. Every change is on the disk before the method that makes it returns.

    Read `answers`, `decisions` and `practices` freely; change them only through the methods. How entries are kept, saved
    and merged with other people's changes is the business of `Contents`; this adds where reviews come from and what
    follows from what they hold.
    """

    samples = 2048
    """Futures that are drawn for what follows: the more, the surer is what is said of them, and the later."""

    def __init__(self, contents: Contents, rulebook: Rulebook) -> None:
        super().__init__(contents, rulebook)
        self._engine: tuple[tuple[str, ...], Mapping[str, str], frozenset[str], Any] | None = None
        self._follows_from: Content | None = None
        self._assessments: dict[int, Assessment] = {}
        self._derived = Derived(self)

    # -- where reviews come from

    @classmethod
    def create(
        cls,
        path: Path | str,
        title: str = "",
        rulebook: Rulebook | None = None,
        answers: Mapping[str, Answer] | None = None,
    ) -> Review:
        """A new session file, with these answers. Raises SessionError when the file exists or cannot be made."""
        path, rulebook = Path(path), rulebook or shipped_rulebook()
        must_be_text(title, "The title")
        head = {"title": title or spelled(path.stem), "pack": f"{rulebook.id} {rulebook.version}"}
        review = cls._new(path, {"schema": codec.SCHEMA, "review": head}, rulebook)
        with review.contents.together(even_if_nothing=True):
            for question, answer in (answers or {}).items():
                review.set(question, answer)
        return review

    @classmethod
    def open(cls, path: Path | str, rulebook: Rulebook | None = None) -> Review:
        """The review in a session file. Raises SessionError, with the place, for a file that is not a whole session."""
        path, rulebook = Path(path), rulebook or shipped_rulebook()
        stored = Stored.read(path, rulebook)
        try:
            review = cls(Contents(stored, rulebook), rulebook)
        except SessionError as error:
            raise with_copy(error) from None
        stored.keep()
        return review

    @classmethod
    def example(
        cls, name: str, path: Path | str, rulebook: Rulebook | None = None, title: str = ""
    ) -> Review:
        """A copy of a published case that ships with the rules, as a new session file."""
        review = cls.example_to_read(name, rulebook, path)
        with review.contents.together(even_if_nothing=True):
            if title:
                review.retitle(title)
        return review

    @classmethod
    def example_to_read(
        cls, name: str, rulebook: Rulebook | None = None, path: Path | str | None = None
    ) -> Review:
        """A published case that ships with the rules; while nothing is changed, no file is made for it."""
        from archassist.session.examples import example_text

        path, rulebook = Path(path or f"{name}.toml"), rulebook or shipped_rulebook()
        return cls._new(path, codec.parse(path, example_text(name).encode()), rulebook)

    def branch(self, folder: Path) -> Review:
        """A copy of this review in another folder, to try something out."""
        made = Review(self.contents.branch(folder), self.rulebook)
        made.samples = self.samples
        return made

    @classmethod
    def _new(cls, path: Path, tables: Table, rulebook: Rulebook) -> Review:
        return cls(Contents(Stored(path, rulebook, tables, "", None), rulebook), rulebook)

    def as_the_meeting_began(self) -> Review:
        """The review as it stood when the meeting that goes on began, to be read only; as it is where none does."""
        return Review(self.contents.as_the_meeting_began(), self.rulebook)

    def still(self) -> Review:
        """The review as it is now, for a thread to read while this one goes on. It is not to be changed."""
        known = self.derived.known.copy()
        made = copy.copy(self)
        made.contents = self.contents.still()
        made._derived = Derived(made, known)
        made._assessments = dict(self._assessments)
        return made

    # -- the file

    @property
    def unsaved(self) -> bool:
        """Whether a save failed: the change is in memory, and the next successful save writes it."""
        return self.contents.unsaved

    @property
    def taken_in(self) -> tuple[str, ...]:
        """What others changed in the file meanwhile and the last save merged in, as `answers.mau_now`."""
        return self.contents.taken_in

    @property
    def patience(self) -> float:
        """Seconds that a save waits for somebody else who saves in the same folder."""
        return self.contents.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self.contents.patience = seconds

    @property
    def role(self) -> Role:
        """What may be changed here: all of it, until somebody is given another part. Other changes raise NotPermitted."""
        return self.contents.role

    @role.setter
    def role(self, role: Role) -> None:
        self.contents.role = role

    @property
    def person(self) -> str:
        """Who uses the review, where that is known; empty where it is not."""
        return self.contents.person

    @person.setter
    def person(self, name: str) -> None:
        self.contents.person = name

    def catch_up(self) -> tuple[Change, ...]:
        """Takes in what others have saved meanwhile, without saving, and gives it back."""
        return self.contents.catch_up()

    @property
    def title(self) -> str:
        """The review's title."""
        return self.contents.understood.title

    @property
    def pack(self) -> str:
        """The rules the review was begun with, as its file names them; empty when it does not."""
        return str(self.contents.table("review").get("pack", ""))

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on entries of the file that the rules do not know (they are kept), and on other names of the file."""
        return self.contents.notes

    def together(self) -> AbstractContextManager[None]:
        """Several changes as one: all of them are saved at the end, or none when one is refused."""
        return self.contents.together()

    def retitle(self, title: str) -> None:
        """Gives the review another title."""
        self.contents.change("review", "title", title, "title")

    def undo(self) -> Change | None:
        """Takes the last change of this run back and saves; None when there is none."""
        return self.contents.undo()

    def redo(self) -> Change | None:
        """Makes the change that was undone last again and saves; None when there is none."""
        return self.contents.redo()

    def save(self) -> None:
        """Saves what a failed save left in memory. Raises SaveError."""
        self.contents.save()

    def resolve(self, keep: Literal["mine", "theirs"]) -> None:
        """Settles a clash with someone else's changes: for entries both changed, keeps this side's or the file's."""
        self.contents.resolve(keep)

    def entry(self, table: str, key: str) -> Any:
        """An entry of the file as it stands there (a TOML value), None when it is not there. It is not to be changed."""
        return self.contents.entry(table, key)

    def differing(self, other: Review) -> tuple[tuple[str, str], ...]:
        """Entries (table and key) that differ between this review and another."""
        return self.contents.differing(other.contents)

    def take_over(self, other: Review, base: Review | None = None) -> int:
        """Makes every entry as another review has it, with one save; how many changes there were.

        With `base` only what the other has changed since then.
        """
        return self.contents.take_over(other.contents, base.contents if base else None)

    # -- what follows

    @property
    def derived(self) -> Derived:
        """Further results that follow from the present answers; begun anew with every change."""
        self._begin_anew_after_a_change()
        return self._derived

    def beliefs(self) -> dict[str, Belief]:
        """What the engine is to believe of each answered question."""
        from archassist.session.beliefs import beliefs

        return beliefs(self.answers, self.rulebook)

    @property
    def spoken_of(self) -> frozenset[str]:
        """The decisions that the team took or named as those it must take: at issue whatever answers say."""
        return frozenset((*self.decisions, *self.focus.decisions))

    @property
    def engine(self) -> Any:
        """The engine of this review's rules, compiled once, with the team's priorities and what it runs today."""
        about = self.priorities, self.today, self.spoken_of
        if self._engine is None or self._engine[:3] != about:
            engine = engine_for(self.rulebook).preferring(self.priorities).running(self.today, about[2])
            self._engine = *about, engine
        return self._engine[3]

    def assess(self, samples: int | None = None) -> Assessment:
        """The assessment of the present answers, computed once per content. `samples` 0: one profile only, fast."""
        samples = self.samples if samples is None else samples
        self._begin_anew_after_a_change()
        if samples not in self._assessments:
            self._assessments[samples] = self.engine.assess(self.beliefs(), samples=samples)
        return self._assessments[samples]

    def assessed(self, assessment: Assessment) -> None:
        """Takes what was worked out elsewhere, in a thread, from the present `beliefs`."""
        self._begin_anew_after_a_change()
        self._assessments[assessment.samples] = assessment

    def _begin_anew_after_a_change(self) -> None:
        before, now = self._follows_from, self.contents.understood
        if before is now:
            return
        self._follows_from = now
        if before is None or not now.advises_as(before):
            self._assessments = {}
            self._derived = Derived(self)
