"""A short list over the screen, of which one line is picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui.legible import styled
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList


class PickScreen(ModalScreen[str]):
    """Gives back the id of the line that was picked, None when none was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "close")]

    def __init__(self, title: str, lines: Sequence[tuple[str, Content]]) -> None:
        super().__init__()
        self.help_title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        with Vertical(id="box"):
            yield Static(styled(self.help_title, "bold"), id="box-title")
            yield LineList(*(Option(line, id=id) for id, line in self._lines), id="picked", markup=False)
            keys = (Key("enter", "choose", "screen.choose"), Key("esc", "close", "screen.close"))
            yield KeyBar(keys, id="box-keys")

    def on_mount(self) -> None:
        """The list takes the keys."""
        listed = self.query_one(LineList)
        listed.focus()
        listed.highlighted = 0 if self._lines else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def action_choose(self) -> None:
        """As enter, for the mouse."""
        self.query_one(OptionList).action_select()

    def action_close(self) -> None:
        """Back, with nothing picked."""
        self.dismiss(None)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this list."""
        return [("↑ ↓ j k enter", "choose a line (or click)"), ("esc", "close")]
