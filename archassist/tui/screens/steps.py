"""Screens with a list of steps at the left and the text of one at the right: the checklist and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui.content import advice_text
from archassist.tui.legible import styled
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import Lines

if TYPE_CHECKING:
    from archassist.views.records.plan import ChecklistView, PlanItem

Item = TypeVar("Item", "ChecklistView", "PlanItem")
"""What is listed: an item of the checklist, or a step of the plan."""


class StepsScreen(ReviewScreen, Generic[Item]):
    """What both have in common: the widgets, the step under the cursor, and what can be recorded of it."""

    KEYS: ClassVar[tuple[Key, ...]] = ()

    def compose(self) -> ComposeResult:
        """Head, list, text, keys."""
        yield Static(id="head")
        with Horizontal(id="checklist"):
            yield Lines(id="items", markup=False)
            with VerticalScroll(id="about"):
                yield Static(id="item")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        """Draws, and puts the cursor on the first step."""
        self.refresh_view()
        self.query_one(OptionList).focus()

    def refresh_view(self) -> None:
        """Shows what holds now."""
        raise NotImplementedError

    def items(self) -> Sequence[Item]:
        """The steps that are listed."""
        raise NotImplementedError

    def draw_head(self) -> None:
        """The first line."""
        self.query_one("#head", Static).update(advice_text.head(self.model, self.app.size.width - 2))

    def list_groups(self, groups: Sequence[tuple[str, Sequence[tuple[str, Content]]]]) -> None:
        """Lists steps under headings; the cursor stays on its step, and that where it is on the screen."""
        options: list[Option] = []
        for title, lines in groups:
            if lines:
                options.append(Option(styled(f"{title} ({len(lines)})", "bold $text-accent"), disabled=True))
            options += [Option(line, id=id) for id, line in lines]
        first = next((at for at, each in enumerate(options) if each.id), None)
        self.query_one(Lines).relist(options, first)

    def current(self) -> str | None:
        """The id of the step under the cursor."""
        return self.query_one(Lines).under_cursor()

    def item(self) -> Item | None:
        """The step under the cursor."""
        current = self.current()
        return next((each for each in self.items() if each.id == current), None)

    def mark(self, item: Item, status: str, owner: str) -> None:
        """Records where a step stands, and who owns it."""
        self._app.attempt(lambda: self.model.mark(item.id, status, owner))

    def action_owner(self) -> None:
        """Asks who owns it."""
        from archassist.tui.widgets.form import TextPrompt

        item = self.item()
        if item is None:
            return

        def take(owner: str) -> str:
            self.mark(item, item.status, owner)
            return ""

        self.app.push_screen(
            TextPrompt(
                f"Who owns “{item.title}”?", item.owner, hint="a name; empty: nobody yet", take=take,
                place=f"owner {item.id}",
            )
        )  # fmt: skip
