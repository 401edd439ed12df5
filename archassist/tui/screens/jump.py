"""Jump: a letter stands on every line and pane that is seen; pressing it puts the cursor there, and does nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from archassist.tui.legible import styled
from archassist.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual.screen import Screen

LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM1234567890"
"""In the order in which they are given out: those below the fingers first."""


class Target(NamedTuple):
    """Where one may jump: a widget or a line of a list, and where its letter stands."""

    widget: Widget
    line: int | None
    at: Offset


class Letter(Static):
    """A letter over what it leads to. A click is as good as the key."""

    DEFAULT_CSS = """
    Letter { position: absolute; width: 3; height: 1; background: $accent; color: $background; text-style: bold; }
    """

    def __init__(self, letter: str, target: Target) -> None:
        super().__init__(styled(f" {letter} ", ""))
        self._target = target
        self.styles.offset = target.at

    def on_click(self, event: events.Click) -> None:
        """Jumps there."""
        event.stop()
        self.screen.dismiss(self._target)


class JumpScreen(ModalScreen[Target]):
    """Gives back where to, None for nowhere. Any key that is no letter of these leads back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back")]
    DEFAULT_CSS = """
    JumpScreen { background: transparent; align: left top; }
    """
    help_title = "Jump"

    def __init__(self, targets: list[Target]) -> None:
        super().__init__()
        self._targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        """The letters, each at its place."""
        for letter, target in self._targets.items():
            yield Letter(letter, target)

    def on_key(self, event: events.Key) -> None:
        """A letter leads to its place, every other key back."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._targets.get(event.character or ""))

    def on_click(self) -> None:
        """Beside the letters: back."""
        self.dismiss(None)

    def action_back(self) -> None:
        """Back, and nowhere."""
        self.dismiss(None)


def targets(screen: Screen[object]) -> list[Target]:
    """What can be jumped to on a screen: lines of lists, fields and panes that are seen, from top to bottom."""
    found = [each for widget in screen.query(Widget) if widget.is_on_screen for each in _targets(widget)]
    return sorted(found, key=lambda each: (each.at.y, each.at.x))


def go(target: Target) -> None:
    """Puts the cursor there."""
    target.widget.focus()
    if isinstance(target.widget, OptionList) and target.line is not None:
        target.widget.highlighted = target.line
        if isinstance(target.widget, LineList):
            target.widget.moved = True


def _targets(widget: Widget) -> Iterator[Target]:
    if not widget.focusable:
        return
    if isinstance(widget, OptionList):
        yield from _lines(widget)
    elif isinstance(widget, Input | VerticalScroll):
        yield Target(widget, None, widget.region.offset)


def _lines(listed: OptionList) -> Iterator[Target]:
    inside = listed.content_region
    top = round(listed.scroll_offset.y)
    for line, option in enumerate(listed.options):
        row = listed._index_to_line.get(line, -1) - top
        if not option.disabled and 0 <= row < inside.height:
            yield Target(listed, line, Offset(inside.x, inside.y + row))
