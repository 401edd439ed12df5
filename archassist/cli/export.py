"""`archassist export`"""

from __future__ import annotations

import datetime
import difflib
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, named, session_argument
from archassist.cli.output import complain, given_date, opened, remark, say, say_difference, say_json
from archassist.cli.progress import progress
from archassist.exported import FORMATS, FORMS, KINDS, UNASKED
from archassist.words import counted

if TYPE_CHECKING:
    from archassist.documents import ExportPlan


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist export`."""
    session_argument(command)
    command.add_argument(
        "--to", type=named, metavar="DIR", default=".", help="the folder to write into (default: here)"
    )
    command.add_argument(
        "--only",
        choices=KINDS,
        action="append",
        help=f"only these (default: {', '.join(UNASKED)}); alerts are Prometheus rules",
    )
    command.add_argument(
        "--without",
        metavar="ID",
        action="append",
        default=[],
        help="leave this as it is: the record of a decision, or a kind of document",
    )
    command.add_argument(
        "--format",
        choices=["auto", *FORMATS],
        default="auto",
        help="the form of decision records (default: that of the folder they join)",
    )
    command.add_argument(
        "--form",
        choices=FORMS,
        default="short",
        help="how much decision records say: one page, or all there is (default: short)",
    )
    command.add_argument(
        "--all",
        action="store_true",
        help="records of all decisions (default: of those decided or to be decided now)",
    )
    command.add_argument(
        "--template", type=named, metavar="FILE", help="a Jinja template of your own for decision records"
    )
    command.add_argument(
        "--suggestions",
        choices=["in", "beside"],
        default="in",
        help="where new text goes for a passage that you changed: into the file as a quotation, or beside it",
    )
    command.add_argument(
        "--restore", metavar="ID", action="append", default=[], help="recreate a deleted document"
    )
    command.add_argument(
        "--undecided", action="store_true", help="also records of decisions for which too little is answered"
    )
    command.add_argument(
        "--pdf", action="store_true", help="print the HTML report to PDF, with an installed Chromium"
    )
    command.add_argument("--date", metavar="YYYY-MM-DD", help="the date to put on documents (default: today)")
    command.add_argument(
        "--dry-run", action="store_true", help="say what would be written, and write nothing"
    )
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Brings documents in step with the review, and says what became of each."""
    from archassist.answers import AnswerError
    from archassist.documents import Wishes, resume
    from archassist.words import no_such
    from archassist.workflows.export import export_plan
    from archassist.workflows.export_report import export_view

    review = opened(chosen.session)
    kinds = [
        *(chosen.only or ()),
        *(["report"] if chosen.pdf and "report" not in (chosen.only or ()) else []),
    ]
    wishes = Wishes(
        tuple(kinds),
        chosen.format,
        Path(chosen.template) if chosen.template else None,
        chosen.suggestions,
        tuple(chosen.restore),
        pdf=bool(chosen.pdf) and not chosen.dry_run,
        form=chosen.form,
        all=chosen.all,
        undecided=bool(chosen.undecided),
        without=tuple(chosen.without),
    )
    known = (*KINDS, *review.rulebook.decisions)
    for id in chosen.without:
        if id not in known:
            raise AnswerError(no_such("decision or kind of document", id, known))
    if not chosen.dry_run and (resumed := resume(Path(chosen.to))):
        remark(resumed)
    day = given_date(chosen.date) or datetime.date.today()
    with progress(
        "Preparing documents", total=10, quiet=chosen.json
    ) as work:  # tenths of the time, as measured
        review.assess()  # the review keeps what was worked out, and documents find it there
        work.advance(2)
        review.derived.outlook(day)
        work.advance(1)
        review.derived.next_questions()
        work.advance(1)
        plan = export_plan(review, Path(chosen.to), wishes, day)
    for text in plan.remarks:
        remark(text)
    if chosen.json:
        written = list(plan.written if chosen.dry_run else plan.write())
        try:
            if chosen.pdf and not chosen.dry_run:
                written.append(plan.print_report())
        finally:  # the documents are written by now, whatever becomes of the PDF
            say_json(export_view(plan, [str(path) for path in written]))
        return 0
    if chosen.dry_run:
        _show(plan)
        complain(f"nothing was written; {counted(len(plan.written), 'file')} would be.")
        return 0
    for path in plan.write():
        say(str(path))
    _tell(plan)
    if chosen.pdf:
        say(str(plan.print_report()))
    return 0


def _show(plan: ExportPlan) -> None:
    """The difference that writing would make, as diff shows it."""
    for write in plan.writes:
        if write.path.startswith(".archassist/"):
            continue
        before = (write.before or b"").decode("utf-8", "replace").splitlines()
        after = write.after.decode("utf-8", "replace").splitlines()
        old = f"a/{write.path}" if write.before is not None else "/dev/null"
        say_difference(difflib.unified_diff(before, after, old, f"b/{write.path}", lineterm=""))


def _tell(plan: ExportPlan) -> None:
    from archassist.records import SYNC_STATES

    for each in plan.files:
        note = f" ({each.note})" if each.note else ""
        if each.suggestions:
            many = "1 passage" if each.suggestions == 1 else f"{each.suggestions} passages"
            complain(
                f"{each.path}: {many} stayed as you wrote them; what the answers say now is suggested beside them."
            )
        elif each.state in ("kept", "deleted", "foreign", "linked"):
            complain(f"{each.path}: {SYNC_STATES[each.state]}{note}.")
