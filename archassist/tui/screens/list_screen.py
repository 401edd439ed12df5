"""Screens with a list: of decisions, options, steps, or of what may come; most have the text of one line beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui.content import advice_text
from archassist.tui.legible import content, styled
from archassist.tui.permitted import refused
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import Clickable

WIDE, HUGE = 100, 160
"""Columns of a screen from which on panes have frames, and from which on they stand side by side everywhere."""


class ListScreen(ReviewScreen):
    """A head, a list with what stands beside it, and keys. `KEYS` are those at the foot."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    BESIDE: ClassVar[str] = ""
    """Where what is under the cursor is told of; empty where nothing stands beside the list."""

    comes_back = True
    _drew_head = False

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield Clickable(id="head")
        yield from self.compose_list()
        yield KeyBar([each for each in self.KEYS if self._offers(each)])

    def again(self) -> ReviewScreen | None:
        """The same list anew."""
        return type(self)(self.model) if self.comes_back else None

    def compose_list(self) -> ComposeResult:
        """The list, and what stands beside it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Draws, and puts the cursor on the first line."""
        self.refresh_view()
        self.focus_first()

    def focus_first(self) -> None:
        """The list takes the keys."""
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Head, lines and texts fit the width."""
        self.refresh_view()

    def action_nothing(self) -> None:
        """The arrows work by themselves; a click on their name does nothing."""

    def places(self) -> tuple[str | advice_text.Crumb, ...]:
        """Where in the review this screen is: the last is the innermost."""
        return (str(getattr(self, "help_title", "")),)

    def tick(self) -> None:
        """The clock in the first line goes on, where it has one."""
        if self._drew_head:
            self.draw_head()

    def draw_head(self) -> None:
        """The first line."""
        self._drew_head = True
        head = advice_text.head(self.model, self.app.size.width - 2, self.places())
        self.query_one("#head", Static).update(head)

    def _offers(self, key: Key) -> bool:
        """Whether a key is told: not what changes a review that is only read."""
        role = self.model.role
        return not role.only_reads or not (
            key.action == "app.undo" or refused(role, self.app, key.action, self)
        )

    @property
    def line_width(self) -> int:
        """Columns for a line of a list in a pane across the screen, beside its scroll bar."""
        width = self.app.size.width
        return width - (3 if width < WIDE else 5)

    def list_groups(self, groups: Sequence[tuple[str, Sequence[tuple[str, Content]]]]) -> None:
        """Lists lines, each with its id, under headings; the cursor stays on its line, and that where it is seen."""
        options: list[Option] = []
        for title, lines in groups:
            options.append(Option(styled(title, "bold $text-accent"), disabled=True))
            options += [Option(line, id=id) for id, line in lines]
        self.query_one(LineList).relist(options, self.first_of(options))

    def first_of(self, options: Sequence[Option]) -> int | None:
        """Where the cursor begins: on the line where somebody left it on a screen of this kind, else on the first."""
        left = self.model.stood.cursors.get(type(self).__name__, "")
        lines = {each.id: at for at, each in enumerate(options) if each.id}
        return lines.get(left, min(lines.values(), default=None))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if isinstance(event.option_list, LineList) and event.option_list.moved:
            self.keep_cursor(event.option_list)

    @on(LineList.Emptied)
    def _emptied(self) -> None:
        """What stands beside the list tells of no line that is not listed."""
        if self.BESIDE:
            self.query_one(self.BESIDE, Static).update(content(""))

    def keep_cursor(self, listed: LineList) -> None:
        """Whoever comes back finds the cursor where they left it."""
        if line := listed.under_cursor():
            self.model.stood.cursors[type(self).__name__] = line

    def current(self) -> str | None:
        """The id of the line under the cursor."""
        return self.query_one(LineList).under_cursor()
