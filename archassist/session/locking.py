"""One archassist at a time saves in a folder.

The lock is taken on the session's folder itself. A lock file of our own beside the session would be litter in a
repository, and with one person's permissions would shut out the others of a team who share the folder; one in the
user's own state folder would not be seen by them at all. The folder is there for everybody who may save in it. That
anybody who may read it can hold its lock is the price, and why nobody waits for ever: the wait ends with a message that
says who holds it. The lock keeps two archassists from overwriting each other between a look and a save; it is not what
keeps a file whole. On disks that know no locks, and in folders that may be written but not read, we go on without.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PAUSE = 0.01
"""Seconds between two tries."""

_REFUSED = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)
"""What systems say when somebody else has the lock."""


class Held(Exception):
    """Somebody else held the lock all the time. `who` says who it is as far as the system tells, or is empty."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


@contextlib.contextmanager
def only_one(folder: Path, patience: float) -> Iterator[None]:
    """Holds the folder's lock. Raises Held after `patience` seconds, and OSError when there is no such folder."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: the look at the file before it is replaced has to do
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except PermissionError:
        yield
        return
    try:
        _take(handle, patience, lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))
        yield
    finally:
        with contextlib.suppress(OSError):  # what was saved under the lock is saved
            os.close(handle)


def _take(handle: int, patience: float, lock: Callable[[], None]) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            lock()
        except OSError as error:
            if error.errno not in _REFUSED:
                return  # some network disks know no locks
        else:
            return
        if time.monotonic() >= end:
            raise Held(_holder(handle))
        time.sleep(_PAUSE)


def _holder(handle: int) -> str:
    """The program that holds a lock on an open file, as `vim (process 4711)`. Linux tells; elsewhere it is not known."""
    with contextlib.suppress(OSError, ValueError):
        found = os.fstat(handle)
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            words = line.split()  # 1: FLOCK ADVISORY WRITE 4711 fd:01:131 0 EOF
            if len(words) < 6 or words[1] == "->":
                continue
            major, minor, inode = words[5].split(":")
            if (int(major, 16), int(minor, 16), int(inode)) != (
                os.major(found.st_dev),
                os.minor(found.st_dev),
                found.st_ino,
            ):
                continue
            process = int(words[4])
            with contextlib.suppress(OSError):
                name = Path(f"/proc/{process}/comm").read_text("utf-8", "replace").strip()
                return f"{name} (process {process})"
            return f"process {process}"
    return ""
