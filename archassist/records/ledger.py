"""What an export is about to write, the memory that goes with it, and what is told of each file."""

from __future__ import annotations

from pathlib import Path

from archassist.records.memory import Memory, Remembered
from archassist.records.staging import Write
from archassist.records.text import Text
from archassist.records.wanted import PlannedRecord, State, Sync


class Ledger:
    """Keeps the books of a plan while it is made. `memory` None: it cannot be trusted, and nothing of ours is known."""

    def __init__(self, target: Path, memory: Memory | None) -> None:
        self.target = target
        self.trusted = memory is not None
        self.memory = self.before = memory or Memory()
        self.sync = Sync(target)
        self.about = ""
        """The decision or document whose files are shown."""

    def relative(self, path: Path) -> str:
        """A path as the memory names it."""
        return path.relative_to(self.target).as_posix()

    def put(self, id: str, document: Remembered) -> None:
        """Remembers a document."""
        self.memory = self.memory.with_document(id, document)

    def write(self, path: Path, before: Text | None, after: Text) -> None:
        """Plans a write unless it would change nothing; the last one on a path counts."""
        if before is None or before != after:
            old = None if before is None else before.encode()
            self.sync.writes = [each for each in self.sync.writes if each.path != self.relative(path)]
            self.sync.writes.append(Write(self.relative(path), old, after.encode()))

    def show(self, path: Path, text: Text, state: State, note: str = "", suggestions: int = 0) -> None:
        """Says what becomes of a file; the last word on a path counts."""
        shown = "\n".join(text.lines) + ("\n" if text.lines else "")
        self.sync.files = [each for each in self.sync.files if each.path != path]
        self.sync.files.append(PlannedRecord(path, shown, state, note, suggestions, self.about))
