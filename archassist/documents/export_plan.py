"""Exports as plans: what becomes of each file, and all of it written together or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archassist.documents.errors import ExportError
from archassist.records import (
    MemoryFault,
    PlannedRecord,
    State,
    Write,
    WriteFault,
    read_memory,
    recover,
    write_all,
)
from archassist.records.memory_files import memory_writes


def resume(target: Path) -> str:
    """Finishes, or takes back, an export that was stopped together with whoever stands in for it; says so, empty when there
    was none. For whoever is about to write, before the plan is made.

    Raises ExportError when that cannot be done now.
    """
    try:
        found = recover(target)
    except WriteFault as error:
        raise ExportError(str(error)) from None
    if found is None:
        return ""
    if found.outcome == "done":
        return f"An interrupted export into {target} was finished first."
    if found.outcome == "gone":
        return f"An interrupted export into {target} left nothing to finish, and was discarded."
    left = f" What somebody saved in the meantime is kept in {found.left}." if found.left else ""
    where = f" ({target / found.path} {found.why})" if found.path else ""
    return f"An interrupted export into {target} was undone first{where}.{left}"


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export into the folder `target` does. `remarks` are sentences on the whole, `page` the report to print."""

    target: Path
    files: tuple[PlannedRecord, ...]
    writes: tuple[Write, ...]
    remarks: tuple[str, ...] = ()
    page: str = ""

    def write(self) -> list[Path]:
        """Write all of it, or nothing; gives back the documents that were written.

        Raises ExportError when a file was changed since the plan was made, is read-only, leads out of the folder, or cannot
        be written, and when another export goes on for too long.
        """
        self._write(self.writes)
        return list(self.written)

    def print_report(self) -> Path:
        """Prints the report as it was planned, whatever page lies in the folder, and gives back the PDF.

        Raises ExportError without a browser, when that fails, and for a PDF that is somebody else's.
        """
        from archassist.documents.pdf import PDF, check_printable, print_page

        path = self.target / PDF
        try:
            memory = read_memory(self.target)
        except MemoryFault:
            memory = None
        before = check_printable(self.target, memory)
        content = print_page(self.page)
        writes = [Write(PDF, before, content)]
        if memory is not None:
            memory = replace(memory, printed=hashlib.sha256(content).hexdigest())
            writes += memory_writes(self.target, memory, {})
        self._write(writes)
        return path

    def _write(self, writes: Sequence[Write]) -> None:
        try:
            write_all(self.target, writes)
        except WriteFault as error:
            raise ExportError(str(error)) from None

    @property
    def written(self) -> Sequence[Path]:
        """The documents that writing changes, without the memory beside them."""
        paths = {self.target / write.path for write in self.writes}
        return [each.path for each in self.files if each.path in paths]

    def of(self, *states: State) -> list[PlannedRecord]:
        """The files in some of the states."""
        return [each for each in self.files if each.state in states]
