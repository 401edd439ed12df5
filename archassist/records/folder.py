"""The folder of a repository's decision records: what is in it, what counts as a record, and how new ones are named.

Whoever made the repository may have put anything there: nothing outside of it is read, nothing waits, and what is passed
over is named.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archassist.reading_files import inside
from archassist.records.file_names import is_record_name, name_of
from archassist.records.places.listing import Listing, PassedOver, Unread, list_records
from archassist.records.places.patterns import Pattern, learned
from archassist.records.places.search import locate
from archassist.records.record import Dialect, Record
from archassist.records.text import readable

__all__ = ["PassedOver", "RecordFolder", "Unread", "find_folder"]


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """Where records are, and how they are written and named there. `why` says how the folder was found.

    `unread` are files with names of records that could not be read, `passed_over` are documents that are no records,
    `remarks` says what was not followed on the way, and `numbers` are those of all names, read or not. `begun` is true
    when there are no records to join: an export makes the folder.
    """

    path: Path
    dialect: Dialect
    records: tuple[Record, ...]
    pattern: Pattern
    why: str
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()
    passed_over: tuple[PassedOver, ...] = ()
    begun: bool = False

    def name_for(self, slug: str, number: int, day: datetime.date) -> str:
        """The name of a new record, as those that are there are named."""
        return self.pattern.name(slug, number, day)

    def next_number(self, taken: frozenset[int] = frozenset()) -> int:
        """One more than the highest number here, and in `taken`."""
        return max([*taken, *self.numbers], default=0) + 1

    def shown(self, record: Record) -> str:
        """A record's path below the folder, for people and for files that hold UTF-8."""
        return readable(record.path.relative_to(self.path).as_posix())

    @property
    def below(self) -> tuple[str, ...]:
        """The folders within this one that hold records, relative and with slashes."""
        parents = {each.path.parent.relative_to(self.path).as_posix() for each in self.records}
        return tuple(sorted(parents - {"."}))


def find_folder(
    target: Path, dialect: Dialect | None = None, remembered: Collection[str] = ()
) -> RecordFolder:
    """The record folder of `target`, which need not exist yet; `dialect` overrules what is found. `remembered` are paths of
    documents that an export wrote: where its records are, the others go.

    A folder outside of `target` is not followed, whether a file of `target` names it or a link leads there.
    """
    remarks: list[str] = []
    ours = {
        each for each in remembered if is_record_name(PurePosixPath(each).name) and _is_there(target / each)
    }
    place = locate(target, remarks, _most_common(target, ours))
    listing = Listing()
    if inside(target, place.path):
        listing = list_records(place.path, named=place.named, ours={target / each for each in ours})
    records = tuple(listing.records)
    spoken = Counter(each.dialect for each in records if each.dialect != "other")
    found: Dialect = spoken.most_common(1)[0][0] if spoken else place.dialect
    # Those in folders within are often of series of their own, named otherwise.
    top = [each for each in records if each.path.parent == place.path or _has_own_folder(place.path, each)]
    return RecordFolder(
        place.path,
        dialect or found,
        records,
        learned(top or records, dated=not records and found == "log4brains"),
        place.why,
        tuple(listing.unread),
        tuple(remarks),
        _numbers(place.path, listing.numbered),
        tuple(listing.passed_over),
        place.begun,
    )


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # nobody may look, or there can be no such name
        return False


def _most_common(target: Path, paths: Collection[str]) -> Path | None:
    """The folder that most of these files lie in."""
    parents = Counter(str(PurePosixPath(each).parent) for each in sorted(paths))
    return target / parents.most_common(1)[0][0] if parents else None


def _has_own_folder(folder: Path, record: Record) -> bool:
    return record.path.parent.parent == folder and name_of(record.path) != name_of(Path(record.path.name))


def _numbers(folder: Path, numbered: Sequence[tuple[Path, int]]) -> frozenset[int]:
    """The numbers that new records go on from: those of folders within, too, unless they are counted by themselves."""
    by_folder: dict[Path, set[int]] = {}
    for path, number in numbered:
        by_folder.setdefault(path, set()).add(number)
    top = by_folder.get(folder, set())
    every = [number for each in by_folder.values() for number in each]
    return frozenset(top if top and len(set(every)) < len(every) else every)
