"""One review in progress: its answers, decisions and checklist, saved after every change."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archassist.session import content, copies, files, merging, toml
from archassist.session.answers import Answer, same_value
from archassist.session.content import Content
from archassist.session.errors import Changed, NoSuchThing, SaveError, SessionError
from archassist.session.history import Change, History
from archassist.session.reading import read_answer
from archassist.session.recording import Recording
from archassist.session.records import Mark, Taken
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.session.toml import Table

if TYPE_CHECKING:
    from archassist.engine import Assessment, Belief
    from archassist.rulebook import Question, Rulebook

_ATTEMPTS = 20
"""How often a save starts again because someone else saved at the same moment."""


class Review(Recording):
    """A session file in use. Every change is on the disk before the method that makes it returns.

    Read `answers`, `decisions` and `practices` freely; change them only through the methods. `notes` are remarks on
    what the file holds that the rules do not know. `unsaved` is true after a save failed: the change is in memory, and
    the next successful save writes it. `taken_in` names what others changed in the file meanwhile, as `answers.mau_now`.
    """

    def __init__(self, path: Path, rulebook: Rulebook, tables: Table, text: str, seen: str | None) -> None:
        self.path = path
        self.rulebook = rulebook
        self.unsaved = False
        self.taken_in: tuple[str, ...] = ()
        self._tables = tables
        self._saved = copy.deepcopy(tables)
        self._text = text
        self._seen = seen
        self._history = History()
        self._content: Content = content.understand(path, text, tables, rulebook)
        self._assessments: dict[int, Assessment] = {}
        self._engine: tuple[tuple[str, ...], Any] | None = None
        self.kept: dict[str, Any] = {}
        """What views have worked out from the present answers; empty again after every change."""

    # -- where reviews come from

    @classmethod
    def create(cls, path: Path | str, title: str = "", rulebook: Rulebook | None = None) -> Review:
        """A new session file with no answers. Raises SessionError when the file exists or cannot be made."""
        path, rulebook = Path(path), rulebook or shipped_rulebook()
        head = {"title": title or path.stem, "pack": f"{rulebook.id} {rulebook.version}"}
        review = cls(path, rulebook, {"schema": content.SCHEMA, "review": head}, "", None)
        review._write()
        return review

    @classmethod
    def open(cls, path: Path | str, rulebook: Rulebook | None = None) -> Review:
        """The review in a session file. Raises SessionError, with the place, for a file that is not a whole session."""
        path = Path(path)
        raw = files.read(path)
        try:
            tables = content.parse(path, raw)
            text = raw.decode("utf-8-sig")
            review = cls(path, rulebook or shipped_rulebook(), tables, text, files.digest(raw))
        except SessionError as error:
            raise _with_copy(error, raw) from None
        copies.keep(path, raw)
        return review

    @classmethod
    def example(cls, name: str, path: Path | str, rulebook: Rulebook | None = None) -> Review:
        """A copy of a published case that ships with the rules, as a new session file."""
        from archassist.session.examples import example_text

        path, rulebook = Path(path), rulebook or shipped_rulebook()
        text = example_text(name)
        review = cls(path, rulebook, content.parse(path, text.encode()), text, None)
        review._write()
        return review

    def branch(self, folder: Path) -> Review:
        """A copy of this review in another folder, to try something out."""
        tables = copy.deepcopy(self._tables)
        made = Review(folder / self.path.name, self.rulebook, tables, self._text, None)
        made._write()
        return made

    def still(self) -> Review:
        """The review as it is now, for a thread to read while this one goes on. It is not to be changed."""
        made = copy.copy(self)
        made.kept, made._assessments = dict(self.kept), dict(self._assessments)
        return made

    # -- what it holds

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
    def answers(self) -> Mapping[str, Answer]:
        """Answers by question id, in the order of the interview."""
        known = self._content.answers
        return {question: known[question] for question in self.rulebook.questions if question in known}

    @property
    def decisions(self) -> Mapping[str, Taken]:
        """What was done with decisions, by decision id."""
        return dict(self._content.decisions)

    @property
    def practices(self) -> Mapping[str, Mark]:
        """Marks on practices, by practice id."""
        return dict(self._content.practices)

    @property
    def entries(self) -> Content:
        """Everything that the file says, understood; equal while nothing changes."""
        return self._content

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on entries of the file that the rules do not know; they are kept."""
        return tuple(self._content.notes)

    # -- changes

    def read(self, question: str, text: str) -> Answer:
        """What `text` would mean as an answer, without changing anything. Raises AnswerError."""
        return read_answer(self._question(question), text, self._content.answers)

    def set(
        self,
        question: str,
        text: str | Answer,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """Answers a question with what a person typed, saves, and gives back what was understood.

        Evidence that is not given stays only while the value stays: a new value needs new evidence. A note stays.
        Raises AnswerError for text that is no answer (nothing changes), SaveError when the file cannot be written.
        """
        asked = self._question(question)
        before = self._content.answers.get(question)
        answer = text if isinstance(text, Answer) else read_answer(asked, text, self._content.answers)
        if before and not isinstance(text, Answer):
            evidence = before if same_value(before, answer) else Answer.unknown()
            answer = answer.with_evidence(evidence.grade or "", evidence.by, evidence.source, before.note)
        answer = answer.with_evidence(grade, by, source, note)
        old = self._entry("answers", question)
        self._change("answers", question, content.answer_to(answer, old), asked.title)
        return answer

    def annotate(
        self,
        question: str,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """Changes the evidence of an answer and leaves its value. An unanswered question becomes unknown."""
        before = self._content.answers.get(question, Answer.unknown())
        return self.set(question, before, grade, by, source, note)

    def clear(self, question: str) -> None:
        """Takes an answer back, as if it had never been asked."""
        self._change("answers", question, None, self._question(question).title)

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
        raw = files.read(self.path)
        theirs = content.parse(self.path, raw)
        merged = merging.three_way(self._saved, self._tables, theirs)
        clashes = dict.fromkeys(merged.clashes, self._tables if keep == "mine" else theirs)
        for (table, key), side in clashes.items():
            merging.put(merged.tables, table, key, merging.get(side, table, key))
        self._adopt(merged.tables, theirs, raw)
        self._write()

    # -- what follows

    def beliefs(self) -> dict[str, Belief]:
        """What the engine is to believe of each answered question."""
        from archassist.session.beliefs import beliefs

        return beliefs(self.answers, self.rulebook)

    @property
    def engine(self) -> Any:
        """The engine of this review's rules, compiled once, with the team's priorities."""
        if self._engine is None or self._engine[0] != self.priorities:
            self._engine = self.priorities, engine_for(self.rulebook).preferring(self.priorities)
        return self._engine[1]

    def assess(self, samples: int = 2048) -> Assessment:
        """The assessment of the present answers, computed once per content. `samples` 0: one profile only, fast."""
        if samples not in self._assessments:
            self._assessments[samples] = self.engine.assess(self.beliefs(), samples=samples)
        return self._assessments[samples]

    def assessed(self, samples: int, assessment: Assessment) -> None:
        """Takes what was worked out elsewhere, in a thread, from the present `beliefs`."""
        self._assessments[samples] = assessment

    # -- inside

    def _question(self, question: str) -> Question:
        known = self.rulebook.questions.get(question)
        if known is None:
            raise NoSuchThing(self.path, content.no_such("question", question, self.rulebook.questions))
        return known

    def _entry(self, table: str, key: str) -> Any:
        return merging.get(self._tables, table, key)

    def _change(self, table: str, key: str, value: Any, title: str) -> None:
        before = self._entry(table, key)
        if before == value and not self.unsaved:
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
        merging.put(self._tables, table, key, value)
        self._refresh()

    def _refresh(self) -> None:
        self._content = content.understand(self.path, self._text, self._tables, self.rulebook)
        self._assessments.clear()
        self.kept.clear()

    def _write(self) -> None:
        """Saves; when someone else changed other entries meanwhile, takes theirs in and saves both."""
        self.unsaved = True
        self.taken_in = ()
        for _ in range(_ATTEMPTS):
            text = toml.write(content.ordered(self._tables, self.rulebook), content.INLINE)
            raw = text.encode()
            try:
                files.replace(self.path, raw, self._seen)
            except Changed:
                if self._seen is None:
                    raise
                self._take_in()
                continue
            self._text, self._seen = text, files.digest(raw)
            self._saved = copy.deepcopy(self._tables)
            self.unsaved = False
            copies.keep(self.path, raw)
            return
        raise SaveError(self.path, "could not be saved: others save to it all the time")

    def _take_in(self) -> None:
        raw = files.read(self.path)
        theirs = content.parse(self.path, raw)
        merged = merging.three_way(self._saved, self._tables, theirs)
        if merged.clashes:
            names = ", ".join(f"{table}.{key}" for table, key in merged.clashes)
            said = f"{names} was changed by someone else since it was read. Nothing was written over it"
            raise Changed(self.path, said, remedy="Keep yours or take theirs.")
        self.taken_in += tuple(f"{table}.{key}" for table, key in merged.theirs)
        self._adopt(merged.tables, theirs, raw)

    def _adopt(self, tables: Table, saved: Table, raw: bytes) -> None:
        text = raw.decode("utf-8-sig")
        understood = content.understand(self.path, text, tables, self.rulebook)
        self._tables, self._saved, self._text, self._seen = (
            tables,
            copy.deepcopy(saved),
            text,
            files.digest(raw),
        )
        self._content = understood
        self._assessments.clear()
        self.kept.clear()


def _with_copy(error: SessionError, raw: bytes) -> SessionError:
    copy_path = copies.find(error.path)
    if copy_path is None:
        return error
    return SessionError(
        error.path,
        error.message,
        line=error.line,
        column=error.column,
        remedy=error.remedy,
        last_good=copy_path,
    )
