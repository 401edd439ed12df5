"""What a check of records finds, in which kinds, and how `check --json` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from archassist.records.text import readable

if TYPE_CHECKING:
    from archassist.records import RecordFolder

Level = Literal["error", "note"]

KINDS: Mapping[str, str] = {
    "assumption": "What an accepted record rests on no longer holds.",
    "trigger": "A sign has come at which an accepted record is to be looked at again.",
    "review": "A record's review date has passed.",
    "risk": "An accepted risk has expired.",
    "contradiction": "Records contradict each other, or the review.",
    "answers": "Answers of the review contradict each other.",
    "number": "Two records have the same number.",
    "condition": "A condition in a record cannot be read.",
    "unread": "A record, or the base branch, cannot be read.",
    "draft": "A record that nobody has decided yet.",
    "status": "The status of a record is not understood.",
    "nothing": "There is nothing to check.",
}
"""What is looked for. Drafts, statuses that are not understood, answers that hardly go together, links in the place of
records and base branches that cannot be read are notes; everything else makes the check say no."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `path` is the record's file ("" for the review), `line` counts from 1."""

    kind: str
    level: Level
    text: str
    path: str
    line: int
    decision: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """Whether all holds, the folder that was looked into, what was found, and by question what was measured, in words."""

    ok: bool
    folder: str
    findings: tuple[Finding, ...]
    measured: Mapping[str, str]


def nothing(target: Path, folder: RecordFolder | None = None) -> Finding:
    """That there is no record to check in a folder."""
    if folder is None:
        text = f"{target}: there is no such folder. Name the one that was exported into: --docs DIR."
    else:
        over = f"; {len(folder.passed_over):,} other documents were passed over" if folder.passed_over else ""
        text = f"{target} holds no records to check (looked in {folder.path}: {folder.why}{over}). Name another: --docs DIR."
    return Finding("nothing", "error", readable(text), "", 0, "")
