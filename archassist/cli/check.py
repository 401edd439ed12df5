"""`archassist check`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import date_flag, json_flag, named, session_argument
from archassist.cli.output import complain, given_date, opened, remark, say, say_json, write_file

if TYPE_CHECKING:
    from archassist.workflows.findings import Finding


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist check`."""
    session_argument(command)
    command.add_argument(
        "--docs",
        type=named,
        metavar="DIR",
        help="the folder that was exported into (default: found beside the session)",
    )
    command.add_argument(
        "--evidence",
        type=named,
        metavar="FILE",
        help="measurements: TOML, JSON or CSV, an id and a value each",
    )
    date_flag(command)
    command.add_argument("--junit", type=named, metavar="FILE", help="write JUnit XML, too")
    command.add_argument("--sarif", type=named, metavar="FILE", help="write SARIF, too")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Says what no longer holds: exit code 1 when anything does not, 2 when there is nothing to check."""
    from archassist.answers.evidence_file import Evidence, read_evidence
    from archassist.cli.findings import junit, sarif
    from archassist.workflows.check import check
    from archassist.workflows.findings import CheckView, nothing

    review = opened(chosen.session)
    for report, begins in ((chosen.junit, b"<"), (chosen.sarif, b"{")):
        if report:
            _must_be_a_report(Path(report), begins, chosen.evidence)
    measured = Evidence()
    if chosen.evidence:
        measured = read_evidence(Path(chosen.evidence), review.rulebook, review.answers)
        for text in measured.remarks:
            remark(text)
        for id, said in measured.understood.items():
            complain(f"measured: {id}: {said}")
    target = Path(chosen.docs) if chosen.docs else _documents(review.path)
    day = given_date(chosen.date)
    found = (
        check(review, target, day, measured.answers, measured.facts) if target.is_dir() else [nothing(target)]
    )
    errors = [each for each in found if each.level == "error"]
    missing = [each for each in errors if each.kind == "nothing"]
    if chosen.junit:
        write_file(Path(chosen.junit), junit(review.title, found))
    if chosen.sarif:
        write_file(Path(chosen.sarif), sarif(found, target))
    if chosen.json:
        say_json(CheckView(not errors, str(target), tuple(found), measured.understood))
    else:
        _tell(found, target, review.path)
    for each in missing:
        complain(each.text)
    return 2 if missing else 1 if errors else 0


def _tell(found: Sequence[Finding], target: Path, session: Path) -> None:
    errors = [each for each in found if each.level == "error"]
    for each in errors:
        if each.kind != "nothing":
            where = f"{target / each.path}:{each.line}: " if each.path else f"{session}: "
            say(f"{where}{each.text} [{each.kind}]")
    for each in found:
        if each.kind in ("unread", "status", "answers") and each.level == "note":
            remark(each.text)
    unknown = sum(each.kind == "status" for each in found)
    if unknown:
        complain(f"{_many(unknown, 'record')} with a status that is not understood, checked as decided.")
    drafts = sum(each.kind == "draft" for each in found)
    if drafts:
        complain(f"{_many(drafts, 'draft')} that nobody has decided yet.")
    if not errors:
        complain("everything still holds.")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _must_be_a_report(path: Path, begins: bytes, evidence: str | None) -> None:
    """Reports are written over reports. Raises AnswerError for a file that people wrote: a session, a record, evidence."""
    from archassist.answers import AnswerError

    if not path.is_file():
        return  # nothing yet, or a pipe
    with path.open("rb") as file:
        begun = file.read(1)
    if begun not in (b"", begins) or (evidence and path.samefile(evidence)):
        raise AnswerError(f"{path} exists and is not a report of this kind. Name another file to write to.")


def _documents(session: Path) -> Path:
    """The folder with the documents of a session: where an export left its memory, beside the file or in docs."""
    from archassist.records.memory import FOLDER, LOCK

    for folder in (session.parent, session.parent / "docs", Path(), Path("docs")):
        if (folder / FOLDER / LOCK).is_file():
            return folder
    return session.parent
