"""Which files are whose: the records of a review through their generations, and those that people wrote themselves."""

from __future__ import annotations

from collections.abc import Collection

from archassist.records.folder import RecordFolder
from archassist.records.ledger import Ledger
from archassist.records.memory import Remembered
from archassist.records.own_records import OwnRecords
from archassist.records.record import Record, read_record
from archassist.records.wanted import Wanted


class Generations:
    """Finds the records of a review in a folder.

    When the team decides anew, a record is superseded by a following one: `caching` by `caching.2`, that by `caching.3`.
    The newest is its current generation. `restore` names records that are to be made again after people deleted them.
    """

    def __init__(self, folder: RecordFolder | None, ledger: Ledger, restore: Collection[str]) -> None:
        self._folder, self._ledger, self._restore = folder, ledger, restore
        self._own = OwnRecords(folder.records if folder else (), ledger.relative)

    def at(self, path: str) -> Record | None:
        """What stands at a path of the memory."""
        return self._own.at(path)

    def is_open(self, found: Record, remembered: Remembered) -> bool:
        """Whether nobody has decided a record yet. A status that is not understood, or that somebody took out, is a
        person's: only one that was generated in these words is not."""
        if found.status:
            return found.status == "proposed"
        return found.said == _generated(found, remembered).said

    def is_outdated(self, want: Wanted, generation: str, found: Record) -> bool:
        """Whether a decided record is to be superseded: the team took, or the rules now advise, something else."""
        remembered = self._ledger.memory.documents.get(generation)
        if remembered is not None and found.status == "rejected":
            if self.asks_again(want, generation):
                # Asked again, the team kept what stands: only other advice asks once more.
                return want.recommended not in (remembered.recommended, want.option)
            other = want.option not in ("", remembered.option)
            # Who made a rejection of it by hand is not contradicted; a rejection of the review's own is followed up.
            ours = _generated(found, remembered).status
            return want.status == "accepted" and (other or ours == "rejected")
        if remembered is None or found.status != "accepted":
            return False
        known = (remembered.recommended, remembered.option)
        newly = bool(remembered.recommended) and want.recommended not in known
        return newly or (bool(want.option) and want.option != remembered.option)

    def takes_the_same(self, want: Wanted, generation: str) -> bool:
        """Whether the team's verdict is what a decided record says: what supersedes it asks again, and decides nothing."""
        remembered, found = self._ledger.memory.documents.get(generation), self.file_of(generation)
        return (
            remembered is not None
            and found is not None
            and found.status != "rejected"
            and want.option == remembered.option
        )

    def asks_again(self, want: Wanted, generation: str) -> bool:
        """Whether a record only proposes to go back on an accepted one, while the team's verdict is still that one's."""
        before = self._before(generation)
        return bool(before) and self.takes_the_same(want, before)

    def current(self, id: str) -> tuple[str, Record | None]:
        """The newest generation of a record that is remembered or there, and its file."""
        generation = id
        while True:
            newer = following(id, generation)
            if newer not in self._ledger.memory.documents and newer not in self._own:
                break
            generation = newer
        return generation, self.file_of(generation)

    def file_of(self, generation: str) -> Record | None:
        """The file of a generation, wherever people moved it."""
        return self._own.find(generation, self._ledger.memory)

    def predecessor(self, generation: str) -> Record | None:
        """The file that a generation supersedes: the one before it or, where that was rejected, the last in force."""
        before = self._before(generation)
        return self.file_of(before or preceding(generation)) if preceding(generation) else None

    def _before(self, generation: str) -> str:
        """The last generation before this one that is in force; nothing where none is."""
        while generation := preceding(generation):
            found = self.file_of(generation)
            if found is not None and found.status == "accepted":
                return generation
        return ""

    def foreign(self, want: Wanted) -> Record | None:
        """A record of people's own with the name that ours would have."""
        if want.id in self._ledger.memory.documents or want.id in self._own or self._folder is None:
            return None
        return next((each for each in self._folder.records if _words(each.slug) == want.name), None)

    def theirs(self, want: Wanted, found: Record | None) -> Record | None:
        """The people's own record that gives this verdict already; None when there is none, or ours was decided itself."""
        if not want.theirs or self._folder is None:
            return None
        ours = {each.path for each in self._ledger.memory.documents.values()}
        path = self._folder.path / want.theirs
        own = next((each for each in self._folder.records if each.path == path and not each.id), None)
        if own is None or self._ledger.relative(own.path) in ours:
            return None
        if found is not None:
            remembered = self._ledger.memory.documents.get(self.current(want.id)[0])
            if remembered is None or not self.is_open(found, remembered):
                return None
        return own

    def is_gone(self, generation: str) -> bool:
        """Whether people deleted it, and nobody wants it back."""
        return (
            generation in self._ledger.memory.documents and generation.partition(".")[0] not in self._restore
        )


def _generated(found: Record, remembered: Remembered) -> Record:
    """The record as it was generated last, before people came to it."""
    return read_record(found.path, remembered.base.encode("utf-8", "surrogateescape"))


def _words(slug: str) -> str:
    """The words of a name as ours are joined."""
    return slug.replace("_", "-").replace(" ", "-")


def following(id: str, generation: str) -> str:
    """The id of the generation after this one."""
    number = int(generation[len(id) + 1 :] or 1) if generation != id else 1
    return f"{id}.{number + 1}"


def preceding(generation: str) -> str:
    """The id of the generation before this one; nothing for the first."""
    stem, _, number = generation.rpartition(".")
    if not number.isdigit():
        return ""
    return stem if number == "2" else f"{stem}.{int(number) - 1}"
