"""A terminal of its own for a command that runs in this process: what stands on it, line by line."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import termios
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from archassist.cli import main

OUR_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9]+;https?://[!-~]+?|;)\x1b\\")
"""Colours, and links to addresses: what a command may send to a terminal that draws."""

_BAR = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h\r\x1b\[1A\x1b\[2K", re.DOTALL)
"""A bar from the moment at which the cursor is hidden to the one at which its line is empty again."""


class Shown(NamedTuple):
    """What a command sent to its terminal, and its exit code."""

    raw: str
    code: int

    @property
    def text(self) -> str:
        """What a person reads when all is done, without colours and links."""
        return OUR_ESCAPES.sub("", _BAR.sub("", self.raw))

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


class Terminal:
    """Runs commands in a terminal that is `columns` cells wide."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
        self._monkeypatch = monkeypatch
        self._columns = columns
        for name in ("COLUMNS", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")

    def run(self, *words: str) -> Shown:
        """Runs archassist with these words."""
        code = 0
        with self._standing() as blocks:
            code = main(list(words))
        return Shown(b"".join(blocks).decode().replace("\r\n", "\n"), code)

    @contextlib.contextmanager
    def _standing(self) -> Iterator[list[bytes]]:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, self._columns, 0, 0))
        blocks: list[bytes] = []
        reader = threading.Thread(target=_read, args=(ours, blocks))
        reader.start()
        try:
            with (
                os.fdopen(theirs, "w", encoding="utf-8", newline="\n") as stream,
                self._monkeypatch.context() as patched,
            ):
                patched.setattr("sys.stdout", stream)
                patched.setattr("sys.stderr", stream)
                yield blocks
        finally:
            reader.join()
            os.close(ours)


def _read(terminal: int, blocks: list[bytes]) -> None:
    with contextlib.suppress(OSError):  # the other end is closed
        while block := os.read(terminal, 1 << 16):
            blocks.append(block)


def cells(line: str) -> int:
    """Cells that a line takes: two for a wide character, none for a mark on another one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in line
    )
