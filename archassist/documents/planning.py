"""Which files an export makes: names, numbers, and what exists already."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from archassist.documents.alerts import alert_files
from archassist.documents.context import DocumentContext
from archassist.documents.rendering import render
from archassist.documents.writing import ExportError, ExportPlan, PlannedFile, State
from archassist.shipped import templates_folder

KINDS = ("adr", "roadmap", "readout", "alerts")
"""What can be exported. Alerts are written only when they are asked for."""

UNASKED = ("adr", "roadmap", "readout")

_USUAL = ("docs/decisions", "docs/adr", "doc/adr", "adr", "decisions")
"""Where decision records lie in most repositories; the first that exists is used."""

_RECORD = re.compile(r"(\d{1,6})[-_ ](.+)\.md", re.IGNORECASE)


def plan_export(
    context: DocumentContext, target: Path, only: Collection[str] = (), templates: Sequence[Path] = ()
) -> ExportPlan:
    """Plan an export into the folder `target`. Nothing is written yet.

    Records continue the numbers of the record folder found in `target`. `templates` are folders whose templates
    replace shipped ones of the same name. Raises ExportError when the target is no folder, or for a bad template.
    """
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is not a folder. Name a folder to export into.")
    folders = (*templates, templates_folder())
    wanted = only or UNASKED
    files: list[PlannedFile] = []
    if "adr" in wanted:
        files += _records(context, record_folder(target), folders)
    for kind in ("roadmap", "readout"):
        if kind in wanted:
            path = target / f"{kind}.md"
            state: State = "exists" if _there(path) else "new"
            files.append(PlannedFile(path, render(f"{kind}.md.j2", folders, review=context), state))
    if "alerts" in wanted:
        for name, text in alert_files(context.data.alerts).items():
            path = target / "alerts" / name
            files.append(PlannedFile(path, text, "exists" if _there(path) else "new"))
    return ExportPlan(target, tuple(files))


def record_folder(target: Path) -> Path:
    """Where decision records are, or are to be, under `target`; `target` itself when it holds records."""
    if any(True for _ in _records_in(target)):
        return target
    for name in _USUAL:
        if (target / name).is_dir():
            return target / name
    return target / "decisions"


def _records(context: DocumentContext, folder: Path, folders: Sequence[Path]) -> Iterator[PlannedFile]:
    there = {slug: path for _, slug, path in _records_in(folder)}
    number = max((number for number, _, _ in _records_in(folder)), default=0)
    for decision in context.decisions:
        slug = decision.known.id.replace("_", "-")
        text = render("adr.md.j2", folders, review=context, decision=decision)
        if slug in there:
            yield PlannedFile(there[slug], text, "exists")
            continue
        number += 1
        yield PlannedFile(folder / f"{number:04}-{slug}.md", text, "new")


def _records_in(folder: Path) -> Iterator[tuple[int, str, Path]]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if found := _RECORD.fullmatch(path.name):
                yield int(found[1]), found[2].casefold(), path


def _there(path: Path) -> bool:
    # A dangling link is something that somebody put there, too.
    return path.exists() or path.is_symlink()
