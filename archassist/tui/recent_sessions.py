"""The list of sessions opened lately. When it cannot be read or kept, nothing else suffers."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import tempfile
import tomllib
from pathlib import Path

import platformdirs

from archassist.reading_files import read_regular
from archassist.session import draft_files

_MOST = 8
_MOST_HERE = 200

_BEGIN = 4_000
"""Bytes of a session file in which its title is looked for."""
_TITLE = re.compile(r"""^title[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*(?:#.*)?$""", re.MULTILINE)

_ALSO_TEMPORARY = (Path("/tmp"), Path("/var/tmp"))
"""Folders for temporary files beside the one that the environment names."""

_LARGEST = 1_000_000
"""Bytes; what is larger is not our list."""


def _file() -> Path:
    return Path(platformdirs.user_state_dir("archassist", appauthor=False)) / "recent.json"


def recent() -> list[Path]:
    """Sessions opened lately that still exist, the latest first."""
    try:
        found = json.loads(read_regular(_file(), _LARGEST, follow=True))
    except (OSError, ValueError, RuntimeError):  # nested too deep; a user without a home
        return []
    paths = [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
    lasting = [path for path in dict.fromkeys(paths[:100]) if not _passing(path)]
    return [path for path in lasting if _is_there(path)][:_MOST]


def reviews_in(folder: Path) -> list[Path]:
    """The session files that lie in a folder, by name."""
    with contextlib.suppress(OSError, ValueError):
        return sorted(path for path in folder.glob("[!.]*.toml") if _is_there(path))[:_MOST_HERE]
    return []


def remember(path: Path) -> None:
    """Puts a session at the head of the list; not one in a folder for temporary files, which is soon gone."""
    path = path.absolute()
    if _passing(path):
        return
    listed = [str(path), *(str(other) for other in recent() if other != path)][:_MOST]
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        keep_file(_file(), json.dumps(listed, indent=1).encode())


def forget(path: Path) -> None:
    """Takes a session off the list; its file stays."""
    listed = [str(other) for other in recent() if other != path]
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        keep_file(_file(), json.dumps(listed, indent=1).encode())


def title_of(path: Path) -> str:
    """The title that a session file gives itself near its beginning; empty where it gives none, or is none."""
    with contextlib.suppress(OSError, ValueError):
        with path.open("rb") as file:
            begin = file.read(_BEGIN).decode("utf-8", "replace")
        found = _TITLE.search(begin)
        if found:
            return str(tomllib.loads(f"title = {found[1]}")["title"])
    return ""


def changed_on(path: Path) -> str:
    """The day on which a file was written last; empty when nobody can say."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        return datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat()
    return ""


def _passing(path: Path) -> bool:
    """Whether a file lies under a folder for temporary files, while the list of sessions itself does not: who keeps
    everything there, as a test does, means to find it again."""
    folders = {Path(tempfile.gettempdir()), *_ALSO_TEMPORARY}
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        folders |= {each.resolve() for each in folders}
        return any(path.is_relative_to(each) and not _file().is_relative_to(each) for each in folders)
    return False


def _is_there(path: Path) -> bool:
    with contextlib.suppress(
        OSError, ValueError
    ):  # a folder that may not be looked into, a name that is none
        return path.is_file()
    return False


def keep_file(file: Path, content: bytes) -> None:
    """All or nothing: a full disk leaves the list as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(
        prefix=draft_files.draft_prefix(file.name), suffix=draft_files.DRAFT_SUFFIX, dir=file.parent
    )
    try:
        with os.fdopen(handle, "wb") as open_file:
            open_file.write(content)
        Path(draft).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
    draft_files.sweep(file.parent)
