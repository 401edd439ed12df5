"""Which documents an export makes, in which form, and what becomes of those that are there already."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist.documents.alerts import alert_files
from archassist.documents.beside_bets import (
    begun_elsewhere,
    carried_out,
    items_of_put_off,
    left_alone,
    not_yet,
    undecided_titles,
)
from archassist.documents.bets import bet_of_items, quarters
from archassist.documents.context import DocumentContext
from archassist.documents.decision_document import DecisionDocument
from archassist.documents.errors import ExportError
from archassist.documents.export_plan import ExportPlan
from archassist.documents.issues import ISSUE_FILES, checklist_csv
from archassist.documents.lengths import LIMITS, WORDS_A_ROLE, within
from archassist.documents.open_questions import open_questions
from archassist.documents.people import to_invite, who_decides, who_does
from archassist.documents.record_places import (
    begun,
    below,
    known,
    left_over,
    of_another_review,
    refuse_place,
    straight,
)
from archassist.documents.requests import requests
from archassist.documents.templates import render, render_html
from archassist.exported import FORMATS, LONGER, UNASKED, Form
from archassist.records import (
    Making,
    MemoryFault,
    OnBase,
    Status,
    Suggestions,
    Wanted,
    find_folder,
    on_base,
    plan_sync,
    read_memory,
)
from archassist.records.places.patterns import headed
from archassist.records.record_edits import supersedes_line
from archassist.shipped import templates_folder

if TYPE_CHECKING:
    from archassist.documents.own_template import OwnTemplate

Contexts = Callable[[datetime.date, frozenset[str]], DocumentContext]
"""Puts a review together for a day; decisions named are shown as the rules advise, without the team's verdict."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants an export: kinds of documents, dialect and form of records, a template of their own, where
    suggestions go, what people deleted is to be made again, and whether the report is to be printed, too. With `all` the
    decisions that nobody has to take now get a record as well, with `undecided` those for which too little is answered.
    What is in `without`, kinds of documents or decisions by their ids, stays as it is; so do single files in `keep`, by the
    ids of what they hold."""

    only: Collection[str] = ()
    format: str = "auto"
    template: Path | None = None
    suggestions: Suggestions = "in"
    restore: Collection[str] = ()
    pdf: bool = False
    templates: Sequence[Path] = ()
    undecided: bool = False
    form: Form = "short"
    all: bool = False
    without: Collection[str] = ()
    keep: Collection[str] = ()
    one_of_each: str = "With --undecided there is one of each."
    """How whoever exports gets records also of what too little is answered for: the app has a key for it."""


def plan_export(
    contexts: Contexts, target: Path, today: datetime.date, wishes: Wishes | None = None
) -> ExportPlan:
    """Plan an export into the folder `target`, as it is now. Nothing is written.

    Raises ExportError when the target is no folder, when the folder of records can be none, for a bad template, and where a
    report is to be printed and cannot be.
    """
    wishes = wishes or Wishes()
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is not a folder. Name a folder to export into.")
    remarks = list(left_over(target))
    try:
        memory = read_memory(target)
    except MemoryFault as fault:
        memory = None
        remarks.append(f"{fault}. So every file is treated as yours, and none is rewritten.")
    remarks += memory.remarks if memory else ()
    if wishes.pdf:
        from archassist.documents.pdf import check_printable

        check_printable(target, memory)
    kinds = [each for each in wishes.only or UNASKED if each not in wishes.without]
    built = lru_cache(maxsize=64)(contexts)
    folders = (*wishes.templates, templates_folder())
    dialect = None if wishes.format == "auto" else FORMATS[wishes.format][0]
    paths = [each.path for each in memory.documents.values()] if memory else []
    folder = straight(target, find_folder(target, dialect, paths)) if "adr" in kinds else None
    base = on_base(folder.path, folder.below) if folder else OnBase()
    if folder is not None:
        remarks += [*folder.remarks, *(str(each) for each in folder.unread), *begun(target, folder)]
        remarks += [f"{base.remark}."] if base.remark else []
    wanted: list[Wanted] = []
    if folder is not None:
        spoken = folder.dialect if folder.dialect != "other" else "madr"
        name = _template(spoken if wishes.format == "auto" else wishes.format, wishes.form)
        context = built(today, frozenset())
        own = _own_template(wishes.template, folders) if wishes.template else None
        records = context.data.records
        there = known(memory, folder)
        wanted += [
            _record(each, built, name, folders, own, records)
            for each in context.decisions
            if _wanted(each, wishes) or each.known.id in there or each.known.id in wishes.restore
        ]
        remarks += _too_early(context, wishes.one_of_each) if not wishes.undecided else ()
    for kind in kinds:
        if kind == "alerts":
            wanted += [_alert(name, built) for name in alert_files(())]
        elif kind == "report":
            wanted.append(_report(built, folders))
        elif kind == "issues":
            wanted += [_issues(name, make, built) for name, make in ISSUE_FILES.items()]
        elif kind == "checklist":
            wanted += [_document(kind, built, folders, ""), _checklist_table(built)]
        elif kind != "adr":
            wanted.append(_document(kind, built, folders, below(target, folder)))
    wanted = [each for each in wanted if each.id not in (*wishes.without, *wishes.keep)]
    if folder is not None:
        refuse_place(target, folder, [each.name for each in wanted if each.kind == "document"])
    if memory is not None and wanted:
        title = built(today, frozenset()).title
        remarks = [*of_another_review(target, memory, title), *remarks]
        memory = replace(memory, review=title)
    sync = plan_sync(
        target, folder, wanted, memory, today, suggestions=wishes.suggestions, restore=wishes.restore,
        taken=base.numbers,
    )  # fmt: skip
    remarks += sync.remarks
    page = _report(built, folders).make(_now(today)) if wishes.pdf else ""
    return ExportPlan(target, tuple(sync.files), tuple(sync.writes), tuple(remarks), page)


def _wanted(decision: DecisionDocument, wishes: Wishes) -> bool:
    """Whether a decision gets a record that it has not had."""
    if decision.needs:
        return wishes.undecided
    return wishes.all or decision.recorded


def _template(format: str, form: Form) -> str:
    """The template of a form of records: those that have a short one and a long one by what is wished."""
    name = FORMATS[format][1]
    return name.replace(".md.j2", "-short.md.j2") if form == "short" and format in LONGER else name


def _too_early(context: DocumentContext, one_of_each: str) -> Iterator[str]:
    """What is said of decisions that get no record because too little is answered."""
    if count := len(context.undecided):
        what = "1 decision gets" if count == 1 else f"{count} decisions get"
        yield f"{what} no record: too little is answered to recommend anything. {one_of_each}"


def _now(today: datetime.date) -> Making:
    return Making(today, "madr", "report", None, None, {})


def _own_template(path: Path, folders: Sequence[Path]) -> OwnTemplate:
    from archassist.documents.own_template import OwnTemplate  # most exports need none of what it brings

    return OwnTemplate(path, folders)


def _record(
    decision: DecisionDocument,
    contexts: Contexts,
    template: str,
    folders: Sequence[Path],
    own: OwnTemplate | None,
    records: Mapping[str, Mapping[str, str]],
) -> Wanted:
    id = decision.known.id
    decided = decision.status in ("accepted", "rejected")
    theirs = records.get(id, {}).get(decision.option.known.id, "") if decided else ""

    def make(making: Making) -> str:
        context = contexts(making.date, frozenset([id]) if making.afresh else frozenset())
        shown = next(each for each in context.decisions if each.known.id == id)
        values: dict[str, Any] = {
            "review": context,
            "decision": shown,
            "record_id": making.id,
            "number": making.number,
            "supersedes": supersedes_line(making.dialect, making.supersedes) if making.supersedes else "",
            "links": _links(shown, making.files),
            **_told_in_record(context, shown),
        }
        if own is not None:
            return own.render(**values)
        text = within(LIMITS["adr"], lambda room: render(template, folders, room=room, **values))
        return headed(text, making.lead, making.number)

    status: Status = decision.status  # type: ignore[assignment]
    return Wanted(
        id,
        "record",
        id.replace("_", "-"),
        make,
        status,
        decision.option.known.id,
        decision.recommended.known.id,
        theirs,
    )


def _told_in_record(review: DocumentContext, decision: DecisionDocument) -> dict[str, Any]:
    """What a record says of a decision from what the plan has: what it takes with all that comes first, and whose work it
    is; and who decides it while nobody has."""
    asked = requests(review, ())
    open_ones = [decision] if decision.state not in ("chosen", "rejected") and not review.data.alone else []
    bet = asked.bet(decision)
    return {
        "takes": asked.weeks(decision),
        "done_by": bet.ends if bet and bet.takes_work else "",
        "order": asked.order(decision),
        "who_does": who_does(review, decision, bet),
        "who_decides": who_decides(review, open_ones, 2),
        "who_decides_in_short": who_decides(review, open_ones, 0),
    }


def _links(decision: DecisionDocument, files: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """What this record's option requires of others, and what requires it: said, title, file name."""
    found = []
    for full_id in decision.option.known.requires:
        other = full_id.partition(".")[0]
        if other in files:
            found.append(("Requires", other, files[other]))
    for full_id in decision.result.required_by:
        other = full_id.partition(".")[0]
        if other in files:
            found.append(("Required by", other, files[other]))
    return tuple(dict.fromkeys(found))


def _document(kind: str, contexts: Contexts, folders: Sequence[Path], place: str) -> Wanted:
    def make(making: Making) -> str:
        review = contexts(making.date, frozenset())
        files = {id: posixpath.join(place, name) for id, name in making.files.items()} if place else {}
        values = {"review": review, "files": files, **_told_beside(kind, review)}
        return within(
            LIMITS.get(kind),
            lambda room: _rendered(kind, folders, values | {"room": room}),
            WORDS_A_ROLE if kind == "preread" else None,
        )

    return Wanted(kind, "document", f"{kind}.md", make)


def _told_beside(kind: str, review: DocumentContext) -> dict[str, Any]:
    """What a kind of document is told beside the review, whatever room it has."""
    values: dict[str, Any] = {}
    if kind in ("onepager", "readout", "preread"):
        values["open_questions"] = open_questions(review)
    if kind in ("roadmap", "onepager", "readout", "preread"):
        values["who_decides"] = partial(who_decides, review)
    if kind == "preread":
        values["to_invite"] = to_invite(review)
    if kind in ("roadmap", "onepager", "readout"):
        values["quarters"] = quarters(review)
        values["requests"] = requests(review, values["quarters"])
        values |= {"not_yet": not_yet(review, values["quarters"]), "left_alone": left_alone(review)}
    if kind == "roadmap":
        values["items_of_put_off"] = items_of_put_off(review, values["not_yet"])
        values["begun_elsewhere"] = begun_elsewhere(review, values["quarters"])
    if kind == "checklist":
        values["bet_of"] = bet_of_items(review)
        values["undecided"] = undecided_titles(review)
        values["carried_out"] = carried_out(review)
        values["planned"] = {each.id: each for each in review.data.plan.steps}
        values |= {"not_yet": not_yet(review, quarters(review)), "left_alone": left_alone(review)}
    return values


def _rendered(kind: str, folders: Sequence[Path], values: Mapping[str, Any]) -> str:
    """A document; one that explains words explains those that it uses."""

    def shown(words: Sequence[tuple[str, str]]) -> str:
        return render(f"{kind}.md.j2", folders, spoken_words=words, **values)

    text = shown(())
    if kind != "onboarding":
        return text
    said = text.lower()
    return shown([each for each in values["review"].data.words if each[0].lower() in said])


def _report(contexts: Contexts, folders: Sequence[Path]) -> Wanted:
    def make(making: Making) -> str:
        review = contexts(making.date, frozenset())
        return render_html("report.html.j2", folders, review=review, requests=requests(review, ()))

    return Wanted("report", "document", "report.html", make)


def _issues(name: str, write: Callable[[DocumentContext], str], contexts: Contexts) -> Wanted:
    return Wanted(
        name.replace(".", "-"),
        "document",
        f"issues/{name}",
        lambda making: write(contexts(making.date, frozenset())),
    )


def _checklist_table(contexts: Contexts) -> Wanted:
    def make(making: Making) -> str:
        return checklist_csv(contexts(making.date, frozenset()))

    return Wanted("checklist-csv", "document", "checklist.csv", make)


def _alert(name: str, contexts: Contexts) -> Wanted:
    def make(making: Making) -> str:
        return alert_files(contexts(making.date, frozenset()).data.alerts)[name]

    return Wanted(name.removesuffix(".yml"), "document", f"alerts/{name}", make)
