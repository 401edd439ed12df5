"""Where the rules and templates that ship with archassist lie. The only module that knows."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def rules_folder() -> Path:
    """The folder of the shipped rule pack."""
    return _folder("rules")


def templates_folder() -> Path:
    """The folder of the shipped document templates."""
    return _folder("templates")


def _folder(name: str) -> Path:
    # A wheel carries the folders inside the package; in a checkout they stand beside it.
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
