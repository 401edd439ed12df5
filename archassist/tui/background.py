"""What is worked out beside the screen, in threads, and brought to it between two frames."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from archassist.tui.host import Host
from archassist.tui.lookahead import look, prepare, warm_up

if TYPE_CHECKING:
    from textual.timer import Timer

    from archassist.engine import Assessment
    from archassist.tui.model import Model

DEBOUNCE_S = 0.25
"""Sampling begins when nothing has been answered or typed for so long."""

PATIENCE_S = 2.0
"""So long the next piece of work waits for somebody who types on and on; a piece that has begun is not interrupted."""

SWITCH_S = 0.001
"""How long a thread that works something out may keep the screen waiting (Python's usual 5 ms add up over a frame)."""

DRAWN_S = 1.0
"""No drawing takes so long; a screen that is being left is not waited for."""

_GLANCE_S = 0.02


class Worked(Host, Protocol):
    """An app with work beside it. All but `idle_s` is Textual's own."""

    @property
    def is_running(self) -> bool:
        """Whether the app has not ended yet."""
        ...

    @property
    def idle_s(self) -> float:
        """For how many seconds nobody has pressed a key or pasted."""
        ...

    def run_worker(
        self,
        work: Callable[[], object],
        *,
        group: str = ...,
        exit_on_error: bool = ...,
        exclusive: bool = ...,
        thread: bool = ...,
    ) -> object:
        """Begins a piece of work, in a thread where that is wanted; an exclusive one ends those of its group."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer:
        """Calls after so many seconds, once."""
        ...

    def call_from_thread(self, callback: Callable[..., object], *arguments: Any) -> object:
        """Calls in the app's own thread, and waits for what it gives back."""
        ...

    def call_after_refresh(self, callback: Callable[[], object]) -> object:
        """Calls after the next frame."""
        ...


class Beside:
    """Works out what follows from the answers of an app's review, and gives it to the model."""

    def __init__(self, app: Worked) -> None:
        self._app = app
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Gets the rules going, then lets the app show what follows: keys typed meanwhile do not wait for it."""
        sys.setswitchinterval(SWITCH_S)
        self._app.run_worker(self._begin, thread=True, group="begin", exit_on_error=False)

    def sample_soon(self) -> None:
        """Follows the futures as soon as nobody answers or types for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(DEBOUNCE_S, self._sample_when_idle)

    def _begin(self) -> None:
        model = self._app.model
        ready = warm_up(model)
        if self._app.is_running:
            self._app.call_from_thread(self._begun, model, ready)

    def _begun(self, model: Model, ready: tuple[int, Assessment] | None) -> None:
        if model is self._app.model:
            model.take_first(ready)
            self._app.changed()

    def _sample_when_idle(self) -> None:
        if self._app.idle_s < DEBOUNCE_S:
            self.sample_soon()
        else:
            self._sample()

    def _sample(self) -> None:
        self._app.run_worker(self._work, thread=True, exclusive=True, group="samples", exit_on_error=False)

    def _work(self) -> None:
        app = self._app
        model = app.model
        try:
            model.learn()
            worked_out = model.work_out()
        except Exception as error:
            said = f"How sure each decision is could not be computed: {type(error).__name__}: {error}"
            app.call_from_thread(app.say, said, "error")
            return
        if app.is_running:
            app.call_from_thread(lambda: model is app.model and model.take(worked_out))
            self._let_draw()
            seen = look(model, worked_out)
            if app.is_running:
                app.call_from_thread(lambda: model is app.model and model.take_ahead(seen))
                self._let_draw()
            if seen.found is not None and app.is_running:
                ready = prepare(model)
                app.call_from_thread(lambda: model is app.model and model.take_found(ready))

    def _let_draw(self) -> None:
        """Waits until what came has been drawn, and nobody types.

        Python runs one thread at a time: while something is worked out, a key takes twice as long to be seen.
        """
        drawn: Callable[[], Any] = self._drawn  # awaited by Textual
        if self._app.is_running:
            self._app.call_from_thread(drawn)
        until = time.monotonic() + PATIENCE_S
        while self._app.is_running and self._app.idle_s < DEBOUNCE_S and time.monotonic() < until:
            time.sleep(_GLANCE_S)

    async def _drawn(self) -> bool:
        drawn = asyncio.Event()
        self._app.call_after_refresh(drawn.set)
        with suppress(TimeoutError):
            return await asyncio.wait_for(drawn.wait(), DRAWN_S)
        return False
