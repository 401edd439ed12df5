"""Screens with a list of steps at the left and the text of one at the right: the checklist and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui import follows
from archassist.tui.keybar import Key, KeyBar
from archassist.tui.legible import styled
from archassist.tui.model import Model

if TYPE_CHECKING:
    from archassist.tui.app import ArchassistApp

View = dict[str, Any]


class StepsScreen(Screen[None]):
    """What both have in common: the widgets, the step under the cursor, and what can be recorded of it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012
    KEYS: ClassVar[tuple[Key, ...]] = ()

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    @property
    def _app(self) -> ArchassistApp:
        return cast("ArchassistApp", self.app)

    def compose(self) -> ComposeResult:
        """Head, list, text, keys."""
        yield Static(id="head")
        with Horizontal(id="checklist"):
            yield OptionList(id="items", markup=False)
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

    def items(self) -> Sequence[View]:
        """The steps that are listed."""
        raise NotImplementedError

    def draw_head(self) -> None:
        """The first line."""
        self.query_one("#head", Static).update(follows.head(self.model, self.app.size.width - 2))

    def list_groups(self, groups: Sequence[tuple[str, Sequence[tuple[str, Content]]]]) -> None:
        """Lists steps under headings; the cursor stays on its step."""
        shown, before = self.query_one(OptionList), self.current()
        shown.clear_options()
        for title, lines in groups:
            if lines:
                shown.add_option(
                    Option(styled(f"{title} ({len(lines)})", "bold $text-accent"), disabled=True)
                )
            for id, line in lines:
                shown.add_option(Option(line, id=id))
        places = {shown.get_option_at_index(at).id: at for at in range(shown.option_count)}
        first = min((at for id, at in places.items() if id), default=None)
        shown.highlighted = places.get(before, first) if before else first

    def current(self) -> str | None:
        """The id of the step under the cursor."""
        shown = self.query_one(OptionList)
        if shown.highlighted is None or shown.highlighted >= shown.option_count:
            return None
        return shown.get_option_at_index(shown.highlighted).id

    def item(self) -> View | None:
        """The step under the cursor."""
        current = self.current()
        return next((each for each in self.items() if each["id"] == current), None)

    def mark(self, item: View, status: str, owner: str) -> None:
        """Records where a step stands, and whose it is."""
        self._app.attempt(lambda: self.model.mark(item["id"], status, owner))

    def action_owner(self) -> None:
        """Asks whose it is."""
        from archassist.tui.prompts import TextPrompt

        item = self.item()
        if item is None:
            return

        def done(owner: str | None) -> None:
            if owner is not None:
                self.mark(item, item["status"], owner.strip())

        self.app.push_screen(TextPrompt(f"Who owns “{item['title']}”?", item["owner"]), done)
