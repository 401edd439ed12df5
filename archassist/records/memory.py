"""What the tool remembers of what it wrote: the exact text last generated, in a folder beside the documents.

The folder is meant to be committed. Without it, or when it cannot be trusted, every byte of every document counts as
written by people.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import tomli_w

from archassist.file_commit.folders import HeldFolder
from archassist.file_commit.journal import MEMORY, may_write
from archassist.foreign import ForeignFault, read_toml
from archassist.reading_files import amount, no_folder

FOLDER = MEMORY
LOCK = "lock.toml"
LARGEST = 20_000_000
"""Bytes beyond which a file is none of the memory's."""

LARGEST_BASE = 2_000_000
"""Bytes of a text last generated: a document that is larger is not read either."""

TOGETHER = 50_000_000
"""Bytes of all these texts."""

ATTRIBUTES_FILE = ".gitattributes"
ATTRIBUTES = "* -text\n"
"""What tells git to keep the ends of lines here: some clones write them otherwise."""

ABOUT = """\
# What archassist last generated, so that a later export can tell its own text from yours. Commit it; do not edit it.
"""


_T = TypeVar("_T")


class MemoryFault(ValueError):
    """The memory cannot be read. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """One document as it was last generated.

    `path` is relative to the target, with slashes. `base` is the text last generated, `date` the day it was generated
    for. `option` and `recommended` say what it records and what was advised then. `gone` is true when people deleted
    the file. `rendered` is the digest of the text that was generated last: `base` differs from it where suggestions are
    open. `made` are suggestions that were put into the file, by digest; `dismissed` digests of those that people removed.
    """

    path: str
    base: str
    date: str
    option: str = ""
    recommended: str = ""
    gone: bool = False
    rendered: str = ""
    made: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dismissed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """Documents by id: `read_scaling`, `read_scaling.2` for the one that supersedes it, `roadmap` ...

    `index` holds digests of the lines that were last generated into an index of records, `printed` the digest of the PDF.
    `review` is the title of the review whose documents they are. `remarks` say which texts could not be read; their
    documents count as people's.
    """

    documents: Mapping[str, Remembered] = field(default_factory=lambda: MappingProxyType({}))
    index: tuple[str, ...] = ()
    printed: str = ""
    review: str = ""
    remarks: tuple[str, ...] = field(default=(), compare=False)

    def with_document(self, id: str, document: Remembered) -> Memory:
        """The same with one document remembered otherwise."""
        return replace(self, documents=MappingProxyType({**self.documents, id: document}))

    def files(self) -> dict[str, bytes]:
        """The files of the memory: names within its folder, and their bytes."""
        found = {"README.md": ABOUT.encode(), ATTRIBUTES_FILE: ATTRIBUTES.encode()}
        table: dict[str, object] = {}
        for id, each in sorted(self.documents.items()):
            entry: dict[str, object] = {"path": each.path, "date": each.date}
            entry["sha256"] = _digest(each.base.encode("utf-8", "surrogateescape"))
            for key in ("option", "recommended", "rendered"):
                if getattr(each, key):
                    entry[key] = getattr(each, key)
            if each.gone:
                entry["gone"] = True
            if each.made:
                entry["made"] = {digest: "\n".join(block) for digest, block in each.made}
            if each.dismissed:
                entry["dismissed"] = list(each.dismissed)
            table[id] = entry
            found[f"base/{id}.md"] = each.base.encode("utf-8", "surrogateescape")
        whole: dict[str, object] = {"schema": 1}
        whole |= {"index": list(self.index)} if self.index else {}
        whole |= {"printed": self.printed} if self.printed else {}
        whole |= {"review": self.review} if self.review else {}
        found[LOCK] = tomli_w.dumps({**whole, "document": table}).encode()
        return found


def read_memory(target: Path) -> Memory:
    """The memory of a target folder, empty when there is none. Raises MemoryFault when it cannot be trusted."""
    lock = target / FOLDER / LOCK
    try:
        with contextlib.closing(HeldFolder.at(os.path.realpath(target))) as folder:
            return _read(folder, target)
    except FileNotFoundError:
        return Memory()
    except MemoryFault:
        raise
    except UnicodeDecodeError:
        raise MemoryFault(f"{lock} cannot be read: it is not text in UTF-8") from None
    except ForeignFault as fault:
        raise MemoryFault(f"{lock} cannot be read: {fault}") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise MemoryFault(_no_folder(target)) from None
        raise MemoryFault(f"{lock} cannot be read: {error.strerror or error}") from None
    except _Shape as shape:
        raise MemoryFault(f"{lock} cannot be read: {shape}") from None


def _no_folder(target: Path) -> str:
    why = no_folder(target, f"{FOLDER}/base")
    return f"{target / why}" if why else f"{target / FOLDER}, or something in it, is a link"


class _Unread(Exception):
    """A text of the memory is there and cannot be read. The message says why."""


class _Shape(Exception):
    """Something in the memory is not as it was written. The message says what."""


def _read(target: HeldFolder, said: Path) -> Memory:
    with contextlib.closing(target.below(FOLDER)) as folder:
        table = read_toml(folder.read(LOCK, LARGEST).decode("utf-8"))
        if table.get("schema") != 1:
            raise _Shape("it is of another version")
        entries = _typed(table.get("document", {}), dict, "document")
        index = _texts(table.get("index", []), "index")
        printed = _typed(table.get("printed", ""), str, "printed")
        review = _typed(table.get("review", ""), str, "review")
        documents, remarks, size = {}, [], 0
        if entries:
            with contextlib.closing(folder.below("base")) as base:
                for id, entry in entries.items():
                    try:
                        found = _document(base, id, _typed(entry, dict, f"document.{id}"))
                    except _Unread as unread:
                        name = said / FOLDER / "base" / f"{id}.md"
                        remarks.append(
                            f"{name} was not read: {unread}. So that document is treated as yours."
                        )
                        continue
                    if found is not None:
                        documents[id] = found
                        size += len(found.base)
                    if size > TOGETHER:
                        raise _Shape(f"what it names holds more than {amount(TOGETHER)}")
        return Memory(MappingProxyType(documents), index, printed, review, tuple(remarks))


def _document(base: HeldFolder, id: str, entry: dict[str, Any]) -> Remembered | None:
    """None where a text and what is said of it disagree, or no digest says that it was generated: it then counts as
    people's. Raises _Unread for one that cannot be read."""
    said = f"document.{id[:60]}"
    if not may_write(f"{FOLDER}/base/{id}.md"):
        raise _Shape(f"“{id[:60]!a}” is not an id")
    text = {key: _typed(entry.get(key, ""), str, f"{said}.{key}") for key in _TEXTS}
    if not may_write(text["path"]) or text["path"].startswith(f"{FOLDER}/"):
        raise _Shape(f"{said}.path leads where no document is")
    made = _typed(entry.get("made", {}), dict, f"{said}.made")
    remembered = Remembered(
        text["path"], "", _day(text["date"], said), text["option"], text["recommended"],
        _typed(entry.get("gone", False), bool, f"{said}.gone"), text["rendered"],
        tuple((key, tuple(_typed(block, str, f"{said}.made").split("\n"))) for key, block in made.items()),
        _texts(entry.get("dismissed", []), f"{said}.dismissed"),
    )  # fmt: skip
    try:
        content = base.read(f"{id}.md", LARGEST_BASE)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise
        raise _Unread(error.strerror or str(error)) from None
    if not text["rendered"] or text["sha256"] not in (_digest(content), hashlib.sha256(content).hexdigest()):
        return None
    return replace(remembered, base=content.replace(b"\r\n", b"\n").decode("utf-8", "surrogateescape"))


def _digest(content: bytes) -> str:
    """What a text is known by, whatever the ends of its lines became in a clone."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


_TEXTS = ("path", "date", "sha256", "option", "recommended", "rendered")


def _typed(value: Any, kind: type[_T], name: str) -> _T:
    if not isinstance(value, kind):
        raise _Shape(f"{name} is not what it was written as")
    return value


def _texts(value: Any, name: str) -> tuple[str, ...]:
    return tuple(_typed(each, str, name) for each in _typed(value, list, name))


def _day(text: str, name: str) -> str:
    """A day that documents can be dated with: plans reach years beyond it."""
    try:
        if 1900 <= datetime.date.fromisoformat(text).year <= 9000:
            return text
    except ValueError:
        pass
    raise _Shape(f"{name}.date is not a day")
