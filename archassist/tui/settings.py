"""What the app remembers of how somebody likes it: `app.toml` in the user's configuration folder.

People may write it, too: only the line that is changed is rewritten. When it cannot be read or kept, nothing else suffers.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import platformdirs

from archassist.reading_files import read_regular

_LARGEST = 100_000
"""Bytes; what is larger is not ours."""

_THEME = re.compile(r"""^theme[ \t]*=[ \t]*["']([\w-]{1,64})["'][^\n]*$""", re.MULTILINE)


def settings_file() -> Path:
    """Where the settings are kept. Raises RuntimeError for a user without a home."""
    return Path(platformdirs.user_config_dir("archassist", appauthor=False)) / "app.toml"


def chosen_theme() -> str:
    """The name of the theme that was chosen; empty when none was."""
    found = _THEME.search(_head(_read()))
    return found[1] if found else ""


def remember_theme(name: str) -> None:
    """Keeps the theme for the next start; everything else in the file stays."""
    text, line = _read(), f'theme = "{name}"'
    head = _head(text)
    new = _THEME.sub(line, head, count=1) if _THEME.search(head) else f"{line}\n{head}"
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        from archassist.tui.recent_sessions import keep_file

        keep_file(settings_file(), (new + text[len(head) :]).encode())


def _read() -> str:
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        return read_regular(settings_file(), _LARGEST, follow=True).decode()
    return ""


def _head(text: str) -> str:
    """What stands before the first table."""
    table = re.search(r"^\[", text, re.MULTILINE)
    return text[: table.start()] if table else text
