"""The plan as issues for a tracker: CSV for Jira, CSV and JSON for GitHub, each with a key that stays the same.

A second import finds the key (the label `archassist:db.index`, or the external id) and makes no second issue.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence

from archassist.documents.context import DocumentContext
from archassist.documents.data import StepLine
from archassist.documents.markdown import first_sentence, sentence
from archassist.terminal_text import escaped_in_json, plain
from archassist.words import small

_BLANKS = {9: " ", 11: " ", 12: " ", 13: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
_FORMULA = re.compile("[\\s\u2800\"'`´‘’“”＂＇\ufe0e\ufe0f]*[-=+@\u2212＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋]")
"""What a spreadsheet may take for the begin of a formula, also after it has put aside blanks and quotation marks."""
_BREAKS = ("\t", "\r", "\n")

PRIORITIES = {"now": "High", "next": "Medium", "later": "Low"}


def github_json(review: DocumentContext) -> str:
    """A list of issues as the GitHub API takes them, with the key as a label."""
    issues = [
        {
            "key": each.id,
            "title": each.title,
            "body": _body(review, each),
            "labels": ["architecture", f"archassist:{each.id}", each.bucket],
            "assignees": [],
        }
        for each in review.data.plan.steps
    ]
    return escaped_in_json(json.dumps(issues, indent=2, ensure_ascii=False)) + "\n"


def github_csv(review: DocumentContext) -> str:
    """Title, body and labels, one issue a row."""
    rows = [["title", "body", "labels"]]
    rows += [
        [each.title, _body(review, each), f"architecture,archassist:{each.id},{each.bucket}"]
        for each in review.data.plan.steps
    ]
    return csv_text(rows)


def jira_csv(review: DocumentContext) -> str:
    """One issue a row for Jira's importer; map External Id to a field to match issues at a second import."""
    rows = [
        ["Summary", "Description", "Issue Type", "Priority", "Labels", "External Id", "Due Date", "Assignee"]
    ]
    rows += [
        [
            each.title, _body(review, each), "Task", PRIORITIES[each.bucket], f"architecture archassist-{each.id}",
            f"archassist:{each.id}", each.done, each.owner,
        ]
        for each in review.data.plan.steps
    ]  # fmt: skip
    return csv_text(rows)


def checklist_csv(review: DocumentContext) -> str:
    """The checklist as a table, in its order, with what is done at the end."""
    rows = [
        [
            "rank",
            "item",
            "status",
            "owner",
            "usual role",
            "first step",
            "done when",
            "days low",
            "days high",
            "days rest on",
            "done by",
            "key",
        ]
    ]
    done = {each.id: each.done for each in review.data.plan.steps}
    rows += [
        [
            str(each.rank), each.practice.title, each.item.status, each.item.owner, each.practice.owner,
            each.practice.first_step, each.practice.done_when, f"{each.item.days[0]:g}", f"{each.item.days[1]:g}",
            each.mark, done.get(each.item.id, ""), each.item.id,
        ]
        for each in review.items
    ]  # fmt: skip
    return csv_text(rows)


ISSUE_FILES: Mapping[str, Callable[[DocumentContext], str]] = {
    "github.json": github_json,
    "github.csv": github_csv,
    "jira.csv": jira_csv,
}
"""File names and what writes them."""


def _body(review: DocumentContext, step: StepLine) -> str:
    """What whoever takes the issue up has to know without any other document: why, how to begin, when it is done, how long
    it takes, and by when."""
    item = review.item(step.id)
    lines = []
    if item is not None:
        practice = item.practice
        lines += [practice.why, f"First step: {practice.first_step}", f"Done when: {practice.done_when}"]
        if practice.owner and not step.owner and not review.data.alone:
            lines.append(f"Owner: nobody is named (usually: {small(practice.owner)})")
        takes = item.takes
    else:
        lines += _of_decision(review, step)
        takes = step.takes
    if not step.milestone:
        lines.append(f"Effort: {takes}")
    lines.append(f"Planned: {step.planned(review.date)}")
    if step.after:
        lines.append(f"After: {'; '.join(step.after)}")
    if step.late:
        lines.append(step.late)
    lines.append(f"Key: archassist:{step.id}")
    return "\n\n".join(lines)


def _of_decision(review: DocumentContext, step: StepLine) -> list[str]:
    """What a step that carries a decision out is about."""
    decision = review.decision(step.id.partition(".")[0])
    if decision is None:
        return []
    option = next(each for each in decision.options if each.known.id == step.id.partition(".")[2])
    told = [sentence(first_sentence(option.known.about))]
    if step.kind == "coming":
        told.append("State: not right yet; look at it again before it is begun")
    elif option.chosen:
        told.append(f"Why: {sentence(decision.problem)}")
        told.append(f"State: {'decided' if decision.state == 'chosen' else 'not decided yet'}")
        told += [f"Done when: {small(text)}" for text in decision.done_when[:1]]
    return told


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """A table as CSV, in which no spreadsheet finds a formula."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    shown = plain(cell.replace("\r\n", "\n").translate(_BLANKS), lambda char: " ")
    return f"'{shown}" if _FORMULA.match(shown) or cell.startswith(_BREAKS) else shown
