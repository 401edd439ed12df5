"""What the tool remembers of what it wrote: the exact text last generated, in a folder beside the documents.

The folder is meant to be committed. Without it, or when it cannot be trusted, every byte of every document counts as
written by people.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import tomli_w

FOLDER = ".archassist"
LOCK = "lock.toml"
ABOUT = """\
# What archassist last generated, so that a later export can tell its own text from yours. Commit it; do not edit it.
"""


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
    """Documents by id: `read_scaling`, `read_scaling.2` for the one that supersedes it, `roadmap` ..."""

    documents: Mapping[str, Remembered] = field(default_factory=lambda: MappingProxyType({}))

    def with_document(self, id: str, document: Remembered) -> Memory:
        """The same with one document remembered otherwise."""
        return replace(self, documents=MappingProxyType({**self.documents, id: document}))

    def files(self) -> dict[str, bytes]:
        """The files of the memory: names within its folder, and their bytes."""
        found = {"README.md": ABOUT.encode()}
        table: dict[str, object] = {}
        for id, each in sorted(self.documents.items()):
            entry: dict[str, object] = {"path": each.path, "date": each.date}
            entry["sha256"] = hashlib.sha256(each.base.encode("utf-8", "surrogateescape")).hexdigest()
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
        found[LOCK] = tomli_w.dumps({"schema": 1, "document": table}).encode()
        return found


def read_memory(target: Path) -> Memory:
    """The memory of a target folder, empty when there is none. Raises MemoryFault when it cannot be trusted."""
    folder = target / FOLDER
    lock = folder / LOCK
    if folder.is_symlink() or lock.is_symlink():
        raise MemoryFault(f"{folder} is a link")
    try:
        table = tomllib.loads(lock.read_text("utf-8"))
    except FileNotFoundError:
        return Memory()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MemoryFault(f"{lock} cannot be read: {error}") from None
    if table.get("schema") != 1:
        raise MemoryFault(f"{lock} is of another version")
    documents = {}
    for id, entry in dict(table.get("document", {})).items():
        try:
            base = (folder / "base" / f"{id}.md").read_bytes()
            if hashlib.sha256(base).hexdigest() != entry["sha256"]:
                continue  # the text and its memory disagree: it counts as people's
            documents[id] = Remembered(
                str(entry["path"]),
                base.decode("utf-8", "surrogateescape"),
                str(entry["date"]),
                str(entry.get("option", "")),
                str(entry.get("recommended", "")),
                bool(entry.get("gone", False)),
                str(entry.get("rendered", "")),
                tuple(
                    (str(id), tuple(str(block).split("\n"))) for id, block in entry.get("made", {}).items()
                ),
                tuple(map(str, entry.get("dismissed", ()))),
            )
        except (OSError, KeyError, TypeError, AttributeError):
            continue
    return Memory(MappingProxyType(documents))
