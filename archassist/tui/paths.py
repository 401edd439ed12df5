"""Paths as people type them."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str) -> Path:
    """The path that somebody typed. `~` is their home; one that names nobody is a letter like others."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path
