"""Small edits of records in their own dialect: one status line, one link, and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

from archassist.records.reading import Dialect, Record, Status
from archassist.records.text import Text, front_matter, in_fences

_BULLET = re.compile(r"(\s{0,3}[-*+]\s*\**status\**\s*:\**\s*)(.*)", re.IGNORECASE)


def with_status(record: Record, status: Status, by: Record | None = None) -> Text | None:
    """The record's text with another status, `by` being what supersedes it; None where it states no status."""
    lines = list(record.text.lines)
    head = front_matter(lines)
    said = _said(record.dialect, status, by)
    for at in range(1, head - 1):
        if re.match(r"status\s*:", lines[at], re.IGNORECASE):
            lines[at] = f"{lines[at].split(':', 1)[0]}: {said}"
            return record.text.with_lines(lines)
    fenced = in_fences(lines)
    for at in range(head, len(lines)):
        if fenced[at]:
            continue
        if found := _BULLET.match(lines[at]):
            lines[at] = f"{found[1]}{said}"
            return record.text.with_lines(lines)
        if re.fullmatch(r"##\s+status\s*", lines[at], re.IGNORECASE):
            return record.text.with_lines(_in_section(lines, at, status, said))
        if lines[at].startswith("## "):
            break
    return None


def _said(dialect: Dialect, status: Status, by: Record | None) -> str:
    if status != "superseded" or by is None:
        return status.capitalize() if dialect == "nygard" else status
    if dialect == "log4brains":
        stem = by.path.stem
        return f"superseded by [{stem}]({by.path.name})"
    if dialect == "nygard":
        return f"Superseded by [{_numbered(by)}]({by.path.name})"
    return f"superseded by {f'ADR-{by.number:04}' if by.number is not None else by.path.stem}"


def supersedes_line(dialect: Dialect, old: Record) -> str:
    """The line in a new record that says what it supersedes, for where links stand in its dialect."""
    if dialect == "log4brains":
        return f"- Supersedes [{old.path.stem}]({old.path.name})"
    if dialect == "nygard":
        return f"Supersedes [{_numbered(old)}]({old.path.name})"
    name = f"ADR-{old.number:04}" if old.number is not None else old.path.stem
    return f"* Supersedes [{name}]({old.path.name})"


def _numbered(record: Record) -> str:
    title = re.sub(r"([\[\]\\])", r"\\\1", record.title)
    return f"{record.number}. {title}" if record.number is not None else title


def _in_section(lines: list[str], at: int, status: Status, said: str) -> list[str]:
    """A `## Status` section: the plain word goes, links and people's remarks stay, the new statement is a paragraph."""
    end = next((place for place in range(at + 1, len(lines)) if lines[place].startswith("#")), len(lines))
    words = {"proposed", "accepted", "rejected", "deprecated", "pending", "draft"}
    is_word: Callable[[str], bool] = lambda line: line.strip().strip(".*_").lower() in words  # noqa: E731
    kept = [line for line in lines[at + 1 : end] if not is_word(line)]
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    section = (
        ["", *kept, *([""] if kept else []), said, ""]
        if status == "superseded"
        else ["", said, *([""] if kept else []), *kept, ""]
    )
    return [*lines[: at + 1], *section, *lines[end:]]
