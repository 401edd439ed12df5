"""One app behind the server: a process with pipes, started without a shell, with an environment made for it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from archassist.serve.limits import PACKET

Kind = Literal[b"D", b"M"]
"""Packets with what a terminal reads or types, and packets with what server and app tell each other."""

DRIVER = "archassist.tui.browser_driver:BrowserDriver"

_READY = b"__GANGLION__\n"
"""The line with which Textual's web driver begins."""

_BEFORE = 10
"""Lines that may come before it."""

_LAST_WORDS = 4000
"""Bytes of what an app said on standard error that are kept."""

_PATIENCE_S = 5.0
"""So long an app may take to leave before it is ended."""

_KEPT = (
    *("LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "PYTHONPATH"),
    *("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_STATE_HOME", "XDG_CACHE_HOME"),
)
"""What an app gets of the server's environment: language, time zone, temporary files, packages, and where the checked pack
is kept that makes it start fast. Before it shows anything it moves to the person's own folder (`tui.in_browser`)."""


class NotStarted(Exception):
    """An app ended before it began; the text is what it said, for whoever runs the server."""


def environment(width: int, height: int) -> Mapping[str, str]:
    """The whole environment of an app."""
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        "PATH": os.defpath,
        "TERM": "xterm-256color",
        "OPENBLAS_NUM_THREADS": "1",
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }


def folder_of(review: Path) -> Path:
    """The folder in which the apps of a review run, or of a folder of reviews."""
    return review if review.is_dir() else review.parent


def command(review: Path, person: str, role: str, state: Path) -> Sequence[str]:
    """The program and its arguments, for an app in `folder_of` the review; what it keeps of the person is in `state`."""
    isolated = (sys.executable, "-P", "-X", "utf8")
    return (
        *isolated,
        "-m",
        "archassist.tui.in_browser",
        review.name if review.is_file() else ".",
        person,
        role,
        str(state),
    )


def state_of(folder: Path, review: Path, person: str, role: str) -> Path:
    """The folder, under `folder`, of one person's own files on one review; made when it is not there."""
    about = "\0".join((os.path.realpath(review), person, role))
    state = folder / hashlib.sha256(about.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    return state


class AppProcess:
    """A running app."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._words = bytearray()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, words: Sequence[str], folder: Path, surroundings: Mapping[str, str]) -> AppProcess:
        """Starts an app in a folder and waits until it is ready. Raises NotStarted, and OSError."""
        process = await asyncio.create_subprocess_exec(
            *words, cwd=folder, env=dict(surroundings), stdin=PIPE, stdout=PIPE, stderr=PIPE,
            start_new_session=True,  # ^c at the server is the server's: it lets the apps save
        )  # fmt: skip
        made = cls(process)
        try:
            await made._begun()
        except BaseException:
            await made.end()
            raise
        return made

    @property
    def last_words(self) -> str:
        """The end of what it said on standard error, for whoever runs the server."""
        return self._words.decode("utf-8", "replace").strip()

    async def packets(self) -> AsyncIterator[tuple[bytes, bytes]]:
        """What the app says, packet by packet, until it ends; a packet that is too large ends it."""
        out = self._out
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                kind, size = await out.readexactly(1), int.from_bytes(await out.readexactly(4), "big")
                if size > PACKET:
                    return
                yield kind, await out.readexactly(size)

    async def type(self, data: bytes) -> None:
        """Types into the app."""
        await self._send(b"D", data)

    async def tell(self, what: str, **more: int) -> None:
        """Tells the app something that is no key."""
        await self._send(b"M", json.dumps({"type": what, **more}).encode())

    async def end(self) -> None:
        """Lets the app save and leave; one that does not is ended."""
        await self.tell("quit")
        for stop in (None, self._process.terminate, self._process.kill):
            with contextlib.suppress(ProcessLookupError):
                if stop is not None:
                    stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._drained(), _PATIENCE_S)
                break
        if (stdin := self._process.stdin) is not None:
            stdin.close()
        await self._listening

    @property
    def _out(self) -> asyncio.StreamReader:
        assert self._process.stdout is not None
        return self._process.stdout

    async def _begun(self) -> None:
        for _ in range(_BEFORE):
            with contextlib.suppress(ValueError):  # a line without an end
                line = await self._out.readline()
                if line == _READY:
                    return
                if not line:
                    break
        await self._process.wait()
        await self._listening
        raise NotStarted(self.last_words or f"it ended with {self._process.returncode}")

    async def _drained(self) -> None:
        """Waits until the app has ended, and reads what it still says: a full pipe would hold it."""
        with contextlib.suppress(RuntimeError):  # somebody else reads it still
            while await self._out.read(65536):
                pass
        await self._process.wait()

    async def _listen(self) -> None:
        assert self._process.stderr is not None
        while said := await self._process.stderr.read(4096):
            self._words += said
            del self._words[:-_LAST_WORDS]

    async def _send(self, kind: Kind, content: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None or stdin.is_closing():
            return
        with contextlib.suppress(ConnectionError, RuntimeError):
            stdin.write(kind + len(content).to_bytes(4, "big") + content)
            await stdin.drain()
