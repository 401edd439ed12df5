"""Names of the drafts that a save writes first, and what becomes of those that a killed program left behind."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from itertools import islice
from pathlib import Path

OLD = 3600.0
"""Seconds after which a draft is nobody's any more: a save takes less than one."""

_MOST = 10_000
"""Names in a folder that are looked at: tidying must not make a save in a crowded folder slow."""

_DRAFT = re.compile(r"\..{1,200}\.archassist-(\d{1,10})-\w{8}\.tmp", re.DOTALL)
_swept: set[str] = set()


def draft_prefix(name: str) -> str:
    """How the name of a draft for the file `name` begins. It tells the process, and is no longer than names may be."""
    while len(os.fsencode(name)) > 100:
        name = name[:-1]
    return f".{name}.archassist-{os.getpid()}-"


DRAFT_SUFFIX = ".tmp"


def sweep(folder: Path) -> None:
    """Removes drafts whose program has gone, once for each folder and run. Failing to is no fault.

    Only ordinary files of this user go, with a name that only this program makes (`_DRAFT`, whose group is the process),
    that are older than an hour and whose process is no longer there.
    """
    if str(folder) in _swept:
        return
    _swept.add(str(folder))
    with contextlib.suppress(OSError), os.scandir(folder) as names:
        for each in islice(names, _MOST):
            if found := _DRAFT.fullmatch(each.name):
                with contextlib.suppress(OSError):
                    _remove_when_left(each, int(found[1]))


def _remove_when_left(each: os.DirEntry[str], process: int) -> None:
    found = each.stat(follow_symlinks=False)
    mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    if stat.S_ISREG(found.st_mode) and mine and found.st_mtime < time.time() - OLD and not _runs(process):
        os.unlink(each.path)


def _runs(process: int) -> bool:
    if os.name != "posix":
        return False  # there is no asking without harm; the hour has to do
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's
    return True
