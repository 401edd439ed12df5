"""The last line of a screen: the keys that work here and now. Each is also a button for the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from archassist.tui.legible import assemble, content


class Key(NamedTuple):
    """A key, what it does in a word or two, and the action behind it, such as `screen.unknown`."""

    key: str
    label: str
    action: str


class KeyBar(Widget):
    """One widget for all keys: a row of small ones would cost more than all the rest of the screen."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = tuple(keys)

    @property
    def keys(self) -> tuple[Key, ...]:
        """What is offered now."""
        return self._keys

    def offer(self, keys: Sequence[Key]) -> None:
        """Shows other keys."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        """As many keys as fit; the last one (help) always does, and tells the rest."""
        room = self.size.width
        *first, last = (self._button(key) for key in self._keys) if self._keys else (content(""),)
        room -= last.cell_length
        parts: list[Content] = []
        for button in first:
            if button.cell_length + 2 > room:
                break
            room -= button.cell_length + 2
            parts += [button, content("  ")]
        return content("").join([*parts, last])

    def _button(self, key: Key) -> Content:
        click = Style.from_meta({"@click": key.action})
        text = assemble((key.key, "bold $accent"), f" {key.label}")
        return text.stylize(click)
