"""Keeps a folder's index in step, between the markers that adr-log uses, and nowhere else.

Between the markers, too, only lines that were generated are touched: those that an export remembers to have written, and
those that say exactly what would be written of a record as it is. Whatever else stands there is people's, and stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from archassist.records.folder import Folder
from archassist.records.reading import is_record_name, read_record
from archassist.records.staging import Write, is_read_only
from archassist.records.text import decode
from archassist.records.wanted import Sync

BEGIN, END = "<!-- adrlog -->", "<!-- adrlogstop -->"
NAMES = ("README.md", "index.md", "readme.md")

_LINK = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\((?:\./)?([^()\s]+)\)")


def index_write(
    target: Path, folder: Folder, sync: Sync, remembered: Collection[str]
) -> tuple[Write, tuple[str, ...]] | None:
    """The write that brings an index up to date, and what to remember of it; None when there is none, or nothing changes.

    `remembered` are digests of the lines that were generated last.
    """
    now = {each.path.name: each.title for each in folder.records}
    then = dict(now)
    for planned in sync.files:
        if planned.path.parent == folder.path and planned.text and is_record_name(planned.path.name):
            then[planned.path.name] = read_record(
                planned.path, planned.text.encode("utf-8", "surrogateescape")
            ).title
    entries = _entries(then)
    ours = {*remembered, *map(_digest, _entries(now).values()), *map(_digest, entries.values())}
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
        between = _between(text.lines[start + 1 : end], entries, ours)
        new = text.with_lines((*text.lines[: start + 1], *between, *text.lines[end:])).encode()
        if new == content or is_read_only(path):
            return None
        return Write(path.relative_to(target).as_posix(), content, new), tuple(map(_digest, entries.values()))
    return None


def _between(lines: Sequence[str], entries: Mapping[str, str], ours: Collection[str]) -> list[str]:
    """The lines between the markers: ours follow the records, everybody else's stand where they stood."""
    kept: list[tuple[str, str]] = []  # by line the record that it lists
    listed = {name for line in lines if _digest(line) not in ours and (name := _record(line)) in entries}
    for line in lines:
        if _digest(line) not in ours:
            kept.append(("", line))
        elif (name := _record(line)) in entries and name not in listed:
            listed.add(name)
            kept.append((name, entries[name]))
    first = next((number for number, (name, _) in enumerate(kept) if name), None)
    if first is None:  # none of ours is here yet: they come behind what people wrote, between empty lines
        while kept and not kept[-1][1].strip():
            kept.pop()
        kept += [("", ""), ("", "")]
        first = len(kept) - 1
    at = first
    for name in sorted(entries):
        place = next((number for number, (known, _) in enumerate(kept) if known == name), None)
        if place is None and name not in listed:
            kept.insert(at, (name, entries[name]))
            place = at
        at = at if place is None else place + 1
        while at < len(kept) and kept[at][1][:1] in (" ", "\t") and kept[at][1].strip():
            at += 1  # what people wrote below an entry belongs to it
    return [line for _, line in kept]


def _record(line: str) -> str:
    """The file that a line lists; empty when it lists none."""
    found = _LINK.search(line)
    return unquote(found[1]) if found else ""


def _digest(line: str) -> str:
    return hashlib.sha256(line.strip().encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _entries(titles: Mapping[str, str]) -> dict[str, str]:
    """By file the line that lists it."""
    found = {}
    for name in sorted(titles):
        number = re.match(r"\d+", name)
        title = re.sub(r"([\[\]\\<>])", r"\\\1", titles[name]) or Path(name).stem
        label = f"ADR-{number[0]}" if number else Path(name).stem
        found[name] = f"* [{label}]({name}) - {title}"
    return found
