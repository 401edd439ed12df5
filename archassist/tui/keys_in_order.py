"""Keys are acted on one after the other, however quickly they come.

Textual hands a key to whatever has the focus when the key arrives, and each widget has a queue of its own. Where the app is
busy, keys that were typed ahead so go to the widget, and the question, that the key before them was about to leave: digits
of a number are lost on a list, and a binding overtakes what was typed before it. Here the next key waits until the one
before has gone all its way, from the focus up to the app, with whatever it made happen there.
"""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.message_pump import MessagePump


class KeysInOrder(App[int]):
    """An app to which each key comes when the one before it has been acted on."""

    LONGEST: ClassVar[float] = 2.0
    """Seconds that a key waits at most: a widget that is gone, or waits for something itself, must not stop the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key] = deque()
        self._acting = 0
        """The number of the key that is being acted on; 0 when there is none."""
        self._count = self._watched = 0

    async def on_event(self, event: events.Event) -> None:
        """Takes a key when it is its turn. Keys that come when the app has ended are let go."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif not self._has_screen():
            self._waiting.clear()
        elif event.is_forwarded:
            await super().on_event(event)
        elif self._acting:
            self._waiting.append(event)
            self._watch()
        else:
            await self._act(event)

    def _watch(self) -> None:
        """Looks after a key that has to wait: the one before may never end."""
        number = self._acting
        if self._waiting and self._watched != number:
            self._watched = number
            self.set_timer(self.LONGEST, lambda: self._done(number))

    async def _act(self, event: events.Key) -> None:
        self._count += 1
        self._acting = number = self._count
        way = self._way()
        try:
            await super().on_event(event)
        finally:
            self._follow(way, number)
            self._watch()

    def _way(self) -> list[MessagePump]:
        """Those that a key comes by, from the focus up to the app."""
        start: DOMNode = self.focused or self.screen
        return list(start.ancestors_with_self)

    def _follow(self, way: list[MessagePump], number: int) -> None:
        """Goes the way of the key, behind it: queues keep their order, so at the end the key has been acted on."""
        for at, each in enumerate(way):
            if each.call_later(self._follow, way[at + 1 :], number):
                return
        if not way:
            self.call_later(self._done, number)

    async def _done(self, number: int) -> None:
        if number != self._acting:
            return
        self._acting = 0
        if self._waiting and self._has_screen():
            await self._act(self._waiting.popleft())

    def _has_screen(self) -> bool:
        try:
            return self.screen is not None
        except ScreenStackError:
            return False
