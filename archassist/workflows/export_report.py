"""What an export did, as `export --json` prints it: frozen records, their fields public names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.documents import ExportPlan


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of the export and what becomes of it: `state` is one of `records.SYNC_STATES`, `note` says more.

    `suggestions` counts passages that people changed, beside which new text is suggested.
    """

    path: str
    state: str
    note: str
    suggestions: int


@dataclass(frozen=True, slots=True)
class ExportView:
    """Files that were `written`, those that stayed as they are (`exists`), every file, and remarks on the export."""

    written: tuple[str, ...]
    exists: tuple[str, ...]
    files: tuple[ExportedFile, ...]
    remarks: tuple[str, ...]


def export_view(plan: ExportPlan, written: Sequence[str]) -> ExportView:
    """What became of each file."""
    files = tuple(
        ExportedFile(str(file.path), file.state, file.note, file.suggestions) for file in plan.files
    )
    stayed = tuple(file.path for file in files if file.state in ("kept", "same", "foreign", "linked"))
    return ExportView(tuple(written), stayed, files, tuple(plan.remarks))
