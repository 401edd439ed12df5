"""Looks through a folder for others that hold decision records already, whatever they are called.

A repository may be large, and somebody else's: only so many folders are looked into, none behind a link, none of another
repository, and none where tools keep what they fetch or build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from archassist.reading_files import read_regular
from archassist.records.file_names import INSIDE, Name, is_folder_name, is_template, parsed
from archassist.records.places.plausibility import is_decision, is_placeholder
from archassist.records.record import read_record

DEEPEST = 7
"""Folders below one another that are looked into."""

MOST_FOLDERS = 3_000
MOST_ENTRIES = 60_000
"""Names of files and folders that are looked at in all."""

MOST_READ = 300
"""Files that are opened to see whether they read as decisions."""

MOST_OF_ONE = 8
"""Of one folder."""

LARGEST_SAMPLE = 256_000
"""Bytes of a file that is opened for that."""

FEW = 3
"""Records: with fewer a folder is rather not the one for the whole repository."""

SKIPPED = frozenset(
    """node_modules bower_components vendor vendored third_party thirdparty external externals site-packages venv env
    target build dist out bin obj coverage __pycache__ pods deriveddata test tests fixtures testdata test-data example
    examples sample samples template templates integration-tests images image img assets media diagrams
    _build _site""".split()  # noqa: SIM905
)
"""Folders in which nobody keeps the records of this repository."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A folder that holds records, and how many names there say so."""

    path: Path
    many: int
    named: bool

    @property
    def rank(self) -> tuple[bool, bool, int, int, str]:
        """The best first: called as folders of records are, with more than a few records, the least deep, with the most."""
        return not self.named, self.many < FEW, len(self.path.parts), -self.many, str(self.path)


@dataclass(slots=True)
class Scan:
    """What was found, the best first; `cut` is true when there was too much to look at all of it, and `closed` are folders
    that could not be looked into."""

    holders: list[Holder] = field(default_factory=list)
    cut: bool = False
    closed: list[Path] = field(default_factory=list)


@dataclass(slots=True)
class _Listing:
    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    nested: bool = False
    closed: bool = False


def scan(target: Path) -> Scan:
    """The folders below a folder that hold records."""
    found, left, entries, read = Scan(), [(target, 0)], 0, 0
    for looked, (folder, depth) in enumerate(left):
        if looked >= MOST_FOLDERS or entries >= MOST_ENTRIES:
            found.cut = True
            break
        listing = _listed(folder, MOST_ENTRIES - entries)
        found.closed += [folder] if listing.closed else []
        entries += len(listing.files) + len(listing.folders)
        if listing.nested and folder != target:
            continue
        if folder != target:
            named = is_folder_name(folder.name)
            names = _record_names(listing.files)
            many = len(names) if named or any(_surely(each) for _, each in names) else 0
            many += _own_folders(folder, listing.folders) if named else 0
            if not many and names and read < MOST_READ:
                sample = [folder / name for name, _ in names[:MOST_OF_ONE]]
                read += len(sample)
                many = len(names) if read_as_decisions(sample) else 0
            if many:
                found.holders.append(Holder(folder, many, named))
        if depth < DEEPEST:
            left += [(folder / name, depth + 1) for name in listing.folders]
    found.holders = sorted(_joined(target, found.holders), key=lambda each: each.rank)
    return found


def holds_records(folder: Path, *, named: bool) -> bool:
    """Whether a folder itself holds records; `named` says that it is called so, or that somebody says so."""
    listing = _listed(folder, MOST_ENTRIES)
    names = _record_names(listing.files)
    if named and (names or _own_folders(folder, listing.folders)):
        return True
    if any(_surely(name) for _, name in names):
        return True
    return read_as_decisions(folder / name for name, _ in names[:MOST_OF_ONE])


def read_as_decisions(paths: Iterable[Path]) -> bool:
    """Whether at least half of these files read as decisions."""
    many = told = 0
    for path in paths:
        many += 1
        try:
            record = read_record(path, read_regular(path, LARGEST_SAMPLE))
        except OSError:
            continue
        told += is_decision(record) and not is_placeholder(record)
    return many > 0 and told * 2 >= many


def is_skipped(name: str) -> bool:
    """Whether a folder is hidden, or one in which nobody keeps records."""
    return name.startswith(".") or name.lower() in SKIPPED


def _listed(folder: Path, most: int) -> _Listing:
    found = _Listing()
    try:
        with os.scandir(folder) as there:
            for number, each in enumerate(there):
                if number >= most:
                    break
                if each.name == ".git":
                    found.nested = True
                elif each.is_dir(follow_symlinks=False):
                    if not is_skipped(each.name):
                        found.folders.append(each.name)
                else:
                    found.files.append(each.name)
    except OSError:
        found.closed = True  # and holds nothing that could be joined
    found.folders.sort()
    return found


def _record_names(files: Iterable[str]) -> list[tuple[str, Name]]:
    found = [(name, parsed(name)) for name in files if not is_template(name)]
    return sorted((name, each) for name, each in found if each is not None)


def _surely(name: Name) -> bool:
    """Whether a name alone says that it is a record's: `adr-003-title.md`."""
    return bool(name.prefix) and name.sure and not name.prefix[0].isdigit()


def _own_folders(folder: Path, names: Iterable[str]) -> int:
    """How many records have a folder of their own here: `0005-title/README.md`."""
    many = 0
    for name in list(names)[:MOST_OF_ONE]:
        if parsed(f"{name}.md") is not None:
            many += any(
                each.rpartition(".")[0].lower() in INSIDE for each in _listed(folder / name, 1000).files
            )
    return many


def _joined(target: Path, holders: list[Holder]) -> list[Holder]:
    """Folders in one that is called as folders of records are belong to it, where it holds some itself, or several do."""
    by_path = {each.path: each for each in holders}
    above: dict[Path, list[Holder]] = {}
    for each in holders:
        for parent in each.path.parents:
            if parent == target or not parent.is_relative_to(target):
                break
            if is_folder_name(parent.name):
                above.setdefault(parent, []).append(each)
    joined = {
        path: Holder(path, sum(each.many for each in within), True)
        for path, within in above.items()
        if path in by_path or len({each.path.relative_to(path).parts[0] for each in within}) > 1
    }
    found = []
    for each in [*joined.values(), *(each for each in holders if each.path not in joined)]:
        if not any(parent in joined for parent in each.path.parents):
            found.append(each)
    return found
