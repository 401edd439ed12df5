"""Keeps compiled programs in a folder: the next start takes them from there instead of compiling them.

A program is found by a digest of its definitions and inputs, of the code that compiles it, and of the version of Python:
whenever any of these changes, it is compiled anew. Code is run, so it is read only when its seal shows that this user
wrote it. A folder that fails costs only time.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import CodeType

from archassist import __version__
from archassist.dataclass_later import dataclass
from archassist.disk import stamp
from archassist.expressions.syntax import Expression
from archassist.expressions.types import Type
from archassist.sealed import SealedFolder

MOST = 12
"""Programs that are kept: those of a pack or two."""

_CODE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class ProgramParts:
    """What it takes to run a program again: what comes out, in order, what is asked to be known, and code by dialect."""

    outputs: tuple[str, ...]
    flags: tuple[str, ...]
    code: dict[str, CodeType]


class Kept:
    """Programs in a folder, by key."""

    def __init__(self, folder: SealedFolder) -> None:
        self._folder = folder

    def key(
        self, definitions: Mapping[str, Expression], types: Mapping[str, Type], inputs: Sequence[str]
    ) -> str:
        """Changes with anything that may change the program."""
        digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
        digest.update(stamp(_CODE.glob("*.py")))
        for name in inputs:
            digest.update(f"\n{name}: {types.get(name)!r}".encode())
        for name, expression in definitions.items():
            digest.update(f"\n{name} = {expression.text}".encode())
        return digest.hexdigest()[:32]

    def read(self, key: str) -> ProgramParts | None:
        """The program that was kept, None when there is none or it is damaged."""
        if (kept := self._folder.read(f"program-{key}")) is not None:
            with contextlib.suppress(ValueError, EOFError, TypeError):
                outputs, flags, code = marshal.loads(kept)
                return ProgramParts(outputs, flags, code)
        return None

    def write(self, key: str, parts: ProgramParts) -> None:
        """Keeps a program, and drops the oldest."""
        self._folder.write(
            f"program-{key}", marshal.dumps((parts.outputs, parts.flags, dict(parts.code))), MOST
        )
