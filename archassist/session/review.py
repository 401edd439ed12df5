"""One review in progress: its answers, decisions and checklist, saved after every change."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archassist.answers.answer import Answer
from archassist.answers.shapes import Table, must_be_text
from archassist.session import codec, three_way_merge
from archassist.session.answering import Answering
from archassist.session.codec import Content
from archassist.session.derived import Derived
from archassist.session.errors import Changed, SaveError, SessionError
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.session.stored_file import Stored, with_copy
from archassist.session.toml_format import same
from archassist.session.undo import Change, History
from archassist.unicode import spelled

if TYPE_CHECKING:
    from archassist.engine import Assessment, Belief
    from archassist.rulebook import Rulebook

_ATTEMPTS = 20
"""How often a save starts again because someone else saved at the same moment."""


class Review(Answering):
    """A session file in use. Every change is on the disk before the method that makes it returns.

    Read `answers`, `decisions` and `practices` freely; change them only through the methods. `notes` are remarks on
    what the file holds that the rules do not know. `unsaved` is true after a save failed: the change is in memory, and
    the next successful save writes it. `taken_in` names what others changed in the file meanwhile, as `answers.mau_now`.
    What people wrote into the file beside its entries, comments above all, stays as it is.
    """

    def __init__(self, stored: Stored, rulebook: Rulebook) -> None:
        self.path = stored.path
        self.rulebook = rulebook
        self.unsaved = False
        self.taken_in: tuple[str, ...] = ()
        self._stored = stored
        self._tables = copy.deepcopy(stored.tables)
        self._gathering: bool | None = None
        """None when every change is saved at once; else whether a change waits for the end of `together`."""
        self._linked = stored.links
        self._history = History()
        self._content: Content = codec.understand(self.path, stored.text, self._tables, rulebook)
        self._assessments: dict[int, Assessment] = {}
        self._engine: tuple[tuple[str, ...], Mapping[str, str], frozenset[str], Any] | None = None
        self.derived = Derived(self)
        """Further results that follow from the present answers; begun anew with every change."""

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
        with review.together():
            review._gathering = True  # the file is made even when it holds no answer
            for question, answer in (answers or {}).items():
                review.set(question, answer)
        return review

    @classmethod
    def open(cls, path: Path | str, rulebook: Rulebook | None = None) -> Review:
        """The review in a session file. Raises SessionError, with the place, for a file that is not a whole session."""
        path, rulebook = Path(path), rulebook or shipped_rulebook()
        stored = Stored.read(path, rulebook)
        try:
            review = cls(stored, rulebook)
        except SessionError as error:
            raise with_copy(error) from None
        stored.keep()
        return review

    @classmethod
    def example(
        cls, name: str, path: Path | str, rulebook: Rulebook | None = None, title: str = ""
    ) -> Review:
        """A copy of a published case that ships with the rules, as a new session file."""
        from archassist.session.examples import example_text

        path, rulebook = Path(path), rulebook or shipped_rulebook()
        review = cls._new(path, codec.parse(path, example_text(name).encode()), rulebook)
        with review.together():
            review._gathering = True
            if title:
                review.retitle(title)
        return review

    def branch(self, folder: Path) -> Review:
        """A copy of this review in another folder, to try something out."""
        stored = Stored(folder / self.path.name, self.rulebook, self._tables, self._stored.text, None)
        made = Review(stored, self.rulebook)
        made.patience = self.patience
        made._write()
        return made

    @classmethod
    def _new(cls, path: Path, tables: Table, rulebook: Rulebook) -> Review:
        return cls(Stored(path, rulebook, tables, "", None), rulebook)

    def still(self) -> Review:
        """The review as it is now, for a thread to read while this one goes on. It is not to be changed."""
        made = copy.copy(self)
        made.derived = Derived(made, made.derived.known.copy())
        made._assessments = dict(self._assessments)
        return made

    # -- what it holds

    @property
    def patience(self) -> float:
        """Seconds that a save waits for somebody else who saves in the same folder."""
        return self._stored.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._stored.patience = seconds

    @property
    def title(self) -> str:
        """The review's title."""
        return self._content.title

    @property
    def pack(self) -> str:
        """The rules the review was begun with, as its file names them; empty when it does not."""
        head = self._tables.get("review", {})
        return str(head.get("pack", "")) if isinstance(head, dict) else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on entries of the file that the rules do not know (they are kept), and on other names of the file."""
        return (*self._linked, *self._content.notes)

    # -- changes

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes as one: all of them are saved at the end, or none when one is refused.

        When one raises, the review is as it was before. Raises SaveError when saving them fails: they are in memory then.
        """
        if self._gathering is not None:
            yield
            return
        tables = {
            name: dict(table) if isinstance(table, dict) else table for name, table in self._tables.items()
        }
        history = self._history.copy()
        self._gathering = False
        try:
            yield
        except BaseException:
            self._gathering = None
            self._tables, self._history = tables, history
            self._refresh()
            raise
        waiting, self._gathering = self._gathering, None
        if waiting:
            self._write()

    def retitle(self, title: str) -> None:
        """Gives the review another title."""
        self._change("review", "title", title, "title")

    def undo(self) -> Change | None:
        """Takes the last change of this run back and saves; None when there is none."""
        return self._step(self._history.undo())

    def redo(self) -> Change | None:
        """Makes the change that was undone last again and saves; None when there is none."""
        return self._step(self._history.redo())

    # -- saving

    def save(self) -> None:
        """Saves what a failed save left in memory. Raises SaveError."""
        self._write()

    def resolve(self, keep: Literal["mine", "theirs"]) -> None:
        """Settles a clash with someone else's changes: for entries both changed, keeps this side's or the file's."""
        theirs = self._stored.again()
        merged = three_way_merge.three_way(self._stored.tables, self._tables, theirs.tables)
        clashes = dict.fromkeys(merged.clashes, self._tables if keep == "mine" else theirs.tables)
        for (table, key), side in clashes.items():
            three_way_merge.put(merged.tables, table, key, three_way_merge.get(side, table, key))
        self._adopt(merged.tables, theirs)
        self._write()

    # -- what follows

    def beliefs(self) -> dict[str, Belief]:
        """What the engine is to believe of each answered question."""
        from archassist.session.beliefs import beliefs

        return beliefs(self.answers, self.rulebook)

    @property
    def engine(self) -> Any:
        """The engine of this review's rules, compiled once, with the team's priorities and what it runs today."""
        about = self.priorities, self.today, frozenset(self.decisions)
        if self._engine is None or self._engine[:3] != about:
            engine = engine_for(self.rulebook).preferring(self.priorities).running(self.today, about[2])
            self._engine = *about, engine
        return self._engine[3]

    def assess(self, samples: int = 2048) -> Assessment:
        """The assessment of the present answers, computed once per content. `samples` 0: one profile only, fast."""
        if samples not in self._assessments:
            self._assessments[samples] = self.engine.assess(self.beliefs(), samples=samples)
        return self._assessments[samples]

    def assessed(self, samples: int, assessment: Assessment) -> None:
        """Takes what was worked out elsewhere, in a thread, from the present `beliefs`."""
        self._assessments[samples] = assessment

    # -- inside

    def _entry(self, table: str, key: str) -> Any:
        return three_way_merge.get(self._tables, table, key)

    def _change(self, table: str, key: str, value: Any, title: str) -> None:
        must_be_text(key, "The name")
        must_be_text(value, title or key)
        before = self._entry(table, key)
        if same(before, value) and not self.unsaved:
            return
        self._history.add(Change(table, key, before, value, title))
        self._put(table, key, value)
        self._write()

    def _step(self, change: Change | None) -> Change | None:
        if change is not None:
            self._put(change.table, change.key, change.after)
            self._write()
        return change

    def _put(self, table: str, key: str, value: Any) -> None:
        three_way_merge.put(self._tables, table, key, value)
        self._refresh()

    def _refresh(self) -> None:
        self._content = codec.understand(self.path, self._stored.text, self._tables, self.rulebook)
        self._assessments.clear()
        self.derived = Derived(self)

    def _write(self) -> None:
        """Saves; when someone else changed other entries meanwhile, takes theirs in and saves both."""
        if self._gathering is not None:
            self._gathering = True
            return
        self.unsaved = True
        self.taken_in = ()
        for _ in range(_ATTEMPTS):
            try:
                self._stored.put(self._tables)
            except Changed:
                if self._stored.is_new:
                    raise
                self._take_in()
                continue
            self.unsaved = False
            return
        raise SaveError(self.path, "could not be saved: others keep saving to it")

    def _take_in(self) -> None:
        theirs = self._stored.again()
        merged = three_way_merge.three_way(self._stored.tables, self._tables, theirs.tables)
        if merged.clashes:
            names = ", ".join(f"{table}.{key}" for table, key in merged.clashes)
            said = f"{names} was changed by someone else since it was read. Nothing was written over it"
            raise Changed(self.path, said, remedy="Keep yours or take theirs.")
        self.taken_in += tuple(f"{table}.{key}" for table, key in merged.theirs)
        self._adopt(merged.tables, theirs)

    def _adopt(self, tables: Table, theirs: Stored) -> None:
        """Goes on with these tables, from what somebody else has made of the file."""
        self._content = codec.understand(self.path, theirs.text, tables, self.rulebook)
        self._tables = tables
        self._stored.follow(theirs)
        self._assessments.clear()
        self.derived = Derived(self)
