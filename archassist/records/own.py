"""The user's own notes about folders of documents: outside of them, so that nobody else can have written them.

What lies in a repository may come from anybody. A journal is obeyed only when it is found here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
from pathlib import Path

JOURNAL = "journal.json"


def own_folder(target: Path, *, make: bool = False) -> Path | None:
    """The folder for notes about a target folder; None when there is none, or it might not be this user's alone.

    It is found by the target's real path and this machine's name: a home may be shared by several.
    """
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        found = _exports(make)
        if found is not None:
            mine = found / _name(target)
            return mine if _is_own(mine, make, private=True) else None
    return None


def lock_file(target: Path) -> Path | None:
    """A file to lock where folders know no locks; None when there is no place of this user's alone for it."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        found = _exports(make=True)
        if found is not None:
            return found / f"{_name(target)}.lock"
    return None


def _exports(make: bool) -> Path | None:
    from platformdirs import user_state_path

    state = user_state_path("archassist", appauthor=False)
    if make:
        state.parent.mkdir(parents=True, exist_ok=True)
    # Other notes of the program lie in the first, which others may therefore read.
    if not _is_own(state, make, private=False) or not _is_own(state / "exports", make, private=True):
        return None
    return state / "exports"


def _is_own(folder: Path, make: bool, *, private: bool) -> bool:
    if make:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):
        return True  # elsewhere the rights of the user's profile protect it
    return found.st_uid == os.geteuid() and not found.st_mode & (0o077 if private else 0o022)


def _name(target: Path) -> str:
    said = f"{platform.node()}\0{os.path.realpath(target)}"
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:32]
