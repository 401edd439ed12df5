"""One export at a time in a folder, by a lock that ends with the processes that hold it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from archassist.locks import FOLDER_ONLY, Held, take
from archassist.records.own import lock_file

SECONDS = 10.0
"""How long an export waits for another one, in seconds."""

LOOK = 2.0
"""How long somebody who only reads waits, in seconds."""


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[int | None]:
    """Holds a folder's lock, and gives the handle that holds it: whoever inherits that goes on holding it.

    The lock is on the folder itself, where others who may read it see it; on disks that know no such locks on a file of
    the user's own, and without either there is none. Raises Held after SECONDS, and OSError.
    """
    until = time.monotonic() + SECONDS
    handle = _folder_locked(folder, until)
    if handle is None:
        handle = _file_locked(folder, until)
    try:
        yield handle
    finally:
        if handle is not None:
            os.close(handle)


@contextlib.contextmanager
def undisturbed(folder: Path) -> Iterator[None]:
    """Waits a little until nobody moves files in a folder, and holds that up meanwhile. When it takes longer than LOOK, or
    there are no such locks, reading goes on all the same."""
    handle = None
    try:
        with contextlib.suppress(OSError, Held):
            handle = os.open(folder, FOLDER_ONLY)
            take(handle, LOOK, shared=True)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _folder_locked(folder: Path, until: float) -> int | None:
    """The handle of the folder with its lock; None where folders have no locks."""
    while sys.platform != "win32":
        handle = os.open(folder, FOLDER_ONLY)
        try:
            if not take(handle, until - time.monotonic()):
                os.close(handle)
                return None
            # Whoever had it may have removed the folder, or somebody made it anew.
            if os.path.samestat(os.fstat(handle), os.stat(folder)):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    return None


def _file_locked(folder: Path, until: float) -> int | None:
    """The handle of a file of the user's own with its lock, with our number in it; None where there is no such place."""
    path = lock_file(folder)
    if path is None:
        return None
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if take(handle, until - time.monotonic()):
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
            return handle
    except (Held, OSError) as error:
        os.close(handle)
        if isinstance(error, Held):
            raise Held(error.who or _written(path)) from None
        return None
    os.close(handle)
    return None


def _written(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f"process {int(path.read_bytes()[:20])}"
    return ""
