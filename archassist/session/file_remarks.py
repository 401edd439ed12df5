"""What there is to say of a session file that is read: faults with their places, and entries that the rules do not know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archassist.session import toml_layout
from archassist.session.errors import SessionError
from archassist.words import no_such

MOST_TOLD = 20
"""Faults, or unknown entries, that are told one by one."""


class Remarks:
    """What there is to say of a file: faults, and entries that the rules do not know. Of many only the first are told."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        self._faults: list[tuple[toml_layout.Path, str]] = []
        self._unknown: list[tuple[toml_layout.Path, str, str, Iterable[str]]] = []

    def fault(self, where: toml_layout.Path, message: str) -> None:
        """Notes a fault at a place of the file."""
        self._faults.append((where, message))

    def unknown(self, where: toml_layout.Path, what: str, name: str, known: Iterable[str]) -> None:
        """Notes an entry that the rules do not know."""
        self._unknown.append((where, what, name, known))

    def at(self, where: toml_layout.Path, message: str) -> str:
        """The message, with the place in the file before it."""
        line = toml_layout.line_of(self._text, where)
        return f"{self._path}:{line}: {message}" if line else f"{self._path}: {message}"

    def notes(self) -> list[str]:
        """What is said of entries that the rules do not know."""
        told = []
        for where, what, name, known in self._unknown[:MOST_TOLD]:
            told.append(self.at(where, f"{no_such(what, name, known)} It is kept and not used."))
        if (rest := len(self._unknown) - MOST_TOLD) > 0:
            told.append(
                f"{self._path}: {rest:,} more entries that the rules do not know. They are kept and not used."
            )
        return told

    def raise_faults(self) -> None:
        """Raises SessionError with all faults when there are any."""
        if not self._faults:
            return
        placed = [(toml_layout.line_of(self._text, where), said) for where, said in self._faults[:MOST_TOLD]]
        line, first = placed[0]
        more = "".join(f"\n  line {number}: {said}" for number, said in placed[1:])
        if (rest := len(self._faults) - MOST_TOLD) > 0:
            more += f"\n  and {rest:,} more"
        raise SessionError(self._path, first + more, line=line)
