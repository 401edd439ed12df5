"""The user's own notes about folders of documents: outside of them, so that nobody else can have written them.

What lies in a repository may come from anybody. A journal is obeyed only when it is found here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from pathlib import Path

import platformdirs

from archassist.owned import check_way, owned_folder

JOURNAL = "journal.json"


def own_folder(target: Path, *, make: bool = False) -> Path | None:
    """The folder for notes about a target folder; None when there is none, or others could write into it.

    It is found by the target's real path and this machine's name: a home may be shared by several.
    """
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        return _owned(_exports(make) / _name(target), make)
    return None


def lock_file(target: Path) -> Path | None:
    """A file to lock where folders know no locks; None when there is no place of this user's alone for it."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        return _exports(make=True) / f"{_name(target)}.lock"
    return None


def _exports(make: bool) -> Path:
    """Raises OSError, NotOwned when others could write there or put another folder in its place."""
    state = platformdirs.user_state_path("archassist", appauthor=False)
    if state.is_absolute():
        check_way(state)  # before anything is made there
    return _owned(_owned(state, make) / "exports", make)


def _owned(folder: Path, make: bool) -> Path:
    with owned_folder(folder, make):
        return folder


def _name(target: Path) -> str:
    said = f"{platform.node()}\0{os.path.realpath(target)}"
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:32]
