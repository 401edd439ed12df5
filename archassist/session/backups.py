"""Keeps the last version of each session file that could be read, in the user's own state folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import platformdirs

from archassist.owned import OwnedFolder, owned_folder

_DRAFT = r"draft-[0-9a-f]{16}|[0-9a-f]{24}\.\d+"
"""Copies that are being written; the second as version 0.1.0 named them."""


def keep(path: Path, content: bytes) -> None:
    """Remembers `content` as the last good version of `path`. A copy is a comfort: failing to make one is no fault.

    The same content is not written again: a session is opened far more often than it is changed elsewhere.
    """
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        target = _place(path)
        with owned_folder(target.parent, make=True) as folder:
            if _copy_in(folder, target.name) != content:
                folder.put(target.name, content)
                folder.sweep(_DRAFT)


def find(path: Path) -> Path | None:
    """The last good version of `path`, None when there is none."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        target = _place(path)
        if target.is_file():
            return target
    return None


def _copy_in(folder: OwnedFolder, name: str) -> bytes | None:
    """What there is by that name; None when there is nothing, or nothing that only this user can have written."""
    with contextlib.suppress(OSError):
        return folder.read(name)
    return None


def _place(path: Path) -> Path:
    name = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return _folder() / "copies" / f"{name}.toml"


def _folder() -> Path:
    return platformdirs.user_state_path("archassist", appauthor=False)
