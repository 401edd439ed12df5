"""Writes whole files, and makes sure that what was written is on the disk."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on the disk, where the system lets that be done.

    Without this a power cut may bring an old name back. Not every system lets a folder be opened or synced; the content
    itself is on the disk by now, so that is no reason to report a failure.
    """
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def stamp(files: Iterable[Path]) -> bytes:
    """Changes when one of these files does: their names, sizes and times. Raises OSError for one that is not there."""
    about = [(path.name, path.stat()) for path in sorted(files)]
    return "".join(f"\n{name} {known.st_size} {known.st_mtime_ns}" for name, known in about).encode()
