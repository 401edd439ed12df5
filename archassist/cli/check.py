"""`archassist check`"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from archassist.cli.output import complain, given_date, opened, remark, say, say_json, write_file


def run(chosen: Namespace) -> int:
    """Says what no longer holds: exit code 1 when anything does not, 0 otherwise."""
    from archassist.cli.findings import junit, sarif
    from archassist.session.checking import check
    from archassist.session.evidence_file import read_evidence

    review = opened(chosen.session)
    for report, begins in ((chosen.junit, b"<"), (chosen.sarif, b"{")):
        if report:
            _must_be_a_report(Path(report), begins, chosen.evidence)
    answers, facts = read_evidence(Path(chosen.evidence), review.rulebook) if chosen.evidence else ({}, {})
    target = Path(chosen.docs) if chosen.docs else _documents(review.path)
    if not target.is_dir():
        complain(f"{target}: there is no such folder. Name the one that was exported into: --docs DIR.")
        return 2
    found = check(review, target, given_date(chosen.date), answers, facts)
    errors = [each for each in found if each.level == "error"]
    if chosen.junit:
        write_file(Path(chosen.junit), junit(review.title, found))
    if chosen.sarif:
        write_file(Path(chosen.sarif), sarif(found, target))
    if chosen.json:
        say_json({"ok": not errors, "folder": str(target), "findings": [asdict(each) for each in found]})
    else:
        for each in errors:
            where = f"{target / each.path}:{each.line}: " if each.path else f"{review.path}: "
            say(f"{where}{each.text} [{each.kind}]")
        for each in found:
            if each.kind == "unread" and each.level == "note":
                remark(each.text)
        drafts = sum(each.kind == "draft" for each in found)
        if drafts:
            complain(f"{drafts} drafts that nobody has decided yet.")
        if not errors:
            complain("nothing has stopped being true.")
    return 1 if errors else 0


def _must_be_a_report(path: Path, begins: bytes, evidence: str | None) -> None:
    """Reports are written over reports. Raises AnswerError for a file that people wrote: a session, a record, evidence."""
    from archassist.session import AnswerError

    if not path.is_file():
        return  # nothing yet, or a pipe
    with path.open("rb") as file:
        begun = file.read(1)
    if begun not in (b"", begins) or (evidence and path.samefile(evidence)):
        raise AnswerError(f"{path} is there and is no report of this kind. Name another file to write it to.")


def _documents(session: Path) -> Path:
    """The folder with the documents of a session: where an export left its memory, beside the file or in docs."""
    from archassist.records.memory import FOLDER, LOCK

    for folder in (session.parent, session.parent / "docs", Path(), Path("docs")):
        if (folder / FOLDER / LOCK).is_file():
            return folder
    return session.parent
