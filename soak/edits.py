"""People edit what was exported, the answers change, it is exported again: nothing of theirs is lost or changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from archassist.documents import ExportPlan, Wishes
from archassist.session import Review
from archassist.workflows.check import check
from archassist.workflows.export import export_plan
from soak.desk import DAY, LATER, content
from soak.person import Edited, Person, lost
from soak.trial import Round, Trial

FORMS = ("madr", "nygard", "log4brains", "madr-minimal", "y-statement")
MORE = "log4brains"
"""In this form there are other documents beside the records, too: they take longer to make."""

EDITS = 10
"""Edits of one round."""

CHANGES = {
    "engineers": ["4", "14", "60", "200"], "mau_now": ["2k", "5M", "300M"], "write_share": ["2%", "45%"],
    "shard_key": ["yes", "no"], "db_cpu_peak": ["20%", "85%"], "ops_skill": ["none", "dedicated"],
}  # fmt: skip


class Exported:
    """A session, and folders that were exported from it, one in each form, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.session = folder / "r.toml"
        Review.example("notion-2021", self.session)

    def copy(self, form: str, target: Path) -> None:
        """A copy of the folder in one form."""
        made = self._folder / f"{form}-{os.getpid()}"
        if not made.exists():
            export_plan(Review.open(self.session), made, _wishes(form, "in", form == MORE), DAY).write()
        shutil.copytree(made, target)


def one(round: Round, shared: Exported) -> None:
    """Some documents are edited, and one or two are deleted; two exports follow, each after other answers."""
    form = round.chance.choice(FORMS)
    wishes = _wishes(form, round.chance.choice(["in", "in", "beside"]), form == MORE)
    target = round.folder / "docs"
    shared.copy(form, target)
    session = round.folder / "r.toml"
    shutil.copyfile(shared.session, session)
    review = Review.open(session)
    documents = sorted(path for path in target.rglob("*.md") if ".archassist" not in path.parts)
    round.chance.shuffle(documents)
    person, edited, left = Person(round.chance), [], EDITS - 1
    while left:
        times = round.chance.randint(1, min(left, 3))
        edited.append(person.edit(documents.pop(), times))
        left -= times
    deleted = documents.pop()
    deleted.unlink()
    round.tried = EDITS
    for step in range(2):
        with review.together():
            for id in round.chance.sample(list(CHANGES), 2):
                review.set(id, round.chance.choice(CHANGES[id]))
        before = content(target)
        plan = export_plan(review, target, wishes, LATER)
        plan.write()
        round.counts["suggestions"] += sum(each.suggestions for each in plan.files)
        for fault in faults(edited, deleted, before, plan):
            round.fail(f"export {step + 1}: {fault}", folder=round.folder)
    again = export_plan(review, target, wishes, LATER)
    round.hold(not again.writes, "a third export, of the same answers, writes", folder=round.folder)
    told = check(review, target, LATER)
    unread = [each.text for each in told if each.kind in ("unread", "condition", "number")]
    round.hold(not unread, f"check says of edits: {unread[:3]}", folder=round.folder)


def faults(edited: list[Edited], deleted: Path, before: dict[str, bytes], plan: ExportPlan) -> list[str]:
    """What is wrong after an export: edits lost, a deleted document that is back, and what was not told."""
    wrong = []
    states = {each.path: each for each in plan.files}
    for done in edited:
        found = done.path.read_bytes() if done.path.is_file() else None
        wrong += [f"{done.path.name} ({', '.join(done.kinds)}): {each}" for each in lost(done, found)]
        state = states.get(done.path)
        changed = found != before.get(done.path.relative_to(plan.target).as_posix())
        if changed and (state is None or state.state in ("same", "kept", "foreign")):
            wrong.append(f"{done.path.name} was changed, and it was not told")
    if deleted.exists():
        wrong.append(f"{deleted.name} was deleted, and is back")
    told = states.get(deleted)
    if told is None or told.state != "deleted":
        wrong.append(f"{deleted.name} was deleted, and it was not told")
    return wrong


def _wishes(form: str, where: str, more: bool) -> Wishes:
    kinds = ("adr", "roadmap", "readout") if more else ("adr",)
    return Wishes(kinds, form, None, "beside" if where == "beside" else "in")


TRIAL = Trial("edits", "human edits of exports", 100, 200, one, Exported)
