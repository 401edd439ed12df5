"""Published cases that ship with the rules as sessions: only what their sources state is answered."""

from __future__ import annotations

from pathlib import Path

from archassist.session import toml
from archassist.session.errors import SessionError
from archassist.shipped import rules_folder


def examples() -> dict[str, str]:
    """Titles of the shipped examples by name."""
    found = {}
    for path in sorted(_folder().glob("*.toml")):
        head = toml.read(path.read_text(encoding="utf-8")).get("review", {})
        found[path.stem] = str(head.get("title", path.stem))
    return found


def example_text(name: str) -> str:
    """The file of one example. Raises SessionError that lists those there are."""
    names = sorted(path.stem for path in _folder().glob("*.toml"))
    if name not in names:
        shown = name if len(name) <= 60 else name[:57] + "..."
        listed = ", ".join(names) or "none"
        raise SessionError("example", f"there is no example “{shown}”", remedy=f"Examples: {listed}.")
    return (_folder() / f"{name}.toml").read_text(encoding="utf-8")


def _folder() -> Path:
    return rules_folder() / "examples"
