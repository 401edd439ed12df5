"""Keeps a folder's index in step, between the markers that adr-log uses, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from archassist.records.folder import Folder
from archassist.records.reading import is_record_name, read_record
from archassist.records.text import decode
from archassist.records.transaction import Write
from archassist.records.wanted import Sync

BEGIN, END = "<!-- adrlog -->", "<!-- adrlogstop -->"
NAMES = ("README.md", "index.md", "readme.md")


def index_write(target: Path, folder: Folder, sync: Sync) -> Write | None:
    """The write that brings an index up to date; None when there is none, or nothing changes."""
    entries = {each.path.name: each.title for each in folder.records}
    for planned in sync.files:
        if planned.path.parent == folder.path and planned.text and is_record_name(planned.path.name):
            entries[planned.path.name] = read_record(
                planned.path, planned.text.encode("utf-8", "surrogateescape")
            ).title
    for name in NAMES:
        path = folder.path / name
        if not path.is_file() or path.is_symlink():
            continue
        content = path.read_bytes()
        text = decode(content)
        lines = [line.strip() for line in text.lines]
        if BEGIN not in lines or END not in lines[lines.index(BEGIN) :]:
            continue
        start = lines.index(BEGIN)
        end = start + lines[start:].index(END)
        new = text.with_lines(
            (*text.lines[: start + 1], "", *_listed(entries), "", *text.lines[end:])
        ).encode()
        return Write(path.relative_to(target).as_posix(), content, new) if new != content else None
    return None


def _listed(entries: dict[str, str]) -> list[str]:
    found = []
    for name in sorted(entries):
        number = re.match(r"\d+", name)
        title = re.sub(r"([\[\]\\<>])", r"\\\1", entries[name]) or Path(name).stem
        label = f"ADR-{number[0]}" if number else Path(name).stem
        found.append(f"* [{label}]({name}) - {title}")
    return found
