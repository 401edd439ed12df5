"""Keys, clicks and pastes are acted on one after the other, also when they come faster than the screen follows.

Textual hands every key at once to whatever has the cursor. Of what is typed while a window opens the first letters would
go to the screen below it, or to nobody. Here the next one waits until the one before has come to rest: what it set going
has passed through every queue, and a screen that it opened stands and has a cursor.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.widget import Widget

_ROUNDS = 3
"""A key sends a message (an answer was submitted), that one another (a window opens), and that one sets the cursor."""
_PAINTED = 0.02
_GLANCE = 0.02
_STUCK = 0.5
_SEARCH_AT_MOST = 150
"""How many glances enter waits for the search of the command palette."""


class AppInOrder(App[int]):
    """An app that acts on what people type and click in the order in which they did."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[events.Event] = deque()
        self._unsettled = True
        """Whether what was last typed has not come to rest yet. So it begins: the first screen has to stand."""
        self._settling: asyncio.TimerHandle | None = None
        self._at: Widget | None = None
        self._steps = 0
        self._last_typed = float("-inf")

    @property
    def at_rest(self) -> bool:
        """Whether everything that was typed has been acted on."""
        return not self._unsettled

    @property
    def idle_s(self) -> float:
        """For how many seconds nobody has pressed a key or pasted."""
        return time.monotonic() - self._last_typed

    async def on_event(self, event: events.Event) -> None:
        """Lets what was typed wait until what was typed before it has come to rest."""
        typed = isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded
        if isinstance(event, events.Key | events.Paste):
            self._last_typed = time.monotonic()
        if not typed or (isinstance(event, events.MouseMove) and not self._typed_ahead):
            await super().on_event(event)
            if isinstance(event, events.Ready):
                self._settle(1)
        elif self._unsettled:
            if not self._typed_ahead:
                self._settle_now()
                self.set_timer(_STUCK, partial(self._go_on_if_stuck, -1))
            self._typed_ahead.append(event)
        else:
            await self._act_on(event)

    async def _act_on(self, event: events.Event, glances: int = _SEARCH_AT_MOST) -> None:
        self._unsettled = True
        if glances and _is_enter(event) and self._searching():
            # What enter would choose is what fitted to fewer letters, and nobody meant that.
            self._steps += 1
            self.set_timer(_GLANCE, partial(self._act_on, event, glances - 1))
            return
        self._at = self._cursor()
        if self._at is None:  # the app has ended before it came to what was typed last
            self._typed_ahead.clear()
            return
        await super().on_event(event)
        # What it changed is painted first, unless something waits already.
        self._settling = asyncio.get_running_loop().call_later(_PAINTED, self._settle_now)
        if self._typed_ahead:
            self._settle_now()

    def _settle_now(self) -> None:
        """Begins to find out whether what was last typed has come to rest, once."""
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
            self._settle(_ROUNDS, self._at)

    def _settle(self, rounds: int, at: Widget | None = None) -> None:
        """Passes through the queues of the widget with the cursor, of those around it, and of the app."""
        if (start := at or self._cursor()) is not None:
            self._pass([*start.ancestors_with_self][:-1], rounds)

    def _pass(self, nodes: list[DOMNode], rounds: int) -> None:
        self._steps += 1
        while nodes:
            node, *nodes = nodes
            if node.is_running and node.call_later(self._pass, nodes, rounds):
                return
        self.call_later(self._come_round, rounds)

    async def _come_round(self, rounds: int) -> None:
        if rounds > 1:
            self._settle(rounds - 1)
        elif self._typed_ahead:
            await self._act_on(self._typed_ahead.popleft())
        else:
            self._unsettled = False

    async def _go_on_if_stuck(self, steps: int) -> None:
        """Goes on when a queue ended with what was passing through it: no key may be the last that is acted on."""
        if self._typed_ahead and steps == self._steps:
            await self._come_round(1)
        if self._typed_ahead:
            self.set_timer(_STUCK, partial(self._go_on_if_stuck, self._steps))

    def _cursor(self) -> Widget | None:
        """What has the cursor, or the screen; None when no screen is left."""
        return (self.focused or self.screen) if self.screen_stack else None

    def _searching(self) -> bool:
        """Whether the command palette still looks for what fits to the letters typed so far."""
        return any(
            worker.group.startswith("--textual-command-palette")
            and worker.node is self.screen
            and not worker.is_finished
            for worker in self.workers
        )


def _is_enter(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key == "enter"
