"""Waits for a lock on an open folder or file, not for ever, and says who holds it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

FOLDER_ONLY = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_DIRECTORY", "O_NONBLOCK", "O_CLOEXEC"))
"""How a folder is opened to be locked: a pipe in its place would be waited for."""

_PAUSE = 0.01
"""Seconds between two tries."""

_REFUSED = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What systems say when somebody else has the lock."""


class Held(Exception):
    """Somebody else held the lock all the time. `who` says who it is as far as the system tells, or is empty."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


def take(handle: int, seconds: float, *, shared: bool = False) -> bool:
    """Waits for the lock on what is open here, which ends when the handle is closed; whether it could be had.

    It cannot on disks that know no such locks. Raises Held when the time is up.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            _try(handle, shared)
        except OSError as error:
            if error.errno not in _REFUSED:
                return False
        else:
            return True
        if time.monotonic() >= until:
            raise Held(_holder(handle))
        time.sleep(_PAUSE)


def _try(handle: int, shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        # Far behind what may stand in the file: a part that is locked cannot be read.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _holder(handle: int) -> str:
    """The program that holds a lock on an open file, as `vim (process 4711)`. Linux tells; elsewhere it is not known."""
    with contextlib.suppress(OSError, ValueError):
        found = os.fstat(handle)
        ours = (os.major(found.st_dev), os.minor(found.st_dev), found.st_ino)
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            words = line.split()  # 1: FLOCK ADVISORY WRITE 4711 fd:01:131 0 EOF
            if len(words) < 6 or words[1] == "->":
                continue
            major, minor, inode = words[5].split(":")
            if (int(major, 16), int(minor, 16), int(inode)) == ours:
                return _named(int(words[4]))
    return ""


def _named(process: int) -> str:
    with contextlib.suppress(OSError):
        name = Path(f"/proc/{process}/comm").read_text("utf-8", "replace").strip()
        return f"{name} (process {process})"
    return f"process {process}"
