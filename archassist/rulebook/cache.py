"""Keeps a checked pack in the user's cache folder: reading it back takes a tenth of checking it again.

The name of the kept file is a digest of every rule file, of the code that checks them, and of the versions of that and of
Python; whenever any of these changes, the pack is read and checked anew. A pickle does whatever its author wants, so it is
read only when its seal shows that this user wrote it. A cache that fails costs only time.
"""

from __future__ import annotations

import contextlib
import copyreg
import gc
import hashlib
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archassist import __version__
from archassist.disk import stamp
from archassist.rulebook.book import Rulebook
from archassist.sealed import SealedFolder

APART = ("examples", "cases", "scenarios")  # as in files.py, which is not imported for a start from the cache
MOST = 3
"""Packs that are kept: one for each version of Python or of this program that is in use."""

_CODE = Path(__file__).resolve().parent


def load_cached(folder: Path, cache: SealedFolder | None) -> Rulebook:
    """The pack in `folder`, kept in `cache` while nothing changes. Raises RulebookError as `load` does."""
    name = f"rules-{_digest(folder)}"
    if cache and (kept := cache.read(name)) is not None:
        with contextlib.suppress(Exception):  # whatever is wrong with the cache, the pack itself is there
            with _uncollected():
                found = pickle.loads(kept)
            if isinstance(found, Rulebook):
                return found
    from archassist.rulebook import loader  # only now: it brings everything that checks packs

    with _uncollected():
        rulebook = loader.load(folder)
    if cache:
        cache.write(name, _dump(rulebook), MOST)
    return rulebook


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version} {folder.resolve()}".encode())
    for path in sorted(folder.rglob("*.toml")):
        if path.relative_to(folder).parts[0] in APART:
            continue
        digest.update(f"\n{path.relative_to(folder)}\n".encode())
        digest.update(path.read_bytes())
    digest.update(stamp(checking_code()))
    return digest.hexdigest()[:32]


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
    copyreg.pickle(MappingProxyType, _reduce)
    return pickle.dumps(rulebook, protocol=5)


def _reduce(mapping: Mapping[Any, Any]) -> tuple[Any, ...]:
    return read_only, (dict(mapping),)


def read_only(table: dict[Any, Any]) -> Mapping[Any, Any]:
    """A table that cannot be changed, as it comes back from the cache."""
    return MappingProxyType(table)
