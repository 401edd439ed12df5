"""Keeps a checked pack in the user's cache folder: reading it back takes a tenth of checking it again.

The name of the kept file is a digest of the name, size and times of every rule file and of the code that checks them, and
of the versions of that and of Python; whenever any of these changes, the pack is read and checked anew. A pickle does
whatever its author wants, so it is read only when its seal shows that this user wrote it. A cache that fails costs only
time.
"""

from __future__ import annotations

import contextlib
import copyreg
import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archassist import __version__
from archassist.disk import stamp
from archassist.rulebook.book import APART, Rulebook
from archassist.sealed import SealedFolder

MOST = 3
"""Packs that are kept: one for each version of Python or of this program that is in use."""

_CODE = Path(__file__).resolve().parent


def load_cached(folder: Path, cache: SealedFolder | None) -> Rulebook:
    """The pack in `folder`, kept in `cache` while nothing changes. Raises RulebookError as `load` does."""
    name = f"rules-{_digest(folder)}"
    if cache and (kept := cache.read(name)) is not None:
        # Whatever is wrong with the cache, the pack itself is there.
        with contextlib.suppress(Exception), _uncollected():
            return Rulebook.kept(*pickle.loads(kept))
    from archassist.rulebook import loader  # only now: it brings everything that checks packs

    with _uncollected():
        rulebook = loader.load(folder)
    if cache:
        cache.write(name, _dump(rulebook), MOST)
    return rulebook


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version} {folder.resolve()}".encode())
    for name, known in sorted(_rule_files(folder, APART)):
        # The time of the last change of the file's name or rights too: a copied file may bring an old time of writing.
        digest.update(f"\n{name} {known.st_size} {known.st_mtime_ns} {known.st_ctime_ns}".encode())
    digest.update(stamp(checking_code()))
    return digest.hexdigest()[:32]


def _rule_files(folder: Path | str, apart: tuple[str, ...] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """The path of every rule file with what the system knows of it; what cannot be looked at, the loader reports."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".toml"):
                yield entry.path, entry.stat()
            elif entry.is_dir(follow_symlinks=False) and entry.name not in apart:
                yield from _rule_files(entry.path)


def checking_code() -> tuple[Path, ...]:
    """The files of code that decide what becomes of a pack."""
    return (*_CODE.glob("*.py"), *_CODE.glob("raw/*.py"), *_CODE.parent.glob("expressions/*.py"))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Thousands of objects are made and none is garbage: looking for it would take a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _dump(rulebook: Rulebook) -> bytes:
    """Every part of a pack is a pickle of its own, so that a start reads back those it needs."""
    copyreg.pickle(MappingProxyType, _reduce)
    fields = {name: getattr(rulebook, name) for name in rulebook.__dataclass_fields__}
    whole = {name: value for name, value in fields.items() if isinstance(value, str)}
    parts = {name: pickle.dumps(fields[name], protocol=5) for name in fields if name not in whole}
    brief = {name: getattr(rulebook, name) for name in ("option_ids", "step_ids", "telling", "asking")}
    return pickle.dumps(({**whole, **brief}, parts), protocol=5)


def _reduce(mapping: Mapping[Any, Any]) -> tuple[Any, ...]:
    return read_only, (dict(mapping),)


def read_only(table: dict[Any, Any]) -> Mapping[Any, Any]:
    """A table that cannot be changed, as it comes back from the cache."""
    return MappingProxyType(table)
