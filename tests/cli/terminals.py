"""A command in a terminal of its own: what stands on it, line by line."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PATIENCE = 120
"""Seconds without a sign after which a command has failed."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")


class Shown(NamedTuple):
    """What a command sent to its terminal, and its exit code."""

    raw: str
    code: int

    @property
    def lines(self) -> list[str]:
        """The lines that a person sees, without colours and links."""
        return _ESCAPES.sub("", self.raw).splitlines()


def in_terminal(
    words: Sequence[str], folder: Path, columns: int, environment: Mapping[str, str] | None = None
) -> Shown:
    """Runs archassist in a terminal that is `columns` cells wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    root = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-m", "archassist", *words],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
        env=plain | {"TERM": "xterm-256color", "PYTHONPATH": root} | dict(environment or {}),
    )  # fmt: skip
    os.close(theirs)
    blocks = []
    with contextlib.suppress(OSError):  # the other end is closed
        while select.select([ours], [], [], PATIENCE)[0] and (block := os.read(ours, 1 << 16)):
            blocks.append(block)
    os.close(ours)
    return Shown(b"".join(blocks).decode().replace("\r\n", "\n"), process.wait(PATIENCE))


def cells(line: str) -> int:
    """Cells that a line takes: two for a wide character, none for a mark on another one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in line
    )
