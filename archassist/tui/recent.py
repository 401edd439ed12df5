"""The list of sessions opened lately. When it cannot be read or kept, nothing else suffers."""

from __future__ import annotations

import json
from pathlib import Path

_MOST = 8


def _file() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("archassist", appauthor=False)) / "recent.json"


def recent() -> list[Path]:
    """Sessions opened lately that still exist, the latest first."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):  # the last for a user without a home
        return []
    paths = [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
    return [path for path in paths if path.is_file()][:_MOST]


def remember(path: Path) -> None:
    """Puts a session at the head of the list."""
    path = path.absolute()
    listed = [str(path), *(str(other) for other in recent() if other != path)][:_MOST]
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(listed, indent=1), encoding="utf-8")
    except (OSError, RuntimeError):
        return
