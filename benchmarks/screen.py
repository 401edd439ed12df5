"""First useful frame and key-to-paint of the terminal app beside a bare Textual app, in pseudo-terminals.

A key counts as painted when the typed character itself has been written to the screen. Both programs are measured in
turns, so that a busy moment hits both, and with compiled byte code, as they are after an installation.

Textual paints sixty times a second at most. Keys that always come the same time after the last paint meet the same moment
between two frames, and a program would look fast or slow by that alone: the pauses between keys are random, over two frames,
and the same for both.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

HERE = Path(__file__).parent
LARGEST = "outdoor-shop"
"""The example with the most answers, decisions taken and events."""
SIZES = ((80, 24), (120, 40), (200, 60))
ROUNDS = 7
STARTS = 8
FRAME = 1 / 60
"""Seconds between two paintings of Textual."""
TYPED = "§¶¤µ¬¦¥£¢¡"
"""Characters that stand nowhere else on the screen, and in no control sequence: where one is written, it was painted."""


class Terminal:
    """A program running in a pseudo-terminal of `size`, columns by lines."""

    def __init__(self, command: list[str], size: tuple[int, int]) -> None:
        self.master, slave = pty.openpty()
        columns, lines = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor")
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def wait_for(self, marker: bytes, limit_s: float = 20.0) -> float:
        """Seconds from start until the marker has been written. Raises TimeoutError."""
        seen = b""
        while time.perf_counter() - self.started < limit_s:
            if select.select([self.master], [], [], 0.05)[0]:
                seen += os.read(self.master, 1 << 16)
                if marker in seen:
                    return time.perf_counter() - self.started
        raise TimeoutError(f"{marker!r} never appeared; the screen held {seen[-300:]!r}")

    def watch(self, seconds: float) -> None:
        """Read what is written for a while."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                os.read(self.master, 1 << 16)

    def key(self, character: str, limit_s: float = 2.0) -> float:
        """Seconds from typing a character until it is written to the screen; what else is painted does not count."""
        sought, seen, begun = character.encode(), b"", time.perf_counter()
        os.write(self.master, sought)
        while time.perf_counter() - begun < limit_s:
            if select.select([self.master], [], [], 0.05)[0]:
                seen += os.read(self.master, 1 << 16)
                if sought in seen:
                    return time.perf_counter() - begun
        raise TimeoutError(f"{character!r} was typed and never appeared")

    def close(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)


Commands = dict[str, tuple[list[str], bytes]]
"""What is started by the name of each program, and what stands on the screen when it can be used."""


def first_frames(commands: Commands, size: tuple[int, int]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, (command, marker) in commands.items():
            terminal = Terminal(command, size)
            try:
                times[name].append(terminal.wait_for(marker))
            finally:
                terminal.close()
    return times


def key_times(commands: Commands, size: tuple[int, int], busy: bool) -> dict[str, list[float]]:
    """Typing into the input, as while answering; `busy`: at once, while the futures are being worked out."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for start in range(STARTS):
        for name, (command, marker) in commands.items():
            terminal = Terminal(command, size)
            try:
                terminal.wait_for(marker)
                terminal.watch(0.3 if busy else 2.5)
                pauses = random.Random(start)
                for character in TYPED:
                    times[name].append(terminal.key(character))
                    terminal.watch(0.03 + pauses.uniform(0, 2 * FRAME))
            finally:
                terminal.close()
    return times


def show(title: str, times: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(values) * 1000 for name, values in times.items()}
    worst = {name: sorted(values)[int(0.99 * (len(values) - 1))] * 1000 for name, values in times.items()}
    for name in times:
        print(f"  {title:<20} {name:<12} median {medians[name]:7.1f} ms   p99 {worst[name]:7.1f} ms")
    ratio, tail = medians["archassist"] / medians["bare"], worst["archassist"] / worst["bare"]
    print(f"  {title:<20} ratio        median {ratio:7.2f}      p99 {tail:7.2f}")


def main() -> None:
    print("screen (in a pseudo-terminal, archassist beside a bare Textual app; goal: at most 1.30)")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "byte-code")
        # A cache of its own: other work on this machine takes no pack out of it.
        for what in ("CACHE", "STATE", "DATA", "CONFIG"):
            os.environ[f"XDG_{what}_HOME"] = str(Path(folder) / what.lower())
        session = Path(folder) / "bench.toml"
        archassist = [sys.executable, "-m", "archassist"]
        subprocess.run(
            [*archassist, "new", str(session), "--example", LARGEST], check=True, stdout=subprocess.DEVNULL
        )
        bare = [sys.executable, str(HERE / "bare_app.py")]
        ours = [*archassist, str(session)]
        # Its first open question is one whose answer is typed, as in the bare app.
        commands = {"bare": (bare, b"ready-to-type"), "archassist": (ours, b"such as")}
        first_frames(commands, SIZES[0])
        for size in SIZES:
            print(f"  {size[0]}x{size[1]}")
            show("first useful frame", first_frames(commands, size))
            show("key to paint", key_times(commands, size, busy=False))
            show("... while it computes", key_times(commands, size, busy=True))


if __name__ == "__main__":
    main()
