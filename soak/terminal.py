"""The app in a terminal of its own: started, typed into, read from, killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path

from soak.desk import COMMAND

_SEQUENCES = re.compile(
    rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])", re.DOTALL
)


class Terminal:
    """A pseudo terminal in which the app runs. What it sends is kept in `sent`."""

    def __init__(self, *words: str | Path, cwd: Path, columns: int = 120, lines: int = 40) -> None:
        self.sent = bytearray()
        size = struct.pack("HHHH", lines, columns, 0, 0)
        self.process, self._handle = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.chdir(cwd)
                os.execv(COMMAND[0], [*COMMAND, *map(str, words)])
            finally:
                os._exit(127)
        with contextlib.suppress(
            OSError
        ):  # once more from here: some systems forget it over the start of a program
            fcntl.ioctl(self._handle, termios.TIOCSWINSZ, size)
        self._alive = True

    def type(self, keys: str) -> None:
        """Sends keys."""
        with contextlib.suppress(OSError):
            os.write(self._handle, keys.encode())

    def listen(self, seconds: float) -> None:
        """Reads what the app sends, for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._handle], [], [], left)
            if not ready or not self._read():
                return

    def wait_for(self, text: str, seconds: float) -> bool:
        """Reads until a text was shown, at most for so long; whether it was."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if text in self.text:
                return True
            ready, _, _ = select.select([self._handle], [], [], 0.1)
            if ready and not self._read():
                break
        return text in self.text

    @property
    def text(self) -> str:
        """All that was sent, without sequences: in the order in which it was drawn, not as it stands on the screen."""
        return _SEQUENCES.sub(b"", bytes(self.sent)).decode("utf-8", "replace")

    def kill(self) -> bool:
        """Kills the app; whether it was alive."""
        if not self._alive:
            return False
        self._alive = False
        with contextlib.suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
        status = os.waitpid(self.process, 0)[1]
        with contextlib.suppress(OSError):
            while self._read():
                pass
        os.close(self._handle)
        return os.WIFSIGNALED(status)

    def _read(self) -> bool:
        try:
            block = os.read(self._handle, 65536)
        except OSError:  # the other side is closed
            return False
        self.sent += block
        return bool(block)
