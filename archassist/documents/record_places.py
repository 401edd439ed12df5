"""The folder into which records are exported: what is there, what begins, what is in the way."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archassist.documents.errors import ExportError
from archassist.reading_files import no_folder
from archassist.records import Memory, RecordFolder, pending
from archassist.records.file_names import MARKDOWN
from archassist.records.memory import FOLDER
from archassist.records.places.search import NOTHING


def left_over(target: Path) -> Iterator[str]:
    """What is said of exports that were stopped: they are not finished here, where nothing is written."""
    if pending(target):
        yield (
            f"An export into {target} was interrupted, or is still running. This is the folder as it is now; "
            "the next export finishes that one first."
        )
    for name in () if (target / FOLDER).is_symlink() else ("journal.json", "pending"):
        path = target / FOLDER / name
        if path.exists() or path.is_symlink():
            yield f"{path} is not read: files like this one are ignored. Delete it if nobody needs it."


def of_another_review(target: Path, memory: Memory, title: str) -> Iterator[str]:
    """What is said of a folder that holds the documents of a review with another title: those are not lost unsaid."""
    if memory.review and memory.review != title:
        yield (
            f"{target} holds the documents of another review, “{memory.review}”. This export brings those of “{title}” "
            "over them, and its records among them. To keep both, name a folder for each with --to."
        )


def begun(target: Path, folder: RecordFolder) -> Iterator[str]:
    """What is said of a folder that is begun, where a repository might have another one, and of one in another form."""
    others = Counter(each.path.suffix for each in folder.records if each.path.suffix.lower() not in MARKDOWN)
    if others.total() * 2 > len(folder.records):
        form = others.most_common(1)[0][0]
        yield f"Most records in {folder.path} are {form} files; new ones are written as Markdown."
    if not folder.begun or folder.path.is_dir():
        return
    why = "no folder with records was found" if folder.why == NOTHING else folder.why
    yield f"Records begin in a new folder, {folder.path}: {why} in {target}."


def straight(target: Path, folder: RecordFolder) -> RecordFolder:
    """The same folder by its own path, where a link in the target leads to it: nothing is written through a link."""
    try:
        inside = folder.path.resolve().relative_to(target.resolve())
    except (OSError, RuntimeError, ValueError):
        return folder
    path = target / inside
    if path == folder.path:
        return folder
    return replace(
        folder,
        path=path,
        records=tuple(
            replace(each, path=path / each.path.relative_to(folder.path)) for each in folder.records
        ),
    )


def below(target: Path, folder: RecordFolder | None) -> str:
    """Where records stand, seen from the documents; empty where links to them are not possible."""
    try:
        return folder.path.relative_to(target).as_posix() if folder else ""
    except ValueError:
        return ""


def refuse_place(target: Path, folder: RecordFolder, documents: Sequence[str]) -> None:
    """Raises ExportError for a folder of records that is a file, or whose name a document is to have."""
    if not (stands := below(target, folder)):
        return
    place = posixpath.normpath(stands)
    # Some systems take names that differ in their case for one.
    taken = [each for each in documents if f"{place}/".casefold().startswith(f"{each}/".casefold())]
    why = no_folder(target, place) if place != "." else ""
    if taken:
        said = f"{target / taken[0]} is a document of this export"
    elif why and not why.endswith("is a link"):
        said = f"{target / why.partition(' is a file')[0]} is a file"
    else:
        return
    raise ExportError(
        f"{said}, and records need a folder there ({folder.why}). Name another folder, or move it away."
    )


def known(memory: Memory | None, folder: RecordFolder) -> frozenset[str]:
    """Decisions that have a record already, or had one that people deleted: it goes on being looked after."""
    remembered = memory.documents if memory else {}
    return frozenset(
        id.partition(".")[0] for id in (*remembered, *(each.id for each in folder.records)) if id
    )
