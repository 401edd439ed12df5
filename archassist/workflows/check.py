"""Whether records still hold: assumptions, triggers, review dates, accepted risks, contradictions, numbers.

The text of a record is what counts: people may have moved a border in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from archassist.answers.answer import Answer
from archassist.documents.assumptions import read_block
from archassist.engine import band
from archassist.expressions import ExpressionError, Kind, compile_program, infer, parse
from archassist.records import Memory, MemoryFault, OwnRecords, collisions, find_folder, read_memory
from archassist.records.export_lock import undisturbed
from archassist.records.relations import superseded_by
from archassist.records.text import readable
from archassist.session.beliefs import belief
from archassist.terminal_text import shortened
from archassist.words import BANDS, no_such
from archassist.workflows.findings import Finding, Level, nothing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from archassist.records import Memory, Record, RecordFolder
    from archassist.session.review import Review

    Columns = Mapping[str, NDArray[Any] | float]

BROKEN = 0.5
"""A condition holds when it does in so many of the futures that the answers allow."""

_LONGEST = 200
"""Characters of a condition that a finding quotes."""

MOST_CONDITIONS = 50
"""Conditions of one record that are looked at."""

MOST_IN_ALL = 2_000
"""Different conditions of all records that are looked at: each is worked out in thousands of futures."""


def check(
    review: Review,
    target: Path,
    today: datetime.date | None = None,
    answers: Mapping[str, Answer] | None = None,
    facts: Mapping[str, float] | None = None,
) -> list[Finding]:
    """Every finding, by file. `answers` and `facts` are measurements that stand in for what the review says."""
    today = today or datetime.date.today()
    with undisturbed(target):  # not in the middle of an export
        try:
            memory = read_memory(target)
        except MemoryFault:
            memory = Memory()
        folder = find_folder(target, None, [each.path for each in memory.documents.values()])
    checker = _Checker(review, target, folder, memory, today, answers or {}, facts or {})
    return sorted(checker.findings(), key=lambda each: (each.path, each.line, each.kind))


class _Checker:
    def __init__(
        self,
        review: Review,
        target: Path,
        folder: RecordFolder,
        memory: Memory,
        today: datetime.date,
        answers: Mapping[str, Answer],
        facts: Mapping[str, float],
    ) -> None:
        self._review, self._target, self._folder, self._memory = review, target, folder, memory
        self._today, self._facts = today, facts
        self._answers = answers
        self._columns: Columns | None = None
        self._shares: dict[str, float | str] = {}
        own = OwnRecords(folder.records, self._within)
        known = {each.path: id for id in memory.documents if (each := own.find(id, memory)) is not None}
        self._adopted = {
            folder.path / file: (decision, taken.option)
            for decision, taken in review.decisions.items()
            if taken.status == "accepted" and (file := review.record_of(decision).get(taken.option))
        }
        self._ids = {
            each.path: each.id or known.get(each.path, "") or self._adopted.get(each.path, ("", ""))[0]
            for each in folder.records
        }

    def findings(self) -> Iterator[Finding]:
        if not self._folder.records and not any(not each.link for each in self._folder.unread):
            yield nothing(self._target, self._folder)
        for record in self._folder.records:
            yield from self._record(record)
        yield from self._unread()
        yield from self._superseded()
        yield from self._numbers()
        yield from self._contradictions()
        yield from self._answers_that_contradict()
        for id, risk in self._review.risks.items():
            if risk.expires and risk.expires < self._today.isoformat():
                owner = risk.owner or "nobody"
                text = f"The risk “{risk.title}”, accepted by {owner}, expired on {risk.expires}."
                yield Finding("risk", "error", text, "", 0, risk.decision or id)

        yield from self._due_again()

    def _due_again(self) -> Iterator[Finding]:
        """Verdicts that the team wanted to look at again by a day that has passed."""
        for id, taken in self._review.decisions.items():
            for option, verdict in taken.verdicts.items():
                if verdict.status != "superseded" and "" < verdict.review_on < self._today.isoformat():
                    known = self._review.rulebook.decisions[id]
                    title = known.options[option].title if option in known.options else "as a whole"
                    text = f"{known.title}, {title}: to be looked at again on {verdict.review_on}, which has passed."
                    yield Finding("review", "error", text, "", 0, id)

    # -- one record

    def _record(self, record: Record) -> Iterator[Finding]:
        id = self._ids[record.path]
        if record.status == "proposed":
            if id:
                text = f"“{record.title}” is a draft that nobody has decided yet."
                yield self._found("draft", record, text, "status", "note")
            return
        if record.said and not record.status:
            text = f"{record.shown}: {record.standing}, which is not understood: it counts as decided."
            yield self._found("status", record, text, shortened(record.said, 20, ""), "note")
        if not record.in_force:
            return
        block = read_block(record.body)
        if block.review and block.review < self._today.isoformat():
            text = f"“{record.title}” was due for review by {block.review}."
            yield self._found("review", record, text, block.review)
        if len(block.assumptions) > MOST_CONDITIONS:
            text = f"“{record.title}” holds more than {MOST_CONDITIONS} conditions; only those are looked at."
            yield self._found("condition", record, text, block.assumptions[MOST_CONDITIONS].condition)
        for each in block.assumptions[:MOST_CONDITIONS]:
            share, quoted = self._share(each.condition), shortened(each.condition, _LONGEST, "…")
            if isinstance(share, str):
                yield self._found("condition", record, f"“{quoted}”: {share}", each.condition)
            elif each.kind == "holds" and share < BROKEN:
                text = f"“{record.title}” relies on {quoted}, which {self._told(share)}."
                yield self._found("assumption", record, text, each.condition)
            elif each.kind == "again" and share >= BROKEN:
                why = f": {each.because}" if each.because else ""
                text = f"“{record.title}” is due for another look: {quoted} {self._told(share)}{why}."
                yield self._found("trigger", record, text, each.condition)

    def _told(self, share: float) -> str:
        if share in (0.0, 1.0):
            return "is true" if share else "is no longer true"
        return f"is true {BANDS[band(share)]}"

    def _share(self, condition: str) -> float | str:
        """The share of futures in which a condition of the rule language is true, or what is wrong with it."""
        if condition not in self._shares:
            if len(self._shares) >= MOST_IN_ALL:
                return (
                    f"these records hold more than {MOST_IN_ALL:,} different conditions; it was not looked at"
                )
            self._shares[condition] = self._worked_out(condition)
        return self._shares[condition]

    def _worked_out(self, condition: str) -> float | str:
        types = self._review.rulebook.types
        try:
            expression = parse(condition)
            unknown = sorted(expression.names - types.keys())
            if unknown:
                return no_such("question or fact", unknown[0], types)
            if infer(expression, types).kind is not Kind.FLAG:
                return "it is not true or false: compare it with something"
            program = compile_program({"it": expression}, types, sorted(expression.names))
        except ExpressionError as error:
            return str(error)
        columns = self._futures()
        found = program.columns({name: columns[name] for name in (*expression.names, *_known(columns))})["it"]
        return float(np.mean(found))

    def _futures(self) -> Columns:
        if self._columns is None:
            measured = {id: belief(answer) for id, answer in self._answers.items()}
            many = self._review.engine.futures({**self._review.beliefs(), **measured})
            self._columns = {**many.columns, **self._facts}
        return self._columns

    # -- all of them

    def _unread(self) -> Iterator[Finding]:
        for each in self._folder.unread:
            level: Level = "note" if each.link else "error"
            yield Finding(
                "unread", level, f"{readable(each.path.name)} {each.why}.", self._within(each.path), 1, ""
            )
        for remark in self._folder.remarks:
            yield Finding("unread", "note", readable(remark), "", 0, "")

    def _numbers(self) -> Iterator[Finding]:
        found, remark = collisions(self._folder)
        if remark:
            yield Finding("unread", "note", f"{readable(remark)}.", "", 0, "")
        for each in found:
            shown = self._folder.shown(each.record)
            text = f"{shown} and {each.other} have the same number."
            if each.branch:
                text = f"{shown} has the number of {each.other} on {each.branch}."
            yield self._found("number", each.record, text, "")

    def _contradictions(self) -> Iterator[Finding]:
        rulebook = self._review.rulebook
        accepted: dict[str, tuple[Record, str]] = {}
        for record in self._folder.records:
            id = self._ids[record.path]
            if not record.in_force or not id:
                continue
            decision = id.partition(".")[0]
            option = self._memory.documents[id].option if id in self._memory.documents else ""
            option = option or self._adopted.get(record.path, ("", ""))[1]
            if decision in accepted:
                text = f"{record.shown} and {accepted[decision][0].shown} are both accepted for one decision."
                yield self._found("contradiction", record, text, "status")
            accepted[decision] = record, option
            taken = self._review.decisions.get(decision)
            options = rulebook.decisions[decision].options if decision in rulebook.decisions else {}
            if (
                taken
                and taken.status == "accepted"
                and option
                and taken.option not in ("", option)
                and option in options
            ):
                text = (
                    f"“{record.title}” was accepted as {options[option].title}; the review says "
                    f"{options[taken.option].title if taken.option in options else taken.option}."
                )
                yield self._found("contradiction", record, text, "status")
        for decision, (record, option) in accepted.items():
            yield from self._requirements(decision, record, option, accepted)

    def _answers_that_contradict(self) -> Iterator[Finding]:
        from archassist.views.contradictions import contradictions_with

        for each in contradictions_with(self._review, self._answers):
            level: Level = "error" if each.severity == "impossible" else "note"
            yield Finding("answers", level, readable(each.shown), "", 0, "")

    def _superseded(self) -> Iterator[Finding]:
        """Records in force that another one in force says it supersedes."""
        for record in self._folder.records:
            if record.status != "accepted":
                continue
            for old in superseded_by(record, self._folder.records):
                if old.status == "accepted":
                    text = f"{record.shown} says that it supersedes {old.shown}, which says of itself that {old.standing}."
                    yield self._found("contradiction", old, text, "tatus")

    def _requirements(
        self, decision: str, record: Record, option: str, accepted: Mapping[str, tuple[Record, str]]
    ) -> Iterator[Finding]:
        rulebook = self._review.rulebook
        if decision not in rulebook.decisions or option not in rulebook.decisions[decision].options:
            return
        for full_id in rulebook.decisions[decision].options[option].requires:
            other, _, least = full_id.partition(".")
            if other not in accepted or other not in rulebook.decisions:
                continue
            options = list(rulebook.decisions[other].options)
            has = accepted[other][1]
            if has in options and options.index(has) < options.index(least):
                needed, there = (rulebook.decisions[other].options[each].title for each in (least, has))
                text = f"“{record.title}” requires {needed}, and {accepted[other][0].shown} accepted {there}."
                yield self._found("contradiction", record, text, "status")

    def _within(self, path: Path) -> str:
        return path.relative_to(self._target).as_posix()

    def _found(self, kind: str, record: Record, text: str, near: str, level: Level = "error") -> Finding:
        lines: Sequence[str] = record.text.lines
        line = next((number for number, each in enumerate(lines, 1) if near and near in each), 1)
        id = self._ids[record.path].partition(".")[0]
        return Finding(kind, level, readable(text), self._within(record.path), line, id)


def _known(columns: Columns) -> Iterator[str]:
    return (name for name in columns if name.startswith("known:"))
