"""All decisions: what is recommended, how sure it is, the strongest reason, and what the team did with it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui import follows
from archassist.tui.keybar import Key, KeyBar
from archassist.tui.legible import assemble, styled
from archassist.tui.model import Model
from archassist.tui.reading import STATUS_SIGNS, capital


class DecisionsScreen(Screen[None]):
    """Lists every decision; enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,i", "app.interview", "back to the interview")]
    help_title = "Decisions"

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield Static(id="head")
        yield OptionList(id="decisions", markup=False)
        yield KeyBar(
            (
                Key("enter", "open", "screen.open"),
                Key("esc", "interview", "app.interview"),
                Key("r", "roadmap", "app.show('checklist')"),
                Key("x", "export", "app.show('export')"),
                Key("^z", "undo", "app.undo"),
                Key("t", "light/dark", "app.light"),
                Key("?", "help", "app.help"),
            )
        )

    def on_mount(self) -> None:
        """Draws, and puts the cursor on the first decision."""
        self.refresh_view()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """The texts fit the width."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        width = self.app.size.width
        self.query_one("#head", Static).update(follows.head(self.model, width - 2))
        shown = self.query_one(OptionList)
        at = shown.highlighted
        shown.clear_options()
        for view in self.model.best.get("decisions", ()):
            shown.add_option(Option(self._line(view, width - 4), id=view["id"]))
        if shown.option_count:
            shown.highlighted = min(at or 0, shown.option_count - 1)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id)

    def action_open(self) -> None:
        """Opens the decision under the cursor."""
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self._open(shown.get_option_at_index(shown.highlighted).id)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓", "move"),
            ("enter or click", "open a decision: why, why not, and against"),
            ("● ◐ ○", "firm, leaning, open"),
            ("· ✓ ✗ ↷", "proposed, accepted, rejected, superseded by the team"),
            ("esc i", "back to the interview"),
            ("r x", "roadmap, export"),
        ]

    def _open(self, decision: str | None) -> None:
        from archassist.tui.detail import DetailScreen

        if decision:
            self.app.push_screen(DetailScreen(self.model, decision))

    def _line(self, view: dict[str, Any], width: int) -> Content:
        known = self.model.rulebook.decisions[view["id"]]
        option = known.options[view["recommended"]]
        status = view.get("status") or "proposed"
        taken = view.get("taken")
        title = f"{known.title}: {option.title}"
        sign = STATUS_SIGNS.get(status, "·")
        team = "" if status == "proposed" and not taken else f"  {sign} {status}"
        if taken and taken != view["recommended"]:
            team = f"  {sign} {status}: {known.options[taken].title}"
        tail = assemble("  ", follows.standing(view), (team, "$text-accent"))
        first = styled(title, "bold").truncate(max(width - tail.cell_length, 20), ellipsis=True)
        why = next(
            (
                each["text"]
                for each in view["because"]
                if each["option"] == view["recommended"] and each["says"] in ("for", "requires")
            ),
            "",
        )
        if not why and view.get("required_by"):
            decision, _, needed = view["required_by"][0].partition(".")
            other = self.model.rulebook.decisions[decision]
            why = f"needed by {other.options[needed].title} ({other.title})"
        reason = styled(capital(why or "nothing in the answers asks for more"), "$text-muted")
        return assemble(first, tail, "\n   ", reason.truncate(max(width - 3, 20), ellipsis=True))
