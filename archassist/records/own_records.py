"""Which of the records in a folder archassist wrote: found by their id, their path, or what is left of their text.

A record that people wrote is never taken for one of ours, also where it has the name, the title, or a copied id of one that
they deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from archassist.records.memory import Memory, Remembered
from archassist.records.record import Record, read_record
from archassist.records.rewritten import share_left, telling
from archassist.records.text import of

MOSTLY = 0.5
"""Of a record whose file has another name now so much of the generated text is left that it is still the same one."""

PARTLY = 0.2
"""The same for one that still has its title, or the words of its name."""


class OwnRecords:
    """The records of ours in a folder, by the ids under which they are remembered."""

    def __init__(self, records: Sequence[Record], relative: Callable[[Path], str]) -> None:
        self._records, self._relative = records, relative
        self._by_id: dict[str, list[Record]] = {}
        self._lines: dict[Path, frozenset[str]] = {}
        for each in records:
            if each.id:
                self._by_id.setdefault(each.id, []).append(each)

    def __contains__(self, id: str) -> bool:
        return id in self._by_id

    def at(self, path: str) -> Record | None:
        """The record, whosesoever, that stands at a path."""
        return next((each for each in self._records if self._relative(each.path) == path), None)

    def find(self, id: str, memory: Memory) -> Record | None:
        """The file of a record; None when it is not there any more."""
        remembered = memory.documents.get(id)
        if id in self._by_id:
            return self._of_id(self._by_id[id], remembered)
        if remembered is None:
            return None
        left = [each for each in self._records if not each.id]
        for each in left:
            if self._relative(each.path) == remembered.path:
                # Where not one line is left, people wrote another record with this name.
                return each if self._share(each, _told(remembered)) > 0 else None
        claimed = {document.path for other, document in memory.documents.items() if other != id}
        return self._renamed([each for each in left if self._relative(each.path) not in claimed], remembered)

    def _of_id(self, found: Sequence[Record], remembered: Remembered | None) -> Record:
        """Of several with one id, which is copied easily, the one that is remembered, or that has most of its text."""
        if remembered is None or len(found) == 1:
            return found[0]
        for each in found:
            if self._relative(each.path) == remembered.path:
                return each
        told = _told(remembered)
        return max(found, key=lambda each: self._share(each, told))

    def _renamed(self, records: Sequence[Record], remembered: Remembered) -> Record | None:
        """The record that was given another name or number by hand."""
        before = read_record(Path(remembered.path), remembered.base.encode("utf-8", "surrogateescape"))
        told = _told(remembered)
        best: tuple[float, Record | None] = (0.0, None)
        for each in records:
            same = (bool(each.title) and each.title == before.title) or (
                bool(each.slug) and each.slug == before.slug
            )
            share = self._share(each, told)
            if share >= (PARTLY if same else MOSTLY) and share > best[0]:
                best = share, each
        return best[1]

    def _share(self, record: Record, told: frozenset[str]) -> float:
        if record.path not in self._lines:
            self._lines[record.path] = telling(record.text.lines)
        return share_left(self._lines[record.path], told)


def _told(remembered: Remembered) -> frozenset[str]:
    return telling(of(remembered.base).lines)
