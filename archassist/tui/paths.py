"""Paths as people type them."""

from __future__ import annotations

import os
from pathlib import Path


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder, whatever links and dots are in it."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False


def typed_path(text: str) -> Path:
    """The path that somebody typed. `~` is their home; one that names nobody is a letter like others."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path
