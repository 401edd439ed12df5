"""The list of sessions opened lately. When it cannot be read or kept, nothing else suffers."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from pathlib import Path

from archassist.session import leftovers

_MOST = 8

_LARGEST = 1_000_000
"""Bytes; what is larger is not our list."""


def _file() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("archassist", appauthor=False)) / "recent.json"


def recent() -> list[Path]:
    """Sessions opened lately that still exist, the latest first."""
    try:
        found = json.loads(_content())
    except (OSError, ValueError, RecursionError):
        return []
    paths = [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
    return [path for path in dict.fromkeys(paths[:100]) if _is_there(path)][:_MOST]


def remember(path: Path) -> None:
    """Puts a session at the head of the list."""
    path = path.absolute()
    listed = [str(path), *(str(other) for other in recent() if other != path)][:_MOST]
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        _keep(_file(), json.dumps(listed, indent=1).encode())


def _is_there(path: Path) -> bool:
    with contextlib.suppress(
        OSError, ValueError
    ):  # a folder that may not be looked into, a name that is none
        return path.is_file()
    return False


def _content() -> bytes:
    # Nothing waits here, whatever stands in the file's place: the start screen is not to hang on it.
    handle = os.open(_file(), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not an ordinary file")
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise OSError("too large")
    return content


def _keep(file: Path, content: bytes) -> None:
    """All or nothing: a full disk leaves the list as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(
        prefix=leftovers.draft_prefix(file.name), suffix=leftovers.DRAFT_SUFFIX, dir=file.parent
    )
    try:
        with os.fdopen(handle, "wb") as open_file:
            open_file.write(content)
        Path(draft).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
    leftovers.sweep(file.parent)
