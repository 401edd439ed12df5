"""Small edits of records in their own dialect: one status line, one link, and every other byte as it was."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

from archassist.records.record import Dialect, Record
from archassist.records.statements import statements
from archassist.records.statuses import Status, status_of
from archassist.records.text import Text, front_matter, readable

LONGEST_WORD = 30
"""Characters of a line that is taken for nothing but the word of a status."""

_KEY = re.compile(r"((?:status|statut|estado|stato|state)[ \t]*:[ \t]*)(.*)", re.IGNORECASE)
_BLOCKS = frozenset({"|", ">", "|-", ">-"})


def with_status(record: Record, status: Status, by: Record | None = None) -> Text | None:
    """The record's text with another status, `by` being what supersedes it.

    None where it states no status, or in a form that cannot be changed by itself. Where it stands twice, both change.
    """
    lines = list(record.text.lines)
    head = front_matter(lines)
    said = _said(record.dialect, status, by)
    changed = False
    for at in range(1, head - 1):
        if found := _KEY.match(lines[at]):
            if not found[2].strip() or found[2].strip() in _BLOCKS:
                return None  # a list, or text on the lines below
            lines[at] = f"{found[1]}{said}"
            changed = True
            break
    for each in reversed(statements(lines, head).statuses):
        if each.form == "section":
            section = _in_section(lines, each.line, each.end, status, said)
            if section is None:
                return None
            lines, changed = section, True
        elif each.span is None:
            return None
        else:
            line, (start, end) = lines[each.line], each.span
            lines[each.line] = f"{line[:start]}{_cell(said) if each.form == 'cell' else said}{line[end:]}"
            changed = True
    return record.text.with_lines(lines) if changed else None


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


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


def _in_section(lines: list[str], at: int, end: int, status: Status, said: str) -> list[str] | None:
    """A section on the status: the plain word goes, links and people's remarks stay, the new statement is a paragraph."""
    if end <= at or any("|" in line for line in lines[at + 1 : end]):
        return None
    kept = [line for line in lines[at + 1 : end] if not _is_word(line)]
    said_at = [place for place, line in enumerate(kept) if line.strip()]
    kept = kept[said_at[0] : said_at[-1] + 1] if said_at else []
    section = (
        ["", *kept, *([""] if kept else []), said, ""]
        if status == "superseded"
        else ["", said, *([""] if kept else []), *kept, ""]
    )
    return [*lines[: at + 1], *section, *lines[end:]]


def _is_word(line: str) -> bool:
    """Whether a line says a status and nothing else."""
    words = line.strip(" \t.*_-+")
    return bool(status_of(words)) and len(words) <= LONGEST_WORD and not re.search(r"[\d\[(,;:]", words)
