"""Brings a folder of records in step with a review: what is new, what follows, what people keep.

The file belongs to people; the tool owns only its memory of what it last wrote. A record that nobody touched follows the
review. One that people edited is merged, and they win. One that was accepted is never rewritten: when its option changes, a
new proposed record supersedes it. One that people deleted is not made again, and one without our memory is only read.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from archassist.records.folder import RecordFolder
from archassist.records.generations import Generations, following
from archassist.records.index import index_write
from archassist.records.ledger import Ledger
from archassist.records.memory import FOLDER, Memory, Remembered
from archassist.records.memory_files import beside_text, memory_writes
from archassist.records.record import Record, read_record
from archassist.records.record_edits import with_status
from archassist.records.rewritten import digest, is_pristine, read_document, rewritten, share_left, telling
from archassist.records.staging import is_read_only
from archassist.records.text import Text, of
from archassist.records.wanted import Making, State, Suggestions, Sync, Wanted

REPLACED = "not a line of what was generated is left in it"
"""Why a document counts as people's though it stands where one was generated."""


def plan_sync(
    target: Path,
    folder: RecordFolder | None,
    wanted: Sequence[Wanted],
    memory: Memory | None,
    today: datetime.date,
    *,
    suggestions: Suggestions = "in",
    restore: Collection[str] = (),
    taken: frozenset[int] = frozenset(),
) -> Sync:
    """What an export would do. Nothing is written. `memory` None: it cannot be trusted, and nothing is rewritten."""
    return _Planner(target, folder, memory, today, suggestions, restore, taken).plan(wanted)


class _Planner:
    def __init__(
        self,
        target: Path,
        folder: RecordFolder | None,
        memory: Memory | None,
        today: datetime.date,
        suggestions: Suggestions,
        restore: Collection[str],
        taken: frozenset[int],
    ) -> None:
        self._folder, self._today = folder, today
        self._inside, self._restore = suggestions == "in", restore
        self._ledger = Ledger(target, memory)
        self._known = Generations(folder, self._ledger, restore)
        self._next = folder.next_number(taken) if folder else 1
        self._files: dict[str, str] = {}
        self._beside: dict[str, str] = {}

    def plan(self, wanted: Sequence[Wanted]) -> Sync:
        records = [each for each in wanted if each.kind == "record"]
        current = {each.id: self._known.current(each.id) for each in records}
        paths: dict[str, Path] = {}
        for each in records:
            generation, found = current[each.id]
            if self._known.theirs(each, found):
                self._files[each.id] = each.theirs
            elif found is None and not self._known.is_gone(generation) and not self._known.foreign(each):
                paths[each.id] = self._new_path(each.name)
                self._files[each.id] = paths[each.id].name
            elif found is not None:
                # Links of other records lead to the newest one, so its name has to be known before any is generated.
                if self._known.is_outdated(each, generation, found):
                    successor = following(each.id, generation)
                    paths[each.id] = self._new_path(f"{each.name}-{successor.rpartition('.')[2]}")
                    self._files[each.id] = paths[each.id].name
                else:
                    self._files[each.id] = found.path.name
        for each in records:
            self._ledger.about = each.id
            self._record(each, *current[each.id], paths.get(each.id))
        for each in wanted:
            if each.kind == "document":
                self._ledger.about = each.id
                self._document(each)
        return self._finished()

    def _finished(self) -> Sync:
        """The plan, with the index of the records and the memory's own files."""
        if self._folder is not None:
            index = index_write(
                self._ledger.target, self._folder, self._ledger.sync, self._ledger.memory.index
            )
            if index is not None:
                self._ledger.sync.writes.append(index[0])
                self._ledger.memory = replace(self._ledger.memory, index=index[1])
        if self._ledger.trusted:
            changed = bool(self._ledger.sync.writes) or self._ledger.memory != self._ledger.before
            if changed:
                self._ledger.sync.writes += memory_writes(
                    self._ledger.target, self._ledger.memory, self._beside, self._ledger.sync.remarks
                )
        return self._ledger.sync

    # -- records

    def _record(self, want: Wanted, generation: str, found: Record | None, path: Path | None) -> None:
        remembered = self._ledger.memory.documents.get(generation)
        if theirs := self._known.theirs(want, found):
            if found is None:
                note = "" if theirs.status in ("accepted", "rejected") else theirs.standing
                self._ledger.show(theirs.path, theirs.text, "linked", note)
            else:
                note = f"{theirs.shown} of your own decides it: delete this draft, or undo the adoption"
                self._ledger.show(found.path, found.text, "kept", note)
            return
        if want.theirs and found is None and self._folder is not None:
            self._ledger.sync.remarks.append(
                f"{want.theirs}, from which {want.id} was adopted, is not in {self._folder.path} any more: it is not linked."
            )
        if path is not None and found is None:
            self._create(want, want.id if remembered is None else generation, path, None)
            return
        foreign = self._known.foreign(want)
        if found is None and foreign is not None:
            self._ledger.show(foreign.path, foreign.text, "foreign")
            return
        if found is None:
            assert remembered is not None
            if replaced := self._known.at(remembered.path):
                self._ledger.show(replaced.path, replaced.text, "foreign", REPLACED)
                return
            self._ledger.put(generation, replace(remembered, gone=True))
            self._ledger.show(
                self._ledger.target / remembered.path,
                of(""),
                "deleted",
                f"--restore {want.id} makes it again",
            )
            return
        if remembered is None:
            note = (
                "" if self._ledger.trusted else f"{FOLDER} cannot be read, so all of it is treated as yours"
            )
            self._ledger.show(found.path, found.text, "foreign", note)
            return
        remembered = replace(remembered, gone=False, path=self._ledger.relative(found.path))
        self._ledger.put(generation, remembered)
        self._settle_predecessor(generation, found, want)
        if self._known.is_open(found, remembered):
            afresh = self._known.asks_again(want, generation)
            self._follow(want, generation, found.path, found.text, remembered, found.number, afresh)
            return
        if path is not None:
            afresh = self._known.takes_the_same(want, generation) or self._known.asks_again(want, generation)
            self._supersede(want, generation, found, path, afresh=afresh)
        else:
            contrary = {found.status, want.status} == {"accepted", "rejected"}
            said = f"; in the review it is {want.status}" if contrary else ""
            self._ledger.show(found.path, found.text, "kept", f"{found.standing}{said}")

    def _create(
        self, want: Wanted, id: str, path: Path, supersedes: Record | None, afresh: bool = False
    ) -> Record:
        number = read_record(path, b"").number
        text = want.make(self._making(id, number, supersedes, self._today, afresh))
        option = want.recommended if afresh else want.option
        relative = self._ledger.relative(path)
        self._ledger.put(
            id,
            Remembered(
                relative, text, self._today.isoformat(), option, want.recommended, rendered=digest(text)
            ),
        )
        self._ledger.write(path, None, of(text))
        note = f"supersedes {supersedes.path.name}" if supersedes else ""
        self._ledger.show(path, of(text), "new", note)
        return read_record(path, text.encode())

    def _follow(
        self,
        want: Wanted,
        id: str,
        path: Path,
        ours: Text,
        remembered: Remembered,
        number: int | None,
        afresh: bool = False,
    ) -> None:
        """Brings a document that is still open up to date."""
        day = datetime.date.fromisoformat(remembered.date)
        supersedes = self._known.predecessor(id)
        if digest(want.make(self._making(id, number, supersedes, day, afresh))) == remembered.rendered:
            self._ledger.show(path, ours, "same")
            return
        if is_read_only(path):
            self._ledger.show(path, ours, "kept", "it is read-only")
            return
        text = want.make(self._making(id, number, supersedes, self._today, afresh))
        option = want.recommended if afresh else want.option
        found = rewritten(ours, remembered, text, inside=self._inside)
        pristine = is_pristine(ours, remembered)
        made = tuple((each.digest, each.block) for each in found.suggestions) if self._inside else ()
        self._ledger.put(
            id,
            replace(
                remembered, base=found.base, date=self._today.isoformat(), option=option,
                recommended=want.recommended, rendered=digest(text), made=made, dismissed=found.dismissed,
            ),
        )  # fmt: skip
        if not self._inside and found.suggestions:
            self._beside[id] = beside_text(path, [(each.base, each.text) for each in found.suggestions])
        self._ledger.write(path, ours, found.text)
        changed = found.text != ours
        state: State = (
            "same" if not changed and not found.suggestions else "updated" if pristine else "merged"
        )
        self._ledger.show(path, found.text, state, suggestions=len(found.suggestions))

    def _supersede(self, want: Wanted, generation: str, old: Record, path: Path, *, afresh: bool) -> None:
        successor = following(want.id, generation)
        old = self._known.predecessor(successor) or old
        new = self._create(want, successor, path, old, afresh)
        if new.status == "accepted" and old.status == "accepted":
            self._close(old, new)
        else:
            does = "supersedes" if new.status == "accepted" else "proposes to supersede"
            self._ledger.show(old.path, old.text, "kept", f"{path.name} {does} it")

    def _settle_predecessor(self, generation: str, found: Record, want: Wanted) -> None:
        """When a superseding record was accepted, the one before it says so."""
        old = self._known.predecessor(generation)
        remembered = self._ledger.memory.documents[generation]
        accepted = found.status == "accepted" or (
            self._known.is_open(found, remembered)
            and want.status == "accepted"
            and not self._known.asks_again(want, generation)
        )
        if old is not None and old.status == "accepted" and accepted:
            self._close(old, found)

    def _close(self, old: Record, new: Record) -> None:
        text = with_status(old, "superseded", new)
        if text is None:
            self._ledger.show(
                old.path,
                old.text,
                "kept",
                f"{new.path.name} supersedes it: say so where it states its status",
            )
        if text is not None and text != old.text and is_read_only(old.path):
            self._ledger.show(old.path, old.text, "kept", f"{new.path.name} supersedes it; it is read-only")
        elif text is not None and text != old.text:
            self._ledger.write(old.path, old.text, text)
            self._ledger.show(
                old.path, text, "updated", f"superseded by {new.path.name}; only its status line changes"
            )

    # -- other documents

    def _document(self, want: Wanted) -> None:
        path = self._ledger.target / want.name
        remembered = self._ledger.memory.documents.get(want.id)
        if remembered is not None and remembered.path != want.name:
            remembered = (
                None  # a record may be renamed, a document never is: the memory tells of another file
            )
        ours, note = read_document(self._ledger.target, want.name)
        if note:
            self._ledger.show(path, of(""), "foreign" if remembered is None else "kept", note)
            return
        if remembered is None or (remembered.gone and want.id in self._restore):
            if ours is not None:
                self._ledger.show(path, ours, "foreign")
            else:
                self._create_document(want, path)
            return
        if ours is None:
            if want.id in self._restore:
                self._create_document(want, path)
                return
            self._ledger.put(want.id, replace(remembered, gone=True))
            self._ledger.show(path, of(""), "deleted", f"--restore {want.id} makes it again")
            return
        if not share_left(telling(ours.lines), telling(of(remembered.base).lines)):
            self._ledger.show(path, ours, "foreign", REPLACED)
            return
        remembered = replace(remembered, gone=False)
        if path.suffix != ".md" and not is_pristine(ours, remembered):
            # Only Markdown bears a suggestion; anything else that people edited is theirs as a whole.
            self._ledger.show(
                path, ours, "kept", "somebody edited it: delete it and --restore it to have it recreated"
            )
            return
        self._follow(want, want.id, path, ours, remembered, None)

    def _create_document(self, want: Wanted, path: Path) -> None:
        text = want.make(self._making(want.id, None, None, self._today))
        self._ledger.put(want.id, Remembered(want.name, text, self._today.isoformat(), rendered=digest(text)))
        self._ledger.write(path, None, of(text))
        self._ledger.show(path, of(text), "new")

    def _new_path(self, slug: str) -> Path:
        assert self._folder is not None
        path = self._folder.path / self._folder.name_for(slug, self._next, self._today)
        self._next += 1
        return path

    def _making(
        self, id: str, number: int | None, supersedes: Record | None, day: datetime.date, afresh: bool = False
    ) -> Making:
        dialect = self._folder.dialect if self._folder else "madr"
        lead = self._folder.pattern.lead if self._folder else None
        return Making(day, dialect, id, number, supersedes, self._files, afresh, lead)
