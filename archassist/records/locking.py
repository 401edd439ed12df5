"""One export at a time in a folder, by a lock that ends with the processes that hold it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from archassist.records.own import lock_file

SECONDS = 10.0
"""How long an export waits for another one, in seconds."""

LOOK = 2.0
"""How long somebody who only reads waits, in seconds."""

_STEP = 0.02


class Held(Exception):
    """Somebody else holds the lock. `process` is its number, None when that is not known."""

    def __init__(self, process: int | None) -> None:
        super().__init__(process)
        self.process = process


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
            handle = os.open(folder, os.O_RDONLY)
            _wait(handle, time.monotonic() + LOOK, shared=True)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _folder_locked(folder: Path, until: float) -> int | None:
    if sys.platform == "win32":
        return None
    while True:
        handle = os.open(folder, os.O_RDONLY)
        try:
            _wait(handle, until)
            # Whoever had it may have removed the folder, or somebody made it anew.
            if os.path.samestat(os.fstat(handle), os.stat(folder)):
                return handle
        except (BlockingIOError, FileNotFoundError, Held):
            os.close(handle)
            raise
        except OSError:
            os.close(handle)
            return None
        os.close(handle)


def _file_locked(folder: Path, until: float) -> int | None:
    path = lock_file(folder)
    if path is None:
        return None
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _wait(handle, until)
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
    except (Held, OSError) as error:
        os.close(handle)
        if isinstance(error, Held):
            raise Held(_written(path)) from None
        return None
    return handle


def _wait(handle: int, until: float, *, shared: bool = False) -> None:
    """Raises Held when the time is up, and OSError where there are no such locks."""
    while True:
        try:
            _take(handle, shared)
            return
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                raise Held(_holder(handle)) from None
            time.sleep(_STEP)


def _take(handle: int, shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(
            handle, 1 << 20, os.SEEK_SET
        )  # far behind the number that stands in it: what is locked cannot be read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _holder(handle: int) -> int | None:
    """The process that holds the lock on a file that is open here, as Linux tells it."""
    with contextlib.suppress(OSError, ValueError):
        found = os.fstat(handle)
        place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            words = line.split()
            if words[1] == "FLOCK" and place in words:
                return int(words[4])
    return None


def _written(path: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError):
        return int(path.read_bytes()[:20])
    return None
