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
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from archassist.locks import FOLDER_ONLY, take


@contextlib.contextmanager
def only_one(folder: Path, patience: float) -> Iterator[None]:
    """Holds the folder's lock. Raises Held after `patience` seconds, and OSError when there is no such folder."""
    if (
        sys.platform == "win32"
    ):  # folders cannot be opened there: the look at the file before it is replaced has to do
        yield
        return
    try:
        handle = os.open(folder, FOLDER_ONLY)
    except PermissionError:
        yield
        return
    try:
        take(handle, patience)
        yield
    finally:
        with contextlib.suppress(OSError):  # what was saved under the lock is saved
            os.close(handle)
