"""Writes a set of files all together: stopped anywhere, the set is the old one or the new one.

New contents are written beside, then a journal is put in place in one step, then each file is moved to its name, and the
journal is removed. A stop before the journal leaves the old set; after it, the next run (of anything that reads the
folder) finishes the moves.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.disk import sync_folder
from archassist.records.memory import FOLDER

STAGE, JOURNAL = "pending", "journal.json"


class WriteFault(OSError):
    """A set of files could not be written. The message says which, why, and that nothing was changed."""


@dataclass(frozen=True, slots=True)
class Write:
    """A file to be: its path relative to the target, the bytes it has now (None: it is not there), and those to come."""

    path: str
    before: bytes | None
    after: bytes


def write_all(
    target: Path, writes: Sequence[Write], *, step: Callable[[str], None] = lambda name: None
) -> None:
    """Write all files, or none. `step` is told of every step, for tests that stop in the middle.

    Raises WriteFault when a file is not any more what it was when the writes were planned, when a path leads out of
    the target, or when the disk refuses.
    """
    recover(target)
    if not writes:
        return
    folder = target / FOLDER
    stage = folder / STAGE
    try:
        _check(target, writes)
        target.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        entries = []
        for number, write in enumerate(writes):
            _durable(stage / str(number), write.after)
            entries.append([write.path, str(number)])
            step(f"staged {write.path}")
        _durable(stage / "entries.json", json.dumps(entries).encode())
        step("journal written")
        (stage / "entries.json").replace(folder / JOURNAL)
        sync_folder(folder)
        step("committed")
        _apply(target, step)
    except OSError as error:
        if not (folder / JOURNAL).exists():
            shutil.rmtree(stage, ignore_errors=True)
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, WriteFault):
            raise
        where = f"{error.filename}: " if error.filename else ""
        raise WriteFault(f"{where}{error.strerror or error}. Nothing was written.") from None


def recover(target: Path) -> bool:
    """Finishes a set that was committed and not moved; whether there was one. Raises OSError."""
    folder = target / FOLDER
    if (folder / JOURNAL).is_file() and not folder.is_symlink():
        _apply(target, lambda name: None)
        return True
    if (folder / STAGE).is_dir() and not folder.is_symlink():
        shutil.rmtree(folder / STAGE, ignore_errors=True)
    return False


def _apply(target: Path, step: Callable[[str], None]) -> None:
    folder = target / FOLDER
    for path, number in json.loads((folder / JOURNAL).read_text()):
        staged, goal = folder / STAGE / number, target / path
        if not _leads_inside(target, goal):
            raise WriteFault(f"{goal} leads out of {target} by a link.")
        if staged.exists():
            goal.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(goal)
            sync_folder(goal.parent)
        step(f"moved {path}")
    (folder / JOURNAL).unlink()
    step("journal removed")
    shutil.rmtree(folder / STAGE, ignore_errors=True)


def _check(target: Path, writes: Sequence[Write]) -> None:
    for write in writes:
        goal = target / write.path
        if not _leads_inside(target, goal):
            raise WriteFault(
                f"{goal} leads out of {target} by a link. Export into the real folder. Nothing was written."
            )
        now = goal.read_bytes() if goal.is_file() else None
        if (goal.exists() and not goal.is_file()) or _digest(now) != _digest(write.before):
            raise WriteFault(f"{goal} was changed meanwhile. Nothing was written: export again.")


def _leads_inside(target: Path, goal: Path) -> bool:
    return goal.parent.resolve().is_relative_to(target.resolve()) and not goal.is_symlink()


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _durable(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(0o644)
