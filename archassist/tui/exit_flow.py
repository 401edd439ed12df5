"""Leaving a review, for good or for another one: what is typed is kept, and what could not be saved is told first."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from archassist.session import SessionError

if TYPE_CHECKING:
    from archassist.tui.host import Host
    from archassist.tui.permitted import PermittingApp
    from archassist.tui.what_if_flow import Trying


def leave_when_told(app: PermittingApp, trying: Trying) -> None:
    """Leaves, and keeps what is typed, when the terminal is closed or the system tells the app to end: also what stands in
    a form. Where somebody asked that a closed terminal be nothing (nohup), it is nothing."""
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)  # not on Windows
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            gone = name == "SIGHUP" and not app.is_headless
            with suppress(
                NotImplementedError, RuntimeError, ValueError
            ):  # on Windows, or beside the main thread
                asyncio.get_running_loop().add_signal_handler(
                    number, app.call_later, _leave, app, trying, gone
                )


async def _leave(app: PermittingApp, trying: Trying, gone: bool) -> None:
    """Leaves; at once where the terminal has gone: Textual would wait for ever for what it cannot write any more."""
    await app.leave()
    if gone:
        trying.leave()
        os._exit(128 + signal.SIGHUP)


class Leaving:
    """What the app does before it lets go of its review."""

    def __init__(self, app: Host, trying: Trying) -> None:
        self._app, self._trying = app, trying
        self._warned = -1

    def keep_typed(self) -> None:
        """Keeps what is typed on any screen: as the answer when it can be read, else to be offered again."""
        for screen in self._app.screen_stack:
            keep = getattr(screen, "keep_typed", None)
            if keep is not None and screen.is_mounted:
                keep()

    def all_saved(self, otherwise: str) -> bool:
        """Whether nothing is left that could not be saved. Tries again; said once, it is believed the second time."""
        model = self._app.model
        if model is None:
            return True
        for review in {id(each): each for each in (self._trying.review, model.review)}.values():
            if not review.unsaved:
                continue
            try:
                review.save()
            except SessionError as error:
                if self._warned != model.generation:
                    self._warned = model.generation
                    self._app.say(f"Not saved yet. {otherwise} {error}", "error")
                    return False
        return True
