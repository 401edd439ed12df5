"""Finds the folder of a repository's decision records the way its other tools do, and follows its ways.

In this order: `.adr-dir` (adr-tools), `.log4brains.yml`, the `backstage.io/adr-location` of `catalog-info.yaml`, and the
usual folders. What is there already decides the dialect and how files are named. Whoever made the repository may have put
anything there: nothing outside of it is read, nothing waits, and what is passed over is named.
"""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archassist.reading_files import ReadRefused, amount, inside, read_regular
from archassist.records.reading import LARGEST, Dialect, Record, is_record_name, number_of, read_record
from archassist.records.text import decode, readable

USUAL = (
    "docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/architecture/decisions", "docs/architecture-decisions",
    "docs/madr", "adr", "decisions",
)  # fmt: skip
DEFAULT = "decisions"
APART = frozenset({"readme.md", "index.md", "template.md", "adr-template.md"})

MOST_NAMES = 100_000
"""Names in a folder that are looked at."""

MOST_RECORDS = 10_000
TOGETHER = 50_000_000
"""Bytes of all records of a folder."""

LARGEST_POINTER = 256_000
"""Bytes of a file that names the folder."""

_LOG4BRAINS = re.compile(r"^[ \t]*adrFolder:[ \t]*[\"']?([^\"'#]+)")
_BACKSTAGE = re.compile(r"backstage\.io/adr-location[\"']?:[ \t]*[\"']?([^\"'#]+)")
_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Characters that no name may hold which is remembered, linked to and shown: control characters, and what is no UTF-8."""


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


@dataclass(frozen=True, slots=True)
class Folder:
    """Where records are, and how they are written and named there. `why` says how the folder was found.

    `unread` are files with names of records that could not be read, `passed_over` are documents that are no records,
    `remarks` says what was not followed on the way, and `numbers` are those of all names, read or not.
    """

    path: Path
    dialect: Dialect
    records: tuple[Record, ...]
    dated: bool
    width: int
    why: str
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()
    passed_over: tuple[PassedOver, ...] = ()

    def name_for(self, slug: str, number: int, day: datetime.date) -> str:
        """The name of a new record, as those that are there are named."""
        if self.dated:
            return f"{day:%Y%m%d}-{slug}.md"
        return f"{number:0{self.width}}-{slug}.md"

    def next_number(self, taken: frozenset[int] = frozenset()) -> int:
        """One more than the highest number here, and in `taken`."""
        return max([*taken, *self.numbers], default=0) + 1


def find_folder(target: Path, dialect: Dialect | None = None) -> Folder:
    """The record folder of `target`, which need not exist yet; `dialect` overrules what is found.

    A folder outside of `target` is not followed, whether a file of `target` names it or a link leads there.
    """
    remarks: list[str] = []
    path, why, told = _located(target, remarks)
    records, unread, numbers = read_folder(path) if inside(target, path) else ((), (), frozenset())
    spoken = Counter(each.dialect for each in records if each.dialect != "other")
    found: Dialect = spoken.most_common(1)[0][0] if spoken else told
    dated = sum(bool(each.dated) for each in records) * 2 > len(records) or (
        not records and found == "log4brains"
    )
    digits = [
        len(name[0]) for each in records if (name := re.match(r"\d+", each.path.name)) and not each.dated
    ]
    width = Counter(digits).most_common(1)[0][0] if digits else 4
    return Folder(path, dialect or found, records, dated, width, why, unread, tuple(remarks), numbers)


def read_folder(path: Path) -> tuple[tuple[Record, ...], tuple[Unread, ...], frozenset[int]]:
    """Every record in a folder, by name; what has the name of a record and could not be read; all their numbers."""
    found: list[Record] = []
    unread: list[Unread] = []
    try:
        names, more = _names(path)
    except OSError as error:
        return (), (Unread(path, f"cannot be read: {error.strerror or error}"),), frozenset()
    if more:
        unread.append(Unread(path, f"holds more than {MOST_NAMES:,} files; the others were not looked at"))
    left, over = TOGETHER, 0
    names = sorted(name for name in names if is_record_name(name) and name.lower() not in APART)
    for name in names:
        if len(found) >= MOST_RECORDS or left <= 0:
            over += 1
            continue
        if _NO_NAME.search(name):
            unread.append(
                Unread(path / name, "has a name that is no UTF-8, or holds control characters: rename it")
            )
            continue
        try:
            content = read_regular(path / name, LARGEST)
            left -= len(content)
            found.append(read_record(path / name, content))
        except ReadRefused as refused:
            unread.append(Unread(path / name, refused.why, (path / name).is_symlink()))
        except OSError as error:
            unread.append(Unread(path / name, f"cannot be read: {error.strerror or error}"))
    if over:
        most = (
            f"more than {MOST_RECORDS:,} records" if left > 0 else f"more than {amount(TOGETHER)} of records"
        )
        unread.append(Unread(path, f"holds {most}; {over:,} of them were not read"))
    numbers = frozenset(number for name in names if (number := number_of(name)) is not None)
    return tuple(found), tuple(unread), numbers


def _located(target: Path, remarks: list[str]) -> tuple[Path, str, Dialect]:
    try:
        if any(is_record_name(name) for name in _names(target)[0]):
            return target, "it holds records", "madr"
    except OSError as error:
        remarks.append(f"{target} cannot be read: {error.strerror or error}.")
    told: tuple[tuple[str, Dialect, re.Pattern[str] | None], ...] = (
        (".adr-dir", "nygard", None),
        (".log4brains.yml", "log4brains", _LOG4BRAINS),
        ("catalog-info.yaml", "madr", _BACKSTAGE),
    )
    for name, dialect, pattern in told:
        said = next(_said(target / name, pattern, remarks), "")
        if not said:
            continue
        if _may_lead(target, said):
            return target / said, f"{name} names it", dialect
        remarks.append(
            f"{target / name} names “{readable(said[:100])}”, which is no folder inside {target}: it is not followed."
        )
    for name in USUAL:
        if (target / name).is_dir():
            if inside(target, target / name):
                return target / name, "it is there", "madr"
            remarks.append(f"{target / name} leads out of {target} by a link: it is not followed.")
    return target / DEFAULT, "nothing else was found", "madr"


def _may_lead(target: Path, said: str) -> bool:
    """Whether a name in a file of strangers is that of a folder inside the target, and none that tools keep there."""
    if not said or Path(said).is_absolute() or _NO_NAME.search(said) or len(said) > 1000:
        return False
    apart = {part.lower() for part in Path(os.path.normpath(said)).parts} & {".git", ".archassist"}
    return not apart and inside(target, target / said)


def _said(path: Path, pattern: re.Pattern[str] | None, remarks: list[str]) -> Iterator[str]:
    """The folders that a file names; none when it is not there. What is no such file is remarked on."""
    try:
        lines = decode(read_regular(path, LARGEST_POINTER)).lines
    except (FileNotFoundError, NotADirectoryError):
        return
    except ReadRefused as refused:
        remarks.append(f"{path} {refused.why}: it was not read.")
        return
    except OSError as error:
        remarks.append(f"{path} cannot be read: {error.strerror or error}.")
        return
    if pattern is None:
        yield from (line.strip() for line in lines if line.strip())
        return
    for line in lines:
        if found := pattern.search(line):
            yield found[1].strip()


def _names(folder: Path) -> tuple[list[str], bool]:
    """The names in a folder, and whether there are more of them than are looked at. Raises OSError."""
    found: list[str] = []
    try:
        with os.scandir(folder) as there:
            for each in there:
                if len(found) >= MOST_NAMES:
                    return found, True
                found.append(each.name)
    except (FileNotFoundError, NotADirectoryError):
        pass
    return found, False
