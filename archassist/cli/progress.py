"""How far a long piece of work is, for whoever waits at a terminal: nothing for what is quick, and nothing left behind."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from archassist.cli.output import drawn, raw_stream, terminal_width

if TYPE_CHECKING:
    from archassist.cli.console import Bar

PATIENCE = 1.0
"""Seconds of work that nobody needs to be told about."""

Item = TypeVar("Item")


class Progress:
    """A piece of work of `total` steps."""

    def __init__(self, total: float) -> None:
        self.total = total
        self._begun = time.monotonic()
        self._done = 0.0
        self._stepped = self._begun

    def advance(self, steps: float = 1) -> None:
        """So many steps more are done."""
        self._done += steps
        self._stepped = time.monotonic()

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items; one is a step, done when the next one is asked for."""
        for item in items:
            yield item
            self.advance()

    def standing(self) -> tuple[float, float | None]:
        """The share that is done, and the seconds that are left if the rest takes as long; None before the first step."""
        share = min(self._done / self.total, 1.0)
        if not share:
            return 0.0, None
        whole = (self._stepped - self._begun) / share
        return share, max(whole - (time.monotonic() - self._begun), 0.0)


@contextlib.contextmanager
def progress(what: str, total: float, quiet: bool = False) -> Iterator[Progress]:
    """Meanwhile people at a terminal see what is done and how long it may take, once it has taken a second.

    Nothing may be printed in between. Pipes, plain terminals and `quiet` work get nothing.
    """
    work = Progress(total)
    if quiet or not (drawn(sys.stdout) and drawn(sys.stderr)):
        yield work
        return
    lock, over = threading.Lock(), threading.Event()
    bars: list[Bar] = []

    def show() -> None:
        from archassist.cli.console import Bar

        with lock:
            if not over.is_set():
                bars.append(Bar(raw_stream(sys.stderr), terminal_width(sys.stderr), what, work.standing))

    timer = threading.Timer(PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield work
    finally:
        timer.cancel()
        with lock:
            over.set()
            for bar in bars:
                bar.stop()
        timer.join()
