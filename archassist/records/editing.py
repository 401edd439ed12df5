"""Small edits of records in their own dialect: one status line, one link, and every other byte as it was."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from urllib.parse import quote

from archassist.records.reading import Dialect, Record, Status
from archassist.records.text import Text, front_matter, in_fences, readable

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
        return f"superseded by {_link(by.path.stem, by)}"
    if dialect == "nygard":
        return f"Superseded by {_link(_numbered(by), by)}"
    return f"superseded by {f'ADR-{by.number:04}' if by.number is not None else _plain(by.path.stem)}"


def supersedes_line(dialect: Dialect, old: Record) -> str:
    """The line in a new record that says what it supersedes, for where links stand in its dialect."""
    if dialect == "log4brains":
        return f"- Supersedes {_link(old.path.stem, old)}"
    if dialect == "nygard":
        return f"Supersedes {_link(_numbered(old), old)}"
    return f"* Supersedes {_link(f'ADR-{old.number:04}' if old.number is not None else old.path.stem, old)}"


def _numbered(record: Record) -> str:
    return f"{record.number}. {record.title}" if record.number is not None else record.title


def _link(text: str, record: Record) -> str:
    """A link to a record. Titles and names of files are other people's: they end neither the link nor begin a tag."""
    return f"[{_plain(text)}]({quote(os.fsencode(record.path.name))})"


def _plain(text: str) -> str:
    return re.sub(r"([\[\]\\<>])", r"\\\1", readable(text))


def _in_section(lines: list[str], at: int, status: Status, said: str) -> list[str]:
    """A `## Status` section: the plain word goes, links and people's remarks stay, the new statement is a paragraph."""
    end = next((place for place in range(at + 1, len(lines)) if lines[place].startswith("#")), len(lines))
    words = {"proposed", "accepted", "rejected", "deprecated", "pending", "draft"}
    is_word: Callable[[str], bool] = lambda line: line.strip().strip(".*_").lower() in words  # noqa: E731
    kept = [line for line in lines[at + 1 : end] if not is_word(line)]
    said_at = [place for place, line in enumerate(kept) if line.strip()]
    kept = kept[said_at[0] : said_at[-1] + 1] if said_at else []
    section = (
        ["", *kept, *([""] if kept else []), said, ""]
        if status == "superseded"
        else ["", said, *([""] if kept else []), *kept, ""]
    )
    return [*lines[: at + 1], *section, *lines[end:]]
