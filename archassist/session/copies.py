"""Keeps the last version of each session file that could be read, in the user's own state folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from pathlib import Path

from archassist.session import leftovers

_DRAFT = re.compile(r"[0-9a-f]{24}\.(\d{1,10})")


def keep(path: Path, content: bytes) -> None:
    """Remembers `content` as the last good version of `path`. A copy is a comfort: failing to make one is no fault."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        target = _place(path)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = target.with_suffix(f".{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)  # of another program that had our number, and was killed
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            os.replace(draft, target)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        leftovers.sweep(target.parent, _DRAFT)


def find(path: Path) -> Path | None:
    """The last good version of `path`, None when there is none."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        target = _place(path)
        if target.is_file():
            return target
    return None


def _place(path: Path) -> Path:
    name = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return _folder() / "copies" / f"{name}.toml"


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("archassist", appauthor=False)
