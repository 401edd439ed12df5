"""What the app remembers of how somebody likes it: `app.toml` in the user's configuration folder.

People may write it, too: only the line that is changed is rewritten. When it cannot be read or kept, nothing else suffers.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from archassist.reading_files import read_regular
from archassist.terminal_text import one_line
from archassist.tui import keymap
from archassist.tui.keymap import Keymap

_LARGEST = 100_000
"""Bytes; what is larger is not ours."""

_THEME = re.compile(r"""^theme[ \t]*=[ \t]*["']([\w-]{1,64})["'][^\n]*$""", re.MULTILINE)

_ME = re.compile(r"""^me[ \t]*=[ \t]*["']([^"'\n\\]{1,100})["'][^\n]*$""", re.MULTILINE)

_TABLE = re.compile(r"^[ \t]*\[?[ \t]*keys\b", re.MULTILINE)
"""Only a file with a table of keys is read as a whole: a start without one is not slowed down."""


def settings_file() -> Path:
    """Where the settings are kept. Raises RuntimeError for a user without a home."""
    return Path(platformdirs.user_config_dir("archassist", appauthor=False)) / "app.toml"


def chosen_theme() -> str:
    """The name of the theme that was chosen; empty when none was."""
    found = _THEME.search(_head(_read()))
    return found[1] if found else ""


def own_keys() -> Keymap:
    """The keys of somebody's own, with what was wrong with what they wrote; all others are as they are declared."""
    text = _read()
    if not _TABLE.search(text):
        return keymap.NONE
    import tomllib

    place = str(settings_file())
    try:
        written = tomllib.loads(text)
    except ValueError as error:
        return keymap.Keymap(
            faults=(f"{place} cannot be read as TOML: {error}. All keys are the usual ones.",)
        )
    return keymap.read(written.get("keys", {}), place)


def faults(themes: Sequence[str]) -> list[str]:
    """What is wrong with the settings beside the keys: what they do not know, and a theme that is none of these."""
    import tomllib

    text, known = _read(), {"theme", "me", "keys"}
    try:
        written = tomllib.loads(text)
    except ValueError as error:
        return [] if _TABLE.search(text) else [f"{settings_file()} cannot be read as TOML: {error}."]
    place, found = str(settings_file()), list[str]()
    theme = written.get("theme", "")
    if theme and theme not in themes:
        found.append(
            f"{place}, theme: there is no theme {one_line(str(theme))[:40]}. There are {', '.join(themes)}."
        )
    elif not isinstance(written.get("me", ""), str):
        found.append(f"{place}, me: it must be a name in quotes.")
    for each in written.keys() - known:
        found.append(f"{place}: there is no setting {one_line(each)[:40]}. There are theme, me and [keys].")
    return found


def own_name() -> str:
    """By which name its user is the owner or decider of something; empty when they never said so."""
    found = _ME.search(_head(_read()))
    return found[1].strip() if found else ""


def remember_name(name: str) -> None:
    """Keeps the name by which its user is known."""
    plain = re.sub(r"""["'\\]|[^\x20-\U0010ffff]""", "", name).strip()
    _remember(_ME, f'me = "{plain}"')


def remember_theme(name: str) -> None:
    """Keeps the theme for the next start; everything else in the file stays."""
    _remember(_THEME, f'theme = "{name}"')


def _remember(setting: re.Pattern[str], line: str) -> None:
    """Rewrites the line of one setting, or begins the file with it."""
    text = _read()
    head = _head(text)
    new = setting.sub(lambda _: line, head, count=1) if setting.search(head) else f"{line}\n{head}"
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
