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

from archassist.records.documents import digest, is_pristine, read_document, rewritten
from archassist.records.editing import with_status
from archassist.records.folder import Folder
from archassist.records.index import index_write
from archassist.records.memory import FOLDER, Memory, Remembered
from archassist.records.reading import Record, read_record
from archassist.records.remembering import beside_text, memory_writes
from archassist.records.staging import Write, is_read_only
from archassist.records.text import Text, of
from archassist.records.wanted import Making, Planned, State, Suggestions, Sync, Wanted


def plan_sync(
    target: Path,
    folder: Folder | None,
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
        folder: Folder | None,
        memory: Memory | None,
        today: datetime.date,
        suggestions: Suggestions,
        restore: Collection[str],
        taken: frozenset[int],
    ) -> None:
        self._target, self._folder, self._today = target, folder, today
        self._inside, self._restore = suggestions == "in", restore
        self._trusted = memory is not None
        self._memory = self._before = memory or Memory()
        self._sync = Sync(target)
        self._by_id = {each.id: each for each in folder.records if each.id} if folder else {}
        self._next = folder.next_number(taken) if folder else 1
        self._files: dict[str, str] = {}
        self._beside: dict[str, str] = {}

    def plan(self, wanted: Sequence[Wanted]) -> Sync:
        records = [each for each in wanted if each.kind == "record"]
        current = {each.id: self._current(each.id) for each in records}
        paths: dict[str, Path] = {}
        for each in records:
            generation, found = current[each.id]
            if found is None and not self._gone(generation) and not self._foreign(each):
                paths[each.id] = self._new_path(each.name)
                self._files[each.id] = paths[each.id].name
            elif found is not None:
                # Links of other records lead to the newest one, so its name has to be known before any is generated.
                if self._outdated(each, generation, found):
                    successor = _following(each.id, generation)
                    paths[each.id] = self._new_path(f"{each.name}-{successor.rpartition('.')[2]}")
                    self._files[each.id] = paths[each.id].name
                else:
                    self._files[each.id] = found.path.name
        for each in records:
            self._record(each, *current[each.id], paths.get(each.id))
        for each in wanted:
            if each.kind == "document":
                self._document(each)
        return self._finished()

    def _finished(self) -> Sync:
        """The plan, with the index of the records and the memory's own files."""
        if self._folder is not None:
            index = index_write(self._target, self._folder, self._sync, self._memory.index)
            if index is not None:
                self._sync.writes.append(index[0])
                self._memory = replace(self._memory, index=index[1])
        if self._trusted:
            changed = bool(self._sync.writes) or self._memory != self._before
            if changed:
                self._sync.writes += memory_writes(
                    self._target, self._memory, self._beside, self._sync.remarks
                )
        return self._sync

    # -- records

    def _record(self, want: Wanted, generation: str, found: Record | None, path: Path | None) -> None:
        remembered = self._memory.documents.get(generation)
        if path is not None and found is None:
            self._create(want, want.id if remembered is None else generation, path, None)
            return
        foreign = self._foreign(want)
        if found is None and foreign is not None:
            self._show(foreign.path, foreign.text, "foreign")
            return
        if found is None:
            assert remembered is not None
            self._put(generation, replace(remembered, gone=True))
            self._show(
                self._target / remembered.path, of(""), "deleted", f"--restore {want.id} makes it again"
            )
            return
        if remembered is None:
            note = "" if self._trusted else f"{FOLDER} cannot be read, so all of it counts as yours"
            self._show(found.path, found.text, "foreign", note)
            return
        remembered = replace(remembered, gone=False, path=self._relative(found.path))
        self._put(generation, remembered)
        self._settle_predecessor(generation, found, want)
        if found.status in ("", "proposed"):
            self._follow(want, generation, found.path, found.text, remembered, found.number)
            return
        if path is not None:
            afresh = want.option == remembered.option and found.status != "rejected"
            self._supersede(want, generation, found, path, afresh=afresh)
        else:
            contrary = {found.status, want.status} == {"accepted", "rejected"}
            said = f"; in the review it is {want.status}" if contrary else ""
            self._show(found.path, found.text, "kept", f"it is {found.status}{said}")

    def _create(
        self, want: Wanted, id: str, path: Path, supersedes: Record | None, afresh: bool = False
    ) -> Record:
        number = read_record(path, b"").number
        text = want.make(self._making(id, number, supersedes, self._today, afresh))
        option = want.recommended if afresh else want.option
        relative = self._relative(path)
        self._put(
            id,
            Remembered(
                relative, text, self._today.isoformat(), option, want.recommended, rendered=digest(text)
            ),
        )
        self._write(path, None, of(text))
        note = f"supersedes {supersedes.path.name}" if supersedes else ""
        self._show(path, of(text), "new", note)
        return read_record(path, text.encode())

    def _follow(
        self, want: Wanted, id: str, path: Path, ours: Text, remembered: Remembered, number: int | None
    ) -> None:
        """Brings a document that is still open up to date."""
        day = datetime.date.fromisoformat(remembered.date)
        supersedes = self._predecessor(id)
        if digest(want.make(self._making(id, number, supersedes, day))) == remembered.rendered:
            self._show(path, ours, "same")
            return
        if is_read_only(path):
            self._show(path, ours, "kept", "it is read-only")
            return
        text = want.make(self._making(id, number, supersedes, self._today))
        found = rewritten(ours, remembered, text, inside=self._inside)
        pristine = is_pristine(ours, remembered)
        made = tuple((each.digest, each.block) for each in found.suggestions) if self._inside else ()
        self._put(
            id,
            replace(
                remembered, base=found.base, date=self._today.isoformat(), option=want.option,
                recommended=want.recommended, rendered=digest(text), made=made, dismissed=found.dismissed,
            ),
        )  # fmt: skip
        if not self._inside and found.suggestions:
            self._beside[id] = beside_text(path, [(each.base, each.text) for each in found.suggestions])
        self._write(path, ours, found.text)
        changed = found.text != ours
        state: State = (
            "same" if not changed and not found.suggestions else "updated" if pristine else "merged"
        )
        self._show(path, found.text, state, suggestions=len(found.suggestions))

    def _outdated(self, want: Wanted, generation: str, found: Record) -> bool:
        """Whether a decided record is to be superseded: the team took, or the rules now advise, something else."""
        remembered = self._memory.documents.get(generation)
        if remembered is not None and found.status == "rejected":
            other = want.option not in ("", remembered.option)
            # Who made a rejection of it by hand is not contradicted; a rejection of the review's own is followed up.
            ours = read_record(found.path, remembered.base.encode("utf-8", "surrogateescape")).status
            return want.status == "accepted" and (other or ours == "rejected")
        if remembered is None or found.status != "accepted":
            return False
        known = (remembered.recommended, remembered.option)
        newly = bool(remembered.recommended) and want.recommended not in known
        return newly or (bool(want.option) and want.option != remembered.option)

    def _supersede(self, want: Wanted, generation: str, old: Record, path: Path, *, afresh: bool) -> None:
        new = self._create(want, _following(want.id, generation), path, old, afresh)
        if new.status == "accepted" and old.status == "accepted":
            self._close(old, new)
        else:
            does = "supersedes" if new.status == "accepted" else "proposes to supersede"
            self._show(old.path, old.text, "kept", f"{path.name} {does} it")

    def _settle_predecessor(self, generation: str, found: Record, want: Wanted) -> None:
        """When a superseding record was accepted, the one before it says so."""
        old = self._predecessor(generation)
        accepted = found.status == "accepted" or (
            found.status in ("", "proposed") and want.status == "accepted"
        )
        if old is not None and old.status == "accepted" and accepted:
            self._close(old, found)

    def _close(self, old: Record, new: Record) -> None:
        text = with_status(old, "superseded", new)
        if text is not None and text != old.text and is_read_only(old.path):
            self._show(old.path, old.text, "kept", f"{new.path.name} supersedes it; it is read-only")
        elif text is not None and text != old.text:
            self._write(old.path, old.text, text)
            self._show(
                old.path, text, "updated", f"superseded by {new.path.name}; only its status line changes"
            )

    # -- other documents

    def _document(self, want: Wanted) -> None:
        path = self._target / want.name
        remembered = self._memory.documents.get(want.id)
        if remembered is not None and remembered.path != want.name:
            remembered = (
                None  # a record may be renamed, a document never is: the memory tells of another file
            )
        ours, note = read_document(self._target, want.name)
        if note:
            self._show(path, of(""), "foreign" if remembered is None else "kept", note)
            return
        if remembered is None or (remembered.gone and want.id in self._restore):
            if ours is not None:
                self._show(path, ours, "foreign")
            else:
                self._create_document(want, path)
            return
        if ours is None:
            if want.id in self._restore:
                self._create_document(want, path)
                return
            self._put(want.id, replace(remembered, gone=True))
            self._show(path, of(""), "deleted", f"--restore {want.id} makes it again")
            return
        remembered = replace(remembered, gone=False)
        if path.suffix != ".md" and not is_pristine(ours, remembered):
            # Only Markdown bears a suggestion; anything else that people edited is theirs as a whole.
            self._show(
                path, ours, "kept", "somebody edited it: delete it and --restore it to have it made anew"
            )
            return
        self._follow(want, want.id, path, ours, remembered, None)

    def _create_document(self, want: Wanted, path: Path) -> None:
        text = want.make(self._making(want.id, None, None, self._today))
        self._put(want.id, Remembered(want.name, text, self._today.isoformat(), rendered=digest(text)))
        self._write(path, None, of(text))
        self._show(path, of(text), "new")

    # -- finding

    def _current(self, id: str) -> tuple[str, Record | None]:
        """The newest generation of a record that is remembered or there, and its file."""
        generation = id
        while True:
            following = _following(id, generation)
            if following not in self._memory.documents and following not in self._by_id:
                break
            generation = following
        return generation, self._file_of(generation)

    def _file_of(self, generation: str) -> Record | None:
        if generation in self._by_id:
            return self._by_id[generation]
        remembered = self._memory.documents.get(generation)
        if remembered is None or self._folder is None:
            return None
        records = [each for each in self._folder.records if not each.id]
        for each in records:
            if self._relative(each.path) == remembered.path:
                return each
        # Renamed or renumbered by hand: its first heading or its name's words tell it.
        before = read_record(Path(remembered.path), remembered.base.encode("utf-8", "surrogateescape"))
        claimed = {document.path for id, document in self._memory.documents.items() if id != generation}
        left = [each for each in records if self._relative(each.path) not in claimed]
        return next((each for each in left if each.title and each.title == before.title), None) or next(
            (each for each in left if each.slug == before.slug), None
        )

    def _predecessor(self, generation: str) -> Record | None:
        stem, _, number = generation.rpartition(".")
        if not number.isdigit():
            return None
        return self._file_of(stem if number == "2" else f"{stem}.{int(number) - 1}")

    def _foreign(self, want: Wanted) -> Record | None:
        """A record of people's own with the name that ours would have."""
        if want.id in self._memory.documents or want.id in self._by_id or self._folder is None:
            return None
        return next((each for each in self._folder.records if each.slug == want.name), None)

    def _gone(self, generation: str) -> bool:
        return generation in self._memory.documents and generation.partition(".")[0] not in self._restore

    def _new_path(self, slug: str) -> Path:
        assert self._folder is not None
        path = self._folder.path / self._folder.name_for(slug, self._next, self._today)
        self._next += 1
        return path

    def _making(
        self, id: str, number: int | None, supersedes: Record | None, day: datetime.date, afresh: bool = False
    ) -> Making:
        dialect = self._folder.dialect if self._folder else "madr"
        return Making(day, dialect, id, number, supersedes, self._files, afresh)

    # -- writing down

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._target).as_posix()

    def _put(self, id: str, document: Remembered) -> None:
        self._memory = self._memory.with_document(id, document)

    def _write(self, path: Path, before: Text | None, after: Text) -> None:
        if before is None or before != after:
            old = None if before is None else before.encode()
            self._sync.writes = [each for each in self._sync.writes if each.path != self._relative(path)]
            self._sync.writes.append(Write(self._relative(path), old, after.encode()))

    def _show(self, path: Path, text: Text, state: State, note: str = "", suggestions: int = 0) -> None:
        shown = "\n".join(text.lines) + ("\n" if text.lines else "")
        self._sync.files = [each for each in self._sync.files if each.path != path]
        self._sync.files.append(Planned(path, shown, state, note, suggestions))


def _following(id: str, generation: str) -> str:
    number = int(generation[len(id) + 1 :] or 1) if generation != id else 1
    return f"{id}.{number + 1}"
