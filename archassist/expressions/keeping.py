"""Keeps compiled programs in a folder: the next start takes them from there instead of compiling them.

A program is found by a digest of its definitions and inputs, of the code that compiles it, and of the version of Python:
whenever any of these changes, it is compiled anew. A folder that fails costs only time.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from archassist.disk import put_into_cache, stamp
from archassist.expressions.parsing import Expression
from archassist.expressions.types import Type

MOST = 12
"""Programs that are kept: those of a pack or two."""

_CODE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Parts:
    """What it takes to run a program again: what comes out, in order, what is asked to be known, and code by dialect."""

    outputs: tuple[str, ...]
    flags: tuple[str, ...]
    code: dict[str, CodeType]


class Kept:
    """Programs in a folder, by key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(
        self, definitions: Mapping[str, Expression], types: Mapping[str, Type], inputs: Sequence[str]
    ) -> str:
        """Changes with anything that may change the program."""
        digest = hashlib.sha256(sys.version.encode())
        digest.update(stamp(_CODE.glob("*.py")))
        for name in inputs:
            digest.update(f"\n{name}: {types.get(name)!r}".encode())
        for name, expression in definitions.items():
            digest.update(f"\n{name} = {expression.text}".encode())
        return digest.hexdigest()[:32]

    def read(self, key: str) -> Parts | None:
        """The program that was kept, None when there is none or it is damaged."""
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            raw = self._path(key).read_bytes()
            if raw[:32] == hashlib.sha256(raw[32:]).digest():
                outputs, flags, code = marshal.loads(raw[32:])
                return Parts(outputs, flags, code)
        return None

    def write(self, key: str, parts: Parts) -> None:
        """Keeps a program, and drops those that were not used for longest."""
        payload = marshal.dumps((parts.outputs, parts.flags, dict(parts.code)))
        with contextlib.suppress(OSError):
            put_into_cache(self._path(key), hashlib.sha256(payload).digest() + payload)
            kept = sorted(self._folder.glob("program-*.code"), key=lambda each: -each.stat().st_mtime_ns)
            for old in kept[MOST:]:
                old.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"program-{key}.code"
