"""Finds the folder of a repository's decision records the way its other tools do, and follows its ways.

In this order: `.adr-dir` (adr-tools), `.log4brains.yml`, the `backstage.io/adr-location` of `catalog-info.yaml`, and the
usual folders. What is there already decides the dialect and how files are named.
"""

from __future__ import annotations

import datetime
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from archassist.records.reading import Dialect, Record, is_record_name, read_record

USUAL = (
    "docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/architecture/decisions", "docs/architecture-decisions",
    "docs/madr", "adr", "decisions",
)  # fmt: skip
DEFAULT = "decisions"
APART = frozenset({"readme.md", "index.md", "template.md", "adr-template.md"})
LARGEST = 2_000_000
"""Bytes beyond which a file is no record."""

_LOG4BRAINS = re.compile(r"^\s*adrFolder:\s*[\"']?([^\"'#\n]+)", re.MULTILINE)
_BACKSTAGE = re.compile(r"backstage\.io/adr-location:\s*[\"']?([^\"'#\n]+)")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where records are, and how they are written and named there. `why` says how the folder was found."""

    path: Path
    dialect: Dialect
    records: tuple[Record, ...]
    dated: bool
    width: int
    why: str

    def name_for(self, slug: str, number: int, day: datetime.date) -> str:
        """The name of a new record, as those that are there are named."""
        if self.dated:
            return f"{day:%Y%m%d}-{slug}.md"
        return f"{number:0{self.width}}-{slug}.md"

    def next_number(self, taken: frozenset[int] = frozenset()) -> int:
        """One more than the highest number here, and in `taken`."""
        return (
            max([*taken, *(each.number for each in self.records if each.number is not None)], default=0) + 1
        )


def find_folder(target: Path, dialect: Dialect | None = None) -> Folder:
    """The record folder of `target`, which need not exist yet; `dialect` overrules what is found.

    A folder that a file of `target` names outside of it is not followed.
    """
    path, why, told = _located(target)
    records = read_folder(path)
    spoken = Counter(each.dialect for each in records if each.dialect != "other")
    found: Dialect = spoken.most_common(1)[0][0] if spoken else told
    dated = sum(bool(each.dated) for each in records) * 2 > len(records) or (
        not records and found == "log4brains"
    )
    digits = [
        len(name[0]) for each in records if (name := re.match(r"\d+", each.path.name)) and not each.dated
    ]
    width = Counter(digits).most_common(1)[0][0] if digits else 4
    return Folder(path, dialect or found, records, dated, width, why)


def read_folder(path: Path) -> tuple[Record, ...]:
    """Every record in a folder, by name. Files that cannot be read are left out."""
    if not path.is_dir():
        return ()
    found = []
    for each in sorted(path.iterdir()):
        if not is_record_name(each.name) or each.name.lower() in APART or each.is_symlink():
            continue
        try:
            if each.is_file() and each.stat().st_size <= LARGEST:
                found.append(read_record(each))
        except OSError:
            continue
    return tuple(found)


def numbers_taken(folder: Path) -> frozenset[int]:
    """Numbers of records on the base branches of the git repository that holds the folder; empty without one.

    Two branches that both add a record take the same number, and git never sees a conflict in that.
    """
    return frozenset(number for _, names in on_base(folder) for number, _ in names)


def on_base(folder: Path) -> list[tuple[str, list[tuple[int, str]]]]:
    """By base branch (origin/main ...) the numbers and names of the records in this folder there."""
    root = _git(folder, "rev-parse", "--show-toplevel")
    if not root:
        return []
    try:
        inside = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    except ValueError:
        return []
    found = []
    for branch in ("origin/HEAD", "origin/main", "origin/master", "main", "master"):
        listed = _git(folder, "ls-tree", "--full-tree", "--name-only", f"{branch}:{inside}")
        if listed:
            names = [
                (int(number[0]), name)
                for name in listed.splitlines()
                if (number := re.match(r"\d{1,6}(?=[-_. ])", name))
            ]
            found.append((branch, names))
    return found


def _git(folder: Path, *words: str) -> str:
    here = next((each for each in (folder, *folder.parents) if each.is_dir()), None)
    if here is None:
        return ""
    try:
        ran = subprocess.run(
            ["git", "-C", str(here), *words], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""


def _located(target: Path) -> tuple[Path, str, Dialect]:
    if any(is_record_name(each.name) for each in _entries(target)):
        return target, "it holds records", "madr"
    for name, dialect, pattern in (
        (".adr-dir", "nygard", None),
        (".log4brains.yml", "log4brains", _LOG4BRAINS),
        ("catalog-info.yaml", "madr", _BACKSTAGE),
    ):
        said = _read(target / name)
        found = said.strip().splitlines()[:1] if pattern is None else pattern.findall(said)[:1]
        if found and (inside := _inside(target, found[0].strip())) is not None:
            return inside, f"{name} names it", dialect  # type: ignore[return-value]
    for name in USUAL:
        if (target / name).is_dir():
            return target / name, "it is there", "madr"
    return target / DEFAULT, "nothing else was found", "madr"


def _inside(target: Path, said: str) -> Path | None:
    path = target / said
    if not said or Path(said).is_absolute() or not path.resolve().is_relative_to(target.resolve()):
        return None
    return path


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") if path.is_file() and path.stat().st_size < LARGEST else ""
    except OSError:
        return ""
