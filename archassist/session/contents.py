"""The entries of one session file: how one is read, changed, taken back and saved, whatever it means."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archassist.answers.answer import AnswerError
from archassist.answers.shapes import Table, must_be_text
from archassist.session import codec, three_way_merge
from archassist.session.errors import Changed, SaveError, SessionError
from archassist.session.roles import Role
from archassist.session.stored_file import Stored
from archassist.session.toml_format import same
from archassist.session.undo import Change, History
from archassist.terminal_text import one_line, shortened

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook

BEFORE = "before"
"""The table that holds, while a meeting goes on, how entries stood when it began, by `table.key`."""

NOT_THERE: Mapping[str, Any] = {"not_there": True}
"""What stands there for an entry that was not there."""

_ATTEMPTS = 20
"""How often a save starts again because someone else saved at the same moment."""


class Contents:
    """The entries of a session file, by table and key. Every change is on the disk before `change` returns.

    `understood` is what they mean; another object after every change, so that what follows from it can be told by it.
    `unsaved` is true after a save failed: the change is in memory, and the next successful save writes it. `taken_in` names
    what others changed in the file meanwhile, as `answers.mau_now`. What people wrote into the file beside its entries,
    comments above all, stays as it is. `role` is that of whoever changes them, `person` their name where it is known: what
    the role does not allow raises NotPermitted.
    """

    def __init__(self, stored: Stored, rulebook: Rulebook) -> None:
        self.path: Path = stored.path
        self.role, self.person = Role.FACILITATOR, ""
        self.unsaved = False
        self.taken_in: tuple[str, ...] = ()
        self._stored = stored
        self._rulebook = rulebook
        self._tables = copy.deepcopy(stored.tables)
        self._gathering: bool | None = None
        """None when every change is saved at once; else whether a change waits for the end of `together`."""
        self._recording = True
        """Whether changes can be undone."""
        self._linked = stored.links
        self._history = History()
        self.understood = codec.understand(self.path, stored.text, self._tables, rulebook)

    def still(self) -> Contents:
        """The entries as they are understood now, to be read while these are changed."""
        return copy.copy(self)

    def as_the_meeting_began(self) -> Contents:
        """The entries as they stood when the meeting that goes on began, to be read only."""
        tables = copy.deepcopy(self._tables)
        for first, value in tables.pop(BEFORE, {}).items():
            table, _, key = first.partition(".")
            three_way_merge.put(tables, table, key, None if same(value, NOT_THERE) else value)
        return Contents(Stored(self.path, self._rulebook, tables, self._stored.text, None), self._rulebook)

    def at_the_beginning(self, table: str, key: str) -> Any:
        """One entry as it stood when the meeting that goes on began; as it stands where none does."""
        first = three_way_merge.get(self._tables, BEFORE, f"{table}.{key}")
        if first is None:
            return self.entry(table, key)
        return None if same(first, NOT_THERE) else first

    def branch(self, folder: Path) -> Contents:
        """The same entries in a file of the same name in another folder, saved there."""
        stored = Stored(folder / self.path.name, self._rulebook, self._tables, self._stored.text, None)
        made = Contents(stored, self._rulebook)
        made.patience = self.patience
        made.save()
        return made

    # -- reading

    @property
    def patience(self) -> float:
        """Seconds that a save waits for somebody else who saves in the same folder."""
        return self._stored.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._stored.patience = seconds

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on entries of the file that the rules do not know (they are kept), and on other names of the file."""
        return (*self._linked, *self.understood.notes)

    def table(self, name: str) -> Mapping[str, Any]:
        """A table of the file as it stands there; empty when it is none."""
        found = self._tables.get(name)
        return found if isinstance(found, dict) else {}

    def entry(self, table: str, key: str) -> Any:
        """An entry of the file as it stands there (a TOML value), None when it is not there. It is not to be changed."""
        return three_way_merge.get(self._tables, table, key)

    def differing(self, other: Contents) -> tuple[tuple[str, str], ...]:
        """Entries (table and key) that differ between these and others."""
        mine, theirs = self._tables, other._tables
        keys = dict.fromkeys([*three_way_merge.keys(mine), *three_way_merge.keys(theirs)])
        return tuple(
            (table, key)
            for table, key in keys
            if table != BEFORE
            and not same(three_way_merge.get(mine, table, key), three_way_merge.get(theirs, table, key))
        )

    # -- changing

    def change(self, table: str, key: str, value: Any, title: str) -> None:
        """Puts an entry in place of the one there is (None: no entry) and saves. `title` names the change for people.

        Raises AnswerError for a text that no file can hold, Changed when somebody else changed the same entry, SaveError.
        """
        self.role.permit(table, key, self.person)
        must_be_text(key, "The name")
        must_be_text(value, title or key)
        before = self.entry(table, key)
        if same(before, value) and not self.unsaved:
            return
        if self._recording:
            self._history.add(Change(table, key, before, value, title))
        self._put(table, key, value)
        self.save()

    def take_over(self, other: Contents, base: Contents | None = None) -> int:
        """Makes every entry as another file has it, with one save; how many changes there were.

        With `base` only what the other has changed since then.
        """
        found = (base or self).differing(other)
        with self.together():
            for table, key in found:
                self.change(table, key, copy.deepcopy(other.entry(table, key)), key or table)
        return len(found)

    @contextmanager
    def together(self, *, even_if_nothing: bool = False, one_step: bool = False) -> Iterator[None]:
        """Several changes as one: all of them are saved at the end, or none when one is refused.

        When one raises, the entries are as they were before. Raises SaveError when saving them fails: they are in memory
        then. `even_if_nothing`: the file is saved also where nothing was changed. `one_step`: undo takes all of them back.
        """
        if self._gathering is not None:
            so_far = self._history.copy()
            yield
            if one_step:
                self._history.join(so_far)
            return
        tables = {
            name: dict(table) if isinstance(table, dict) else table for name, table in self._tables.items()
        }
        history = self._history.copy()
        self._gathering = even_if_nothing
        try:
            yield
        except BaseException:
            self._gathering = None
            self._tables, self._history = tables, history
            self._understand(self._stored.text)
            raise
        waiting, self._gathering = self._gathering, None
        if one_step:
            self._history.join(history)
        if waiting:
            self.save()

    @contextmanager
    def happened(self) -> Iterator[None]:
        """Changes that undo leaves alone, saved as one: what happened, such as a break, cannot be taken back by it."""
        recording, self._recording = self._recording, False
        try:
            with self.together():
                yield
        finally:
            self._recording = recording

    def forget(self, table: str) -> None:
        """Nothing that changed an entry of this table can be undone, or made again, any more."""
        self._history.forget_table(table)

    def undo(self) -> Change | None:
        """Takes the last change of this run back and saves; None when there is none.

        Raises AnswerError when somebody else has changed the same entry since: theirs stays, and the change is forgotten.
        """
        return self._step(self._history.undo())

    def redo(self) -> Change | None:
        """Makes the change that was undone last again and saves; None when there is none. Raises as `undo` does."""
        return self._step(self._history.redo())

    # -- saving

    def save(self) -> None:
        """Saves; when someone else changed other entries meanwhile, takes theirs in and saves both.

        Raises Changed when they changed the same ones, and SaveError.
        """
        if self._gathering is not None:
            self._gathering = True
            return
        if self.role.only_reads:
            self.role.permit("")
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

    def catch_up(self) -> tuple[Change, ...]:
        """Takes in what others have saved since the file was read, and gives it back.

        Nothing is saved, and nothing of this side is lost: where both changed one entry, and in a file that cannot be read
        now, everything waits for the next save, which tells.
        """
        if self._gathering is not None or (theirs := self._stored.news()) is None:
            return ()
        merged = three_way_merge.three_way(self._stored.tables, self._tables, theirs.tables)
        if merged.clashes:
            return ()
        before = {place: self.entry(*place) for place in merged.theirs}
        try:
            self._adopt(merged.tables, theirs)
        except SessionError:
            return ()
        return tuple(
            Change(*place, was, self.entry(*place), "") for place, was in before.items() if place[0] != BEFORE
        )

    def resolve(self, keep: Literal["mine", "theirs"]) -> None:
        """Settles a clash with someone else's changes: for entries both changed, keeps this side's or the file's."""
        theirs = self._stored.again()
        merged = three_way_merge.three_way(self._stored.tables, self._tables, theirs.tables)
        clashes = dict.fromkeys(merged.clashes, self._tables if keep == "mine" else theirs.tables)
        for (table, key), side in clashes.items():
            three_way_merge.put(merged.tables, table, key, three_way_merge.get(side, table, key))
        self._adopt(merged.tables, theirs)
        self.save()

    # -- inside

    def _step(self, change: Change | None) -> Change | None:
        if change is not None:
            parts = tuple(change.steps())
            for each in parts:
                self.role.permit(each.table, each.key, self.person)
            if self._changed_since(parts):
                self._history.forget(change)
                about = shortened(one_line(change.title), 60)
                who = "has gone on" if change.table == "agenda" else "was changed by somebody else"
                raise AnswerError(f"“{about}” {who} since. It stays as it is.")
            for each in parts:
                self._put(each.table, each.key, each.after)
            self.save()
        return change

    def _changed_since(self, parts: Sequence[Change]) -> bool:
        """Whether an entry is another one now than what any of these changes goes from."""
        befores: dict[tuple[str, str], list[Any]] = {}
        for each in parts:
            befores.setdefault((each.table, each.key), []).append(each.before)
        return not all(
            any(same(self.entry(*place), before) for before in each) for place, each in befores.items()
        )

    def _put(self, table: str, key: str, value: Any) -> None:
        self._note_first(table, key)
        three_way_merge.put(self._tables, table, key, value)
        if not self._tables.get(BEFORE, True):
            del self._tables[BEFORE]
        self._understand(self._stored.text)

    def _note_first(self, table: str, key: str) -> None:
        """While a meeting goes on, notes how an entry stood when it began: its minutes tell what was changed."""
        told = table not in codec.ROOM or table == "rounds"
        if self.understood.meets and told and BEFORE not in (table, key):
            first = f"{table}.{key}"
            if three_way_merge.get(self._tables, BEFORE, first) is None:
                now = three_way_merge.get(self._tables, table, key)
                kept = NOT_THERE if now is None else copy.deepcopy(now)
                three_way_merge.put(self._tables, BEFORE, first, kept)

    def _understand(self, text: str) -> None:
        self.understood = codec.understand(self.path, text, self._tables, self._rulebook)

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
        self.understood = codec.understand(self.path, theirs.text, tables, self._rulebook)
        self._tables = tables
        self._stored.follow(theirs)
