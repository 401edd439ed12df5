"""Lists what a record folder holds: records, files that could not be read, and documents that are no records."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from archassist.reading_files import ReadRefused, amount, read_regular
from archassist.records.file_names import (
    DOCUMENTS,
    INSIDE,
    LISTS,
    OTHER_DOCUMENTS,
    Name,
    is_template,
    name_of,
    parsed,
)
from archassist.records.places.plausibility import is_decision, is_placeholder, is_plain_decision
from archassist.records.places.pointers import no_name
from archassist.records.places.scan import is_skipped
from archassist.records.record import LARGEST, Record, read_record
from archassist.records.text import readable

MOST_NAMES = 100_000
"""Names in a folder, and in those within, that are looked at."""

MOST_RECORDS = 10_000
TOGETHER = 50_000_000
"""Bytes of all records of a folder."""

MOST_TOLD = 200
"""Documents that are no records which are named one by one."""

DEEPEST = 3
"""Folders below one another, within the folder of records, in which records are looked for."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that stands where records are and was not read. `why` reads on after its name: "is a link"."""

    path: Path
    why: str
    link: bool = False

    def __str__(self) -> str:
        return f"{readable(str(self.path))} {self.why}."


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A document in a record folder that counts as no record: its `path` below the folder, and why.

    `why` reads on after the name: "is a template". What has the name of a record and cannot be read is `Unread` instead.
    """

    path: Path
    why: str

    def __str__(self) -> str:
        return f"{readable(str(self.path))} {self.why}."


@dataclass(slots=True)
class Listing:
    """What a folder holds; `numbered` are the numbers that are taken, each with the folder that counts it."""

    records: list[Record] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    numbered: list[tuple[Path, int]] = field(default_factory=list)


def list_records(folder: Path, *, named: bool = True, ours: Collection[Path] = ()) -> Listing:
    """Every record in a folder, by name. With `named` each file with the name of a record counts as one, also in folders
    within; otherwise it has to read as a decision. Those of `ours` count whatever is in them."""
    return _Lister(folder, named, ours).listing()


class _Lister:
    def __init__(self, folder: Path, named: bool, ours: Collection[Path]) -> None:
        self._folder, self._named, self._ours = folder, named, ours
        self._found = Listing()
        self._left, self._over, self._more, self._told = TOGETHER, 0, False, 0

    def listing(self) -> Listing:
        try:
            paths = sorted(self._walk())
        except OSError as error:
            self._found.unread.append(Unread(self._folder, f"cannot be read: {error.strerror or error}"))
            return self._found
        if self._more:
            why = f"holds more than {MOST_NAMES:,} files; the others were not looked at"
            self._found.unread.append(Unread(self._folder, why))
        own = self._own_files(paths)
        for below in paths:
            self._file(self._folder / below, PurePosixPath(below), own)
        if self._over:
            most = f"more than {MOST_RECORDS:,} records"
            if self._left <= 0:
                most = f"more than {amount(TOGETHER)} of records"
            why = f"holds {most}; {self._over:,} of them were not read"
            self._found.unread.append(Unread(self._folder, why))
        if self._told > MOST_TOLD:
            why = f"holds {self._told - MOST_TOLD:,} more documents that are not records"
            self._found.passed_over.append(PassedOver(Path(), why))
        return self._found

    # -- names

    def _walk(self) -> Iterator[str]:
        """Paths below the folder of what may be a document. Raises OSError when the folder itself cannot be read."""
        left, seen = [("", 0)], 0
        for below, depth in left:
            try:
                there = os.scandir(self._folder / below)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                if not below:
                    raise
                self._found.unread.append(
                    Unread(self._folder / below, f"cannot be read: {error.strerror or error}")
                )
                continue
            names, folders, nested = [], [], False
            with there:
                for each in there:
                    if seen >= MOST_NAMES:
                        self._more = True
                        break
                    seen += 1
                    nested = nested or each.name == ".git"
                    if not each.is_dir(follow_symlinks=False) or parsed(each.name):
                        names.append(each.name)
                    elif not is_skipped(each.name) and not no_name(each.name):
                        folders.append(each.name)
            if nested and below:
                continue  # another repository's
            yield from (f"{below}{name}" for name in names)
            if self._named and depth < DEEPEST:
                left += [(f"{below}{name}/", depth + 1) for name in sorted(folders)]

    def _own_files(self, paths: list[str]) -> dict[str, str]:
        """By folder that is one record's own the file that is the record."""
        found: dict[str, str] = {}
        for each in paths:
            path = PurePosixPath(each)
            if (
                len(path.parts) > 1
                and path.suffix.lower() in DOCUMENTS
                and _numbered_folder(path.parent.name)
            ):
                mine = path.stem.lower() in INSIDE or path.stem.lower() == path.parent.name.lower()
                if mine:
                    found.setdefault(str(path.parent), each)
        return found

    # -- files

    def _file(self, path: Path, below: PurePosixPath, own: dict[str, str]) -> None:
        parent = str(below.parent)
        if parent in own and own[parent] != str(below):
            return  # what belongs to a record is none
        suffix = below.suffix.lower()
        if suffix not in DOCUMENTS:
            if suffix in OTHER_DOCUMENTS and parsed(f"{below.stem}.md"):
                self._pass(below, "is not Markdown, reStructuredText or AsciiDoc: it is not read")
            return
        name = name_of(path) if parent in own else parsed(below.name)
        if is_template(below.name) and not (name and name.number):
            self._pass(below, "is a template")
        elif below.stem.lower() in LISTS and parent not in own:
            self._pass(below, "is a page about the folder, by its name")
        elif name is not None and (path in self._ours or (self._named and name.sure)):
            self._named_file(path, below, name, parent in own)
        else:
            self._judged(path, below, name)

    def _named_file(self, path: Path, below: PurePosixPath, name: Name, own: bool) -> None:
        """A file that counts as a record by its name, also when it cannot be read."""
        record = self._read(path, below, strict=True)
        if record is not None and self._is_template(below, record, name):
            self._pass(below, "is a template")
            return
        if name.number is not None:
            self._found.numbered.append((path.parent.parent if own else path.parent, name.number))
        if record is not None:
            self._found.records.append(record)

    def _judged(self, path: Path, below: PurePosixPath, name: Name | None) -> None:
        """A file whose text has to tell whether it is a record."""
        record = self._read(path, below, strict=name is not None and name.sure)
        if record is None:
            return
        if is_placeholder(record):
            self._pass(below, "is a template")
        elif name is None and not is_plain_decision(record):
            self._pass(below, "has no number or date in its name, and does not read as a decision")
        elif name is not None and not is_decision(record):
            self._pass(below, "does not read as a decision")
        else:
            if name is not None and name.number is not None:
                self._found.numbered.append((path.parent, name.number))
            self._found.records.append(record)

    def _read(self, path: Path, below: PurePosixPath, *, strict: bool) -> Record | None:
        """A record; None when it cannot be read, which is noted: as a fault with `strict`."""
        if len(self._found.records) >= MOST_RECORDS or self._left <= 0:
            self._over += 1
            return None
        why, link = "", False
        if no_name(below.name):
            why = "has a name that is not UTF-8, or that contains control characters: rename it"
        else:
            try:
                content = read_regular(path, LARGEST)
                self._left -= len(content)
                return read_record(path, content)
            except ReadRefused as refused:
                why, link = refused.why, path.is_symlink()
            except OSError as error:
                why = f"cannot be read: {error.strerror or error}"
        if strict:
            self._found.unread.append(Unread(path, why, link))
        else:
            self._pass(below, why)
        return None

    def _is_template(self, below: PurePosixPath, record: Record, name: Name) -> bool:
        if is_template(below.name):
            return not (record.status == "accepted" and name.number)
        return is_placeholder(record)

    def _pass(self, below: PurePosixPath, why: str) -> None:
        self._told += 1
        if self._told <= MOST_TOLD:
            self._found.passed_over.append(PassedOver(Path(below), why))


def _numbered_folder(name: str) -> bool:
    found = parsed(f"{name}.md")
    return found is not None and (found.sure or bool(found.number))
