"""Whoever uses the app: somebody at this machine, or somebody behind a browser with a part in the review and bounds."""

from __future__ import annotations

import os
from pathlib import Path

from archassist.dataclass_later import dataclass
from archassist.session import Role


@dataclass(frozen=True, slots=True)
class UserBounds:
    """What may be reached where whoever uses the app is not at this machine: a folder, and of it one review or all.

    Links and dots are followed before anything is judged.
    """

    folder: Path
    review: Path | None = None

    def may_open(self, path: Path) -> bool:
        """Whether a session file may be opened, or made."""
        if self.review is not None:
            return os.path.realpath(path) == os.path.realpath(self.review)
        return is_within(path, self.folder)

    def may_write(self, *paths: Path) -> bool:
        """Whether an export may go to all of these."""
        return all(is_within(path, self.folder) for path in paths)


@dataclass(frozen=True, slots=True)
class User:
    """Role and name, for every review that the app opens; `bounds` is None for somebody at this machine."""

    role: Role = Role.FACILITATOR
    person: str = ""
    bounds: UserBounds | None = None


AT_THIS_MACHINE = User()
"""Who may all that the user of this machine may."""


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder, whatever links and dots are in it."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False
