"""The checklist in order: now, next, later; why each item is due, and who does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.terminal_text import one_line
from archassist.tui import follows
from archassist.tui.keybar import Key, KeyBar
from archassist.tui.model import Model
from archassist.tui.reading import head

if TYPE_CHECKING:
    from archassist.tui.app import ArchassistApp

_SIGNS = {"todo": "☐", "doing": "◧", "done": "☑", "dropped": "☒"}
_AFTER = {"todo": "doing", "doing": "done", "done": "todo", "dropped": "todo"}
_BUCKETS = {"now": "Now", "next": "Next", "later": "Later"}


class ChecklistScreen(Screen[None]):
    """Lists what is due; the text beside it tells of the item under the cursor."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "back to the interview"),
        Binding("space", "step", "to do, doing, done"),
        Binding("delete,backspace", "drop", "drop it, or take it up again"),
        Binding("o", "owner", "whose it is"),
    ]
    help_title = "Checklist"

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
        yield KeyBar(
            (
                Key("space", "to do/doing/done", "screen.step"),
                Key("o", "owner", "screen.owner"),
                Key("del", "drop", "screen.drop"),
                Key("esc", "interview", "app.interview"),
                Key("d", "decisions", "app.show('decisions')"),
                Key("x", "export", "app.show('export')"),
                Key("^z", "undo", "app.undo"),
                Key("?", "help", "app.help"),
            )
        )

    def on_mount(self) -> None:
        """Draws, and puts the cursor on the first item."""
        self.refresh_view()
        self.query_one(OptionList).focus()

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays on its item."""
        self.query_one("#head", Static).update(follows.head(self.model, self.app.size.width - 2))
        shown = self.query_one(OptionList)
        before = self._current()
        shown.clear_options()
        open_ = [each for each in self._items() if each["status"] not in ("done", "dropped")]
        closed = [each for each in self._items() if each["status"] in ("done", "dropped")]
        for bucket, title in _BUCKETS.items():
            mine = [each for each in open_ if each["bucket"] == bucket]
            self._group(f"{title} ({len(mine)})", mine)
        self._group(f"Done or dropped ({len(closed)})", closed)
        places = {shown.get_option_at_index(at).id: at for at in range(shown.option_count)}
        first = min((at for id, at in places.items() if id), default=None)
        shown.highlighted = places.get(before, first) if before else first
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        item = self._item()
        text = Content("\n").join(self._text(item)) if item else Content("Nothing is due.")
        self.query_one("#item", Static).update(text)

    @on(OptionList.OptionSelected)
    def action_step(self) -> None:
        """To do, doing, done, and again."""
        if item := self._item():
            self._mark(item, _AFTER[item["status"]], item["owner"])

    def action_drop(self) -> None:
        """Drops the item, or takes it up again."""
        if item := self._item():
            self._mark(item, "todo" if item["status"] == "dropped" else "dropped", item["owner"])

    def action_owner(self) -> None:
        """Asks whose it is."""
        from archassist.tui.prompts import TextPrompt

        item = self._item()
        if item is None:
            return

        def done(owner: str | None) -> None:
            if owner is not None:
                self._mark(item, item["status"], owner.strip())

        self.app.push_screen(TextPrompt(f"Who owns “{item['title']}”?", item["owner"]), done)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ or click", "another item"),
            ("space or enter", "to do ☐, doing ◧, done ☑"),
            ("o", "whose it is"),
            ("delete", "drop it ☒, or take it up again"),
            ("ctrl+z", "undo"),
            ("esc i", "back to the interview"),
        ]

    # -- drawing

    def _items(self) -> list[dict[str, Any]]:
        return list(self.model.best.get("checklist", ()))

    def _current(self) -> str | None:
        shown = self.query_one(OptionList)
        if shown.highlighted is None or shown.highlighted >= shown.option_count:
            return None
        return shown.get_option_at_index(shown.highlighted).id

    def _item(self) -> dict[str, Any] | None:
        current = self._current()
        return next((each for each in self._items() if each["id"] == current), None)

    def _mark(self, item: dict[str, Any], status: str, owner: str) -> None:
        self._app.attempt(lambda: self.model.mark(item["id"], status, owner))

    def _group(self, title: str, items: list[dict[str, Any]]) -> None:
        if not items:
            return
        shown = self.query_one(OptionList)
        shown.add_option(Option(Content.styled(title, "bold $text-accent"), disabled=True))
        for item in items:
            owner = f"  @{one_line(item['owner'])}" if item["owner"] else ""
            sign = _SIGNS.get(item["status"], "☐")
            shown.add_option(
                Option(Content.assemble(f"{sign} {item['title']}", (owner, "$text-accent")), id=item["id"])
            )

    def _text(self, item: dict[str, Any]) -> Iterator[Content]:
        practice = self.model.rulebook.practices.get(item["id"])
        if practice is None:
            yield Content.styled(item["title"], "bold")
            return
        yield Content.styled(practice.title, "bold")
        low, high = practice.effort.low_days, practice.effort.high_days
        yield Content.styled(
            f"{item['status']}, owner: {one_line(item['owner']) or 'none yet'}; {low:g} to {high:g} days, "
            f"impact {practice.impact} of 3",
            "$text-muted",
        )
        for title, text in (
            ("Why", practice.why),
            ("For the business", practice.business),
            ("First step", practice.first_step),
            ("Done when", practice.done_when),
            ("Usually done by", practice.owner),
        ):
            if text:
                yield Content("")
                yield head(title)
                yield Content(text)
        asked = [self._title(each) for each in item.get("needed_by", ())]
        if asked:
            yield Content("")
            yield head("Asked for by")
            yield from (Content(f"• {each}") for each in asked)
        if item["after"]:
            yield Content("")
            yield head("After")
            yield from (Content(f"• {self._title(each)}") for each in item["after"])

    def _title(self, id: str) -> str:
        known = self.model.rulebook
        if id in known.practices:
            return known.practices[id].title
        decision, _, option = id.partition(".")
        if decision in known.decisions and option in known.decisions[decision].options:
            return f"{known.decisions[decision].title}: {known.decisions[decision].options[option].title}"
        return id
