"""Exports as plans: what becomes of each file, and all of it written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.records import Planned, State, Write, WriteFault, write_all


class ExportError(Exception):
    """Documents cannot be made or written. The message says where, why and what to do."""


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export into the folder `target` does. `remarks` are sentences on the whole."""

    target: Path
    files: tuple[Planned, ...]
    writes: tuple[Write, ...]
    remarks: tuple[str, ...] = ()

    def write(self) -> list[Path]:
        """Write all of it, or nothing; gives back the documents that were written.

        Raises ExportError when a file was changed since the plan was made, leads out of the folder, or cannot be written.
        """
        try:
            write_all(self.target, self.writes)
        except WriteFault as error:
            raise ExportError(str(error)) from None
        return list(self.written)

    @property
    def written(self) -> Sequence[Path]:
        """The documents that writing changes, without the memory beside them."""
        paths = {self.target / write.path for write in self.writes}
        return [each.path for each in self.files if each.path in paths]

    def of(self, *states: State) -> list[Planned]:
        """The files in some of the states."""
        return [each for each in self.files if each.state in states]
