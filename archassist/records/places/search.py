"""Finds the folder of a repository's decision records the way its other tools do, and says how it was found.

In this order: where an export wrote some before; the folder itself when it contains records; what `.adr-dir`,
`.log4brains.yml` or `catalog-info.yaml` name, here or above, as far as the repository reaches; the usual folders that hold
records; any other that does; an empty one that was named or is usual. Only where there is none of these is one begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archassist.reading_files import inside, real
from archassist.records.file_names import is_folder_name
from archassist.records.places.pointers import Pointer, pointers
from archassist.records.places.scan import Scan, holds_records, scan
from archassist.records.record import Dialect
from archassist.records.text import readable

USUAL = (
    "docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/architecture/decisions", "docs/architecture-decisions",
    "docs/madr", "adr", "decisions",
)  # fmt: skip
DEFAULT = "decisions"
NOTHING = "nothing else was found"
"""Why a folder is begun of which nothing tells."""

MOST_ABOVE = 20
"""Folders above that are looked at for what they name."""

MOST_TOLD = 3
"""Other folders with records that are named."""


@dataclass(frozen=True, slots=True)
class Located:
    """A folder and why it is that one. `named`: its name, or somebody, says that it holds records, so names of files there
    count as such; otherwise each file has to read as a decision. `begun`: there are no records anywhere to join."""

    path: Path
    why: str
    dialect: Dialect
    named: bool = True
    begun: bool = False


def locate(target: Path, remarks: list[str], ours: Path | None = None) -> Located:
    """The record folder of `target`, which need not exist yet. Never one outside of it. `ours` is where an export wrote
    records before."""
    if ours is not None and inside(target, ours):
        return Located(ours, "an export wrote records there", "madr", is_named(target, ours))
    here = _is_called(target)
    if _is_folder(target) and holds_records(target, named=here):
        return Located(target, "it contains records", "madr", here)
    promised: list[Pointer] = []
    outside: list[Path] = []
    for pointer in _pointers(target, remarks):
        if not inside(target, pointer.path):
            outside.append(pointer.path)
        elif _is_folder(pointer.path):
            return Located(_within(target, pointer.path), f"{pointer.file.name} names it", pointer.dialect)
        else:
            promised.append(pointer)
    usual = list(_usual(target, remarks))
    holding = [path for path in usual if holds_records(path, named=True)]
    if holding:
        _tell_others(target, holding[0], holding[1:], remarks)
        return Located(holding[0], "it contains records", "madr")
    found = scan(target) if _is_folder(target) else Scan()
    if found.holders:
        best = found.holders[0]
        _tell_others(target, best.path, [each.path for each in found.holders[1:] if each.named], remarks)
        _tell_stale(promised, best.path, remarks)
        return Located(best.path, "it contains records", "madr", best.named)
    if found.closed:
        shown = ", ".join(readable(str(each)) for each in found.closed[:MOST_TOLD])
        more = f" and {len(found.closed) - MOST_TOLD} more" if len(found.closed) > MOST_TOLD else ""
        remarks.append(f"{shown}{more} could not be looked into: records there are not found.")
    if found.cut:
        remarks.append(
            f"{target} holds too many folders to look through all of them for records. "
            "A file .adr-dir there may name the one that holds them."
        )
    if promised:
        first = promised[0]
        return Located(_within(target, first.path), f"{first.file.name} names it", first.dialect, begun=True)
    _tell_outside(target, outside, remarks)
    if usual:
        return Located(usual[0], "it is there", "madr")
    return Located(target / DEFAULT, NOTHING, "madr", begun=True)


def is_named(target: Path, folder: Path) -> bool:
    """Whether a folder in the target is called as folders of records are, or files there say that it is one."""
    if _is_called(folder):
        return True
    return any(real(each.path) == real(folder) for each in _pointers(target, []))


def _is_called(folder: Path) -> bool:
    """Whether a folder, or the one around it in the same repository, is called as folders of records are."""
    path = real(folder)
    top = _there(path / ".git")
    return is_folder_name(path.name) or (not top and is_folder_name(path.parent.name))


def _pointers(target: Path, remarks: list[str]) -> Iterator[Pointer]:
    """What files name in the target and in the folders around it, up to the top of its repository."""
    yield from pointers(target, remarks)
    around = _repository(target)
    if around is None:
        return
    for folder in list(real(target).parents)[:MOST_ABOVE]:
        if not folder.is_relative_to(around):
            return
        yield from pointers(folder, [], around)  # what is wrong with them is not about this folder


def _repository(target: Path) -> Path | None:
    """The top of the repository that a folder lies in; None for one that is a top itself, or lies in none."""
    here = real(target)
    if _there(here / ".git"):
        return None
    return next((each for each in list(here.parents)[:MOST_ABOVE] if _there(each / ".git")), None)


def _there(path: Path) -> bool:
    """Whether there is something, as far as this user may know."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _within(target: Path, path: Path) -> Path:
    """The path as one below the target: a file above names it by its real one."""
    if path.is_relative_to(target):
        return path
    return target / real(path).relative_to(real(target))


def _usual(target: Path, remarks: list[str]) -> Iterator[Path]:
    seen = set()
    for name in USUAL:
        path = target / name
        if not _is_folder(path):
            continue
        if not inside(target, path):
            remarks.append(f"{path} leads out of {target} by a link: it is not followed.")
        elif real(path) not in seen:
            seen.add(real(path))
            yield path


def _tell_others(target: Path, taken: Path, others: Iterable[Path], remarks: list[str]) -> None:
    names = [readable(str(each.relative_to(target))) for each in others if not each.is_relative_to(taken)]
    if names:
        more = f" and {len(names) - MOST_TOLD} more" if len(names) > MOST_TOLD else ""
        remarks.append(
            f"{target} holds records in other folders, too, which are not read: {', '.join(names[:MOST_TOLD])}{more}. "
            f"These are about {readable(str(taken.relative_to(target)))}."
        )


def _tell_stale(promised: list[Pointer], taken: Path, remarks: list[str]) -> None:
    for each in promised[:1]:
        remarks.append(
            f"{each.file} names “{readable(each.said[:100])}”, which is not there; {taken} holds records."
        )


def _tell_outside(target: Path, named: list[Path], remarks: list[str]) -> None:
    """Says that the repository has records which an export into this folder cannot join."""
    around = _repository(target)
    if around is None:
        return
    known = [*named, *(path for each in USUAL if _is_folder(path := around / each) and inside(around, path))]
    for path in known:
        if _is_folder(path) and not inside(target, path) and holds_records(path, named=True):
            remarks.append(
                f"The repository's records are in {path}, outside of {target}: they are not joined. "
                f"Name a folder that holds both, such as {around}, to go on with them."
            )
            return
