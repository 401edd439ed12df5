"""Keeps a folder's index in step, between the markers that adr-log uses, and nowhere else.

Between the markers, too, only lines that were generated are touched: those that an export remembers to have written, and
those that say exactly what would be written of a record as it is. Whatever else stands there is people's, and stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from archassist.reading_files import ReadRefused, read_regular
from archassist.records.file_names import Name, name_of
from archassist.records.folder import RecordFolder
from archassist.records.record import LARGEST, is_record_name, read_record
from archassist.records.staging import Write, is_read_only
from archassist.records.text import decode
from archassist.records.wanted import Sync
from archassist.terminal_text import plain

BEGIN, END = "<!-- adrlog -->", "<!-- adrlogstop -->"
NAMES = ("README.md", "index.md", "readme.md")

# Not from an escaped bracket: that begins no link, and looking on from each of very many would take for ever.
_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\((?:\./)?([^()\s]+)\)")


def index_write(
    target: Path, folder: RecordFolder, sync: Sync, remembered: Collection[str]
) -> tuple[Write, tuple[str, ...]] | None:
    """The write that brings an index up to date, and what to remember of it; None when there is none, or nothing changes.

    `remembered` are digests of the lines that were generated last. A file that cannot be read is left with a remark.
    """
    now = {_below(folder, each.path): each.title for each in folder.records}
    then = dict(now)
    for planned in sync.files:
        below = _below(folder, planned.path)
        known = below in then or (planned.path.parent == folder.path and is_record_name(planned.path.name))
        if known and planned.text:
            then[below] = read_record(planned.path, planned.text.encode("utf-8", "surrogateescape")).title
    entries = _entries(then)
    ours = {*remembered, *map(_digest, _entries(now).values()), *map(_digest, entries.values())}
    for name in NAMES:
        path = folder.path / name
        try:
            content = read_regular(path, LARGEST)
        except FileNotFoundError:
            continue
        except OSError as error:
            if not path.is_symlink():
                why = (
                    error.why
                    if isinstance(error, ReadRefused)
                    else f"cannot be read: {error.strerror or error}"
                )
                sync.remarks.append(f"{path} {why}: no index is kept in it.")
            continue
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
    kept = _kept(lines, entries, ours)
    places = {name: number for number, (name, _) in enumerate(kept) if name}
    listed = {name for line in lines if (name := _record(line)) in entries}
    at = min(places.values(), default=-1)
    if at < 0:  # none of ours is here yet: they come behind what people wrote, between empty lines
        while kept and not kept[-1][1].strip():
            kept.pop()
        kept += [("", ""), ("", "")]
        at = len(kept) - 1
    before: dict[int, list[str]] = {}
    for name in sorted(entries):
        if name in places:
            at = places[name] + 1
            while at < len(kept) and kept[at][1][:1] in (" ", "\t") and kept[at][1].strip():
                at += 1  # what people wrote below an entry belongs to it
        elif name not in listed:
            before.setdefault(at, []).append(entries[name])
    found: list[str] = []
    for number, (_, line) in enumerate(kept):
        found += (*before.get(number, ()), line)
    return [*found, *before.get(len(kept), ())]


def _kept(lines: Sequence[str], entries: Mapping[str, str], ours: Collection[str]) -> list[tuple[str, str]]:
    """The lines that stay, each with the record that it lists where it is ours, which is then as it will be."""
    told = [("" if _digest(line) not in ours else _record(line) or "/", line) for line in lines]
    listed = {name for mine, line in told if not mine and (name := _record(line)) in entries}
    kept: list[tuple[str, str]] = []
    for name, line in told:
        if not name:
            kept.append(("", line))
        elif name in entries and name not in listed:
            listed.add(name)
            kept.append((name, entries[name]))
    return kept


def _record(line: str) -> str:
    """The file that a line lists; empty when it lists none."""
    found = _LINK.search(line)
    return unquote(found[1], errors="surrogateescape") if found else ""


def _below(folder: RecordFolder, path: Path) -> str:
    return path.relative_to(folder.path).as_posix() if path.is_relative_to(folder.path) else ""


def _digest(line: str) -> str:
    return hashlib.sha256(line.strip().encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _entries(titles: Mapping[str, str]) -> dict[str, str]:
    """By file the line that lists it."""
    found = {}
    for name in sorted(titles):
        known = name_of(PurePosixPath(name))
        stem = _escaped(Path(name).stem, "[\\[\\]\\\\<>`*_]")
        title = _escaped(titles[name], "[\\[\\]\\\\<>]") or stem
        label = _label(known) if known else stem
        found[name] = f"* [{label}]({quote(name, errors='surrogateescape')}) - {title}"
    return found


def _label(name: Name) -> str:
    """The number with what stands before it: `ADR-0042`, `ORG-ADR-0003`."""
    if not name.digits:
        return f"ADR-{name.dated}"
    before = name.prefix.rstrip("-_ #.")
    return _escaped(f"{before or 'ADR'}-{name.digits}", "[\\[\\]\\\\<>`*_]")


def _escaped(text: str, signs: str) -> str:
    """A text as one of Markdown, without what cannot be seen or turns its order round."""
    return re.sub(f"({signs})", r"\\\1", plain(text))
