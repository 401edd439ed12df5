"""The interview in a real terminal: typed by hand, ended by ^D, stopped by ^C."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archassist.session import Review

CTRL_C, CTRL_D = "\x03", "\x04"
PATIENCE = 60
"""Seconds without a sign after which a conversation has failed."""


class Conversation:
    """`archassist ask` in a terminal of its own; `shown` is all that stood on it."""

    def __init__(self, session: Path) -> None:
        self._ours, theirs = pty.openpty()
        words = [sys.executable, "-m", "archassist", "ask", str(session), "--only", "engineers", "mau_now"]
        self._process = subprocess.Popen(
            words,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_take_terminal,
            env=os.environ
            | {"TERM": "dumb", "COLUMNS": "500"},  # lines as they are, whatever the session is called
        )
        os.close(theirs)
        self.shown = ""

    def when(self, prompt: str, typed: str) -> None:
        """Types something when the prompt stands at the end of what is shown."""
        while not self.shown.endswith(prompt):
            assert self._read(), f"{prompt!r} never came. Shown: {self.shown!r}"
        self.shown += "|"
        os.write(self._ours, typed.encode())

    def interrupt(self) -> int:
        """Presses ^C, again when it came in the moment before Python waits for input and was not noticed; the exit code."""
        for _ in range(PATIENCE):
            os.write(self._ours, CTRL_C.encode())
            while select.select([self._ours], [], [], 1)[0]:
                if not self._read():
                    return self._process.wait(PATIENCE)
        raise AssertionError(f"^C did nothing. Shown: {self.shown!r}")

    def end(self) -> int:
        """Reads to the end; the exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def _read(self) -> bool:
        assert select.select([self._ours], [], [], PATIENCE)[0], f"Nothing came. Shown: {self.shown!r}"
        with contextlib.suppress(OSError):  # the other side is closed
            block = os.read(self._ours, 65536)
            self.shown += block.decode().replace("\r\n", "\n")
            return bool(block)
        return False


def _take_terminal() -> None:
    """Makes standard input the terminal that sends ^C; it is heeded even where whoever runs the tests ignores it."""
    import fcntl
    import termios

    signal.signal(signal.SIGINT, signal.default_int_handler)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def session(tmp_path: Path) -> Path:
    Review.create(tmp_path / "r.toml", title="Checkout")
    return tmp_path / "r.toml"


@pytest.fixture
def conversation(session: Path) -> Iterator[Conversation]:
    made = Conversation(session)
    try:
        yield made
    finally:
        made.close()


def test_a_conversation_reads_from_top_to_bottom(conversation: Conversation, session: Path) -> None:
    conversation.when("(people) > ", "many\n")
    conversation.when("(people) > ", "12\n")
    conversation.when("(users) > ", CTRL_D)
    assert conversation.end() == 0
    lines = [line.strip() for line in conversation.shown.splitlines()]
    said = [
        "1/2 Engineers today [engineers]",
        "(people) > |many",
        "understood: 12 people",
        "2/2 Monthly users today [mau_now]",
        f"1 of 71 questions answered. Saved in {session}.",
    ]
    places = [lines.index(line) for line in said]
    assert places == sorted(places)
    refused = next(place for place, line in enumerate(lines) if "“many” is not a number" in line)
    assert places[1] < refused < places[2]
    assert Review.open(session).answers["engineers"].value == 12


def test_ctrl_c_at_a_prompt_leaves_what_was_answered_and_no_traceback(
    conversation: Conversation, session: Path
) -> None:
    conversation.when("(people) > ", "12\n")
    conversation.when("(users) > ", "4")
    assert conversation.interrupt() == 130
    assert "Traceback" not in conversation.shown
    assert list(Review.open(session).answers) == ["engineers"], "half a line is no answer"
