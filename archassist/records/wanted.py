"""What a review wants of a folder of documents, and what a plan makes of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from archassist.records.places.patterns import Lead
from archassist.records.record import Dialect, Record
from archassist.records.staging import Write
from archassist.records.statuses import Status

State = Literal["new", "updated", "merged", "same", "kept", "deleted", "foreign", "linked"]
Suggestions = Literal["in", "beside"]

SYNC_STATES: Mapping[State, str] = {
    "new": "new",
    "updated": "follows the answers; nobody had edited it",
    "merged": "follows the answers where nobody had edited it",
    "same": "nothing to change",
    "kept": "decided: left as it is",
    "deleted": "was deleted by somebody: not recreated",
    "linked": "a record of your own decides it: that one is linked, and no second one written",
    "foreign": "not written by archassist: left as it is",
}
"""What becomes of a file, in words."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a text is generated for: the day, the dialect, the number, what it supersedes, and the files of other
    records by decision. `id` is the record's own. With `afresh` the team's earlier verdict is left out. `lead` is how
    headings of records begin in their folder, None where nothing tells."""

    date: datetime.date
    dialect: Dialect
    id: str
    number: int | None
    supersedes: Record | None
    files: Mapping[str, str]
    afresh: bool = False
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document as the review has it. `name` is a slug for a record, a relative path for another document; `theirs` is the
    path, in the folder of records, of people's own record that gives this verdict already."""

    id: str
    kind: Literal["record", "document"]
    name: str
    make: Callable[[Making], str]
    status: Status = ""
    option: str = ""
    recommended: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A file and what becomes of it: `text` as it will be, `note` why; `suggestions` how many passages stayed people's
    though the review has new text for them; `id` the decision or the document that it is about."""

    path: Path
    text: str
    state: State
    note: str = ""
    suggestions: int = 0
    id: str = ""


@dataclass(slots=True)
class Sync:
    """The plan: files to show, writes to make all together; `remarks` are sentences on what was left alone."""

    target: Path
    files: list[PlannedRecord] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
