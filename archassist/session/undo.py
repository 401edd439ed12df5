"""What was changed in this run, so that it can be taken back and made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archassist.dataclass_later import dataclass, replace


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the file went from `before` to `after` (TOML values; None: not there). `title` names it for people.

    `earlier` and `later` are changes that were made with it, before and after it, and are taken back and made again with it.
    """

    table: str
    key: str
    before: Any
    after: Any
    title: str
    earlier: tuple[Change, ...] = ()
    later: tuple[Change, ...] = ()

    def steps(self) -> Iterator[Change]:
        """The change itself and those made with it, in their order."""
        for each in self.earlier:
            yield from each.steps()
        yield self
        for each in self.later:
            yield from each.steps()

    def reversed(self) -> Change:
        """The change that takes this one back."""
        earlier, later = (
            tuple(each.reversed() for each in reversed(side)) for side in (self.later, self.earlier)
        )
        return Change(self.table, self.key, self.after, self.before, self.title, earlier, later)


class History:
    """Changes in order. A new change forgets what had been undone."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def add(self, change: Change) -> None:
        """Remembers a change that was just made."""
        self._done.append(change)
        self._undone.clear()

    def join(self, before: History) -> None:
        """Makes one step of all changes since `before`, a copy of earlier: that of the first of them."""
        since: Sequence[Change] = self._done[len(before._done) :]
        if len(since) > 1:
            self._done[len(before._done) :] = [replace(since[0], later=(*since[0].later, *since[1:]))]

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

    def forget_table(self, table: str) -> None:
        """Drops every step that changes an entry of a table."""
        for changes in (self._done, self._undone):
            changes[:] = [each for each in changes if all(step.table != table for step in each.steps())]

    def forget(self, step: Change) -> None:
        """Drops the change that `undo` or `redo` gave last as `step`: it cannot be made any more."""
        for changes, last in ((self._undone, step.reversed()), (self._done, step)):
            if changes and changes[-1] == last:
                changes.pop()
                return
