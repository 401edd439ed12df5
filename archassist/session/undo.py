"""What was changed in this run, so that it can be taken back and made again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the file went from `before` to `after` (TOML values; None: not there). `title` names it for people."""

    table: str
    key: str
    before: Any
    after: Any
    title: str

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.key, self.after, self.before, self.title)


class History:
    """Changes in order. A new change forgets what had been undone."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def add(self, change: Change) -> None:
        """Remembers a change that was just made."""
        self._done.append(change)
        self._undone.clear()

    def copy(self) -> History:
        """The same changes, to come back to."""
        made = History()
        made._done, made._undone = list(self._done), list(self._undone)
        return made

    def undo(self) -> Change | None:
        """The change that takes the last one back."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1].reversed()

    def redo(self) -> Change | None:
        """The change that was undone last."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def forget(self, step: Change) -> None:
        """Drops the change that `undo` or `redo` gave last as `step`: it cannot be made any more."""
        for changes, last in ((self._undone, step.reversed()), (self._done, step)):
            if changes and changes[-1] == last:
                changes.pop()
                return
