"""Writes new files whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["new", "exists"]


class ExportError(Exception):
    """Documents cannot be made or written. The message says where, why and what to do."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of an export: `new` is to be written, `exists` is left as it is."""

    path: Path
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export into the folder `target` would write."""

    target: Path
    files: tuple[PlannedFile, ...]

    def write(self) -> list[Path]:
        """Write the new files and give back their paths; one that appeared meanwhile is left as it is.

        Raises ExportError when a file cannot be written; those before it are there.
        """
        written = []
        for file in self.files:
            if file.state == "new" and _write(self.target, file):
                written.append(file.path)
        return written


def _write(target: Path, file: PlannedFile) -> bool:
    folder = file.path.parent
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve().is_relative_to(target.resolve()):
            raise ExportError(f"{folder} leads out of {target} by a link. Export into the real folder.")
        handle, temporary = tempfile.mkstemp(prefix=".archassist-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(file.text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        try:
            # Unlike a rename, a link fails when the name is taken: nothing is ever overwritten.
            os.link(temporary, file.path)
        except FileExistsError:
            return False
        return True
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(f"{file.path}: {reason}. Nothing was written there.") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
