"""What adopting records came to, as `adopt --json` prints it: frozen records, their fields public names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.records import RecordFolder
    from archassist.workflows.adopt import Adopted, Put


@dataclass(frozen=True, slots=True)
class AdoptedRecord:
    """A record and what it seems to decide; None for what it does not say, or what nothing fits well enough.

    `status` is the status as understood and `said` as it stands in the file; `verdict` is what a review may make of it,
    and `why` says why nothing is proposed.
    """

    file: str
    title: str
    status: str | None
    said: str | None
    date: str | None
    dialect: str
    decision: str | None
    option: str | None
    sureness: str | None
    verdict: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class PassedFile:
    """A file that is no record, or could not be read, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class PutVerdict:
    """A verdict that was put into the session, and the file of the record it comes from."""

    decision: str
    option: str
    status: str
    file: str


@dataclass(frozen=True, slots=True)
class AdoptionView:
    """Records, files passed over, decisions that several records take (`unclear`, by decision) or none does, and what was
    put into a session; `taken` are the decisions of that."""

    records: tuple[AdoptedRecord, ...]
    unread: tuple[PassedFile, ...]
    passed_over: tuple[PassedFile, ...]
    unclear: Mapping[str, tuple[str, ...]]
    undecided: tuple[str, ...]
    taken: tuple[str, ...]
    put: tuple[PutVerdict, ...]


def adoption_view(
    folder: RecordFolder,
    adopted: Sequence[Adopted],
    puts: Sequence[Put],
    unclear: Mapping[str, Sequence[Adopted]],
    undecided: Sequence[str],
) -> AdoptionView:
    """What became of each file of the folder, and of each decision."""
    return AdoptionView(
        records=tuple(map(_record, adopted)),
        unread=tuple(PassedFile(passed.path.name, passed.why) for passed in folder.unread),
        passed_over=tuple(PassedFile(str(passed.path), passed.why) for passed in folder.passed_over),
        unclear={id: tuple(rival.file for rival in rivals) for id, rivals in unclear.items()},
        undecided=tuple(undecided),
        taken=tuple(dict.fromkeys(put.decision for put in puts)),
        put=tuple(PutVerdict(put.decision, put.option, put.status, put.file) for put in puts),
    )


def _record(adopted: Adopted) -> AdoptedRecord:
    record = adopted.record
    return AdoptedRecord(
        file=adopted.file,
        title=record.title,
        status=record.status or None,
        said=record.said or None,
        date=record.date or None,
        dialect=record.dialect,
        decision=adopted.decision or None,
        option=adopted.option or None,
        sureness=adopted.sureness,
        verdict=adopted.verdict or None,
        why=adopted.why or None,
    )
