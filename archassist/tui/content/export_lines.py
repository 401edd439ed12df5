"""What an export would write as a list to choose from, and one of its files as it will be or as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from archassist.exported import KIND_TITLES
from archassist.terminal_text import one_line
from archassist.tui.legible import assemble, content, styled

if TYPE_CHECKING:
    from archassist.documents import ExportPlan
    from archassist.records import PlannedRecord

FILE, LEFT_OUT, KIND = "file", "left", "kind"
"""What a line is, the first part of its id: a file that is planned, one that was left out, a kind of document."""

_MARKS = {
    "new": ("+ ", "$text-success"),
    "updated": ("~ ", "$text-warning"),
    "merged": ("~ ", "$text-warning"),
}
_COLOURS = {"+": "$text-success", "-": "$text-error", "@": "$text-accent"}


def lines(
    plan: ExportPlan, left_out: Mapping[str, str], kinds: Sequence[str], order: list[str]
) -> list[Option]:
    """The files of a plan, those left out among them in the places where they stood; and the kinds of documents that are not
    asked for. `order` holds the names of files as they were listed before, and takes those that are new."""
    files = [
        (name, Option(_line(True, file.state, name), id=f"{FILE}:{number}"))
        for number, file in enumerate(plan.files)
        for name in [one_line(str(file.path.relative_to(plan.target)))]
    ]
    files += [(name, Option(_line(False, "", name), id=f"{LEFT_OUT}:{id}")) for id, name in left_out.items()]
    order += [name for name, _ in files if name not in order]
    found = [option for _, option in sorted(files, key=lambda each: order.index(each[0]))]
    others = [each for each in KIND_TITLES if each not in kinds and each not in left_out]
    if others:
        found.append(_heading("Other documents"))
        found += [Option(_line(False, "", KIND_TITLES[each]), id=f"{KIND}:{each}") for each in others]
    return found


def _heading(text: str) -> Option:
    return Option(styled(text, "bold $text-accent"), disabled=True)


def _line(chosen: bool, state: str, name: str) -> Content:
    mark = _MARKS.get(state, ("= " if chosen else "  ", "$text-muted"))
    box = ("[x] ", "$text-muted") if chosen else ("[ ] ", "$text-muted")
    return assemble(box, mark, (name, "" if state in _MARKS else "$text-muted"))


def difference(plan: ExportPlan, file: PlannedRecord) -> Content:
    """What writing would change in a file, line by line."""
    path = file.path.relative_to(plan.target).as_posix()
    write = next((each for each in plan.writes if each.path == path), None)
    if write is None:
        return content("Nothing changes in this file.")
    if write.before is None:
        return content("The file is new: all of it would be written.")
    before, after = (each.decode("utf-8", "replace").splitlines() for each in (write.before, write.after))
    return Content("\n").join(_coloured(before, after))


def _coloured(before: Sequence[str], after: Sequence[str]) -> Iterator[Content]:
    changes = difflib.unified_diff(before, after, lineterm="")
    for number, line in enumerate(changes):
        if number > 1:  # the first two name the files
            yield styled(line, _COLOURS.get(line[:1], ""))
