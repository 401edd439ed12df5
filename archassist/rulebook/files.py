"""Finds and reads the files of a pack. Every fault becomes a Problem; nothing is raised."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archassist.dataclass_later import dataclass, field
from archassist.foreign import ForeignFault, check_toml, read_bytes
from archassist.rulebook.book import APART
from archassist.rulebook.lines import Lines
from archassist.rulebook.problems import Problem

LARGEST_FILE = 2_000_000
"""Bytes; a longer file is a mistake or an attack, and would only make loading slow."""
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")


@dataclass(frozen=True, slots=True)
class Document:
    """One file: `name` as its author knows it (`rules/facts/load.toml`); `data` is None when it is broken."""

    name: str
    pack: int
    top: bool
    lines: Lines = field(repr=False)
    content: bytes = field(repr=False)
    data: dict[str, Any] | None = field(repr=False)


def read_folder(folder: Path, pack: int, problems: list[Problem]) -> list[Document]:
    """Every `.toml` file below `folder`, in the order of paths. `pack` is the folder's place in the load."""
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "there is no such folder"
        problems.append(Problem(str(folder), 0, "", what, "Name the folder that holds the pack's pack.toml."))
        return []
    documents = []
    for path in sorted(_toml_files(folder, folder.name, problems)):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if document := read_document(path, folder, name, pack, problems):
            documents.append(document)
    return documents


def read_document(path: Path, folder: Path, name: str, pack: int, problems: list[Problem]) -> Document | None:
    """One file of the pack in `folder`; None when it cannot be read at all."""
    content = _content(path, folder, name, problems)
    return None if content is None else _parsed(name, pack, path.parent == folder, content, problems)


def _toml_files(folder: Path, name: str, problems: list[Problem]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        problems.append(
            Problem(name, 0, "", f"a folder cannot be read: {error.strerror}", "Check its permissions.")
        )

    for here, folders, files in os.walk(folder, onerror=unreadable):
        at_top = Path(here) == folder
        folders[:] = [name for name in folders if name[0] != "." and not (at_top and name in APART)]
        yield from (Path(here, file) for file in files if file.endswith(".toml") and file[0] != ".")


def _content(path: Path, folder: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        # A stranger's pack may not reach other files through links, and a pipe or device would never end.
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            message, remedy = "is a link to a file outside the pack", "Put the file itself into the pack."
        elif not path.is_file():
            message, remedy = "is not a regular file", "Remove it, or put a TOML file in its place."
        elif path.stat().st_size > LARGEST_FILE:
            message, remedy = f"is larger than {LARGEST_FILE:,} bytes", "Split it into several files."
        else:
            return read_bytes(path, LARGEST_FILE)
    except (OSError, ForeignFault) as error:
        said = getattr(error, "strerror", None) or error
        message, remedy = f"cannot be read: {said}", "Check the file and its permissions."
    problems.append(Problem(name, 0, "", message, remedy))
    return None


def _parsed(name: str, pack: int, top: bool, content: bytes, problems: list[Problem]) -> Document:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        remedy = (
            "This looks like a binary file: remove it." if b"\0" in content else "Save the file as UTF-8."
        )
        problems.append(Problem(name, line, "", f"byte {error.start} is not UTF-8 text", remedy))
        return Document(name, pack, top, Lines(""), content, None)
    text = text.replace("\r\n", "\n")
    lines = Lines(text)
    try:
        check_toml(text)
        data = tomllib.loads(text)
    except ForeignFault as fault:
        problems.append(Problem(name, fault.line, "", fault.message, "Use flat tables and plain numbers."))
    except tomllib.TOMLDecodeError as error:
        problems.extend(_syntax(name, text, lines, str(error)))
    else:
        return Document(name, pack, top, lines, content, data)
    return Document(name, pack, top, lines, content, None)


def _syntax(name: str, text: str, lines: Lines, message: str) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    repeated = set()
    for path, line in lines.headers():
        if path in first:
            repeated.add(line)
            said = f"this table is already at line {first[path]}"
            yield Problem(name, line, ".".join(path), said, "Give one of the two another id, or join them.")
        else:
            first[path] = line
    place = _PLACE.search(message)
    what = message[: place.start()] if place else message
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    if line in repeated:
        return  # tomllib stopped at a repeated table, which has been said
    column = f" (column {place[2]})" if place and place[2] else ""
    yield Problem(
        name, line, "", f"not valid TOML: {what[:1].lower()}{what[1:]}{column}", _syntax_remedy(what)
    )


def _syntax_remedy(what: str) -> str:
    if "overwrite" in what:
        return "A key is defined twice in one table: remove one."
    if "Invalid value" in what or "Unclosed" in what:
        return "Texts need quotation marks, lists and tables a closing bracket."
    return "Correct the line, or look at the one above it."
