"""All decisions: what is recommended, how sure it is, the strongest reason, and what the team did with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui import lookahead, named_filters
from archassist.tui.content import advice_text
from archassist.tui.content.advice_text import STANDINGS
from archassist.tui.content.decision_rows import DecisionRows, gist
from archassist.tui.legible import assemble, content
from archassist.tui.model import Model
from archassist.tui.named_filters import Named
from archassist.tui.screens.list_screen import HUGE, WIDE, ListScreen
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane

if TYPE_CHECKING:
    from archassist.tui.screens.decision_detail import DetailScreen
    from archassist.views.records.advice import DecisionView

_GLIMPSE = 64
"""Columns of the gist where it stands at the right."""


class DecisionsScreen(ListScreen):
    """Lists every decision; enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,i", "app.interview", "back to the interview")]
    KEYS = (
        Key("enter", "open", "screen.open"),
        Key("esc", "interview", "app.interview"),
        Key("r", "roadmap", "app.show('checklist')"),
        Key("p", "plan", "app.show('plan')"),
        Key("x", "export", "app.show('export')"),
        Key("L", "limits", "app.show('outlook')"),
        Key("h", "today", "app.show('today')"),
        Key("/", "filter", "app.narrow"),
        Key("^z", "undo", "app.undo"),
        Key("t", "light/dark", "app.light"),
        Key("?", "help", "app.help"),
    )
    help_title = "Decisions"
    BESIDE = "#glimpse"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._opened: DetailScreen | None = None
        self._views: dict[str, DecisionView] = {}

    def compose_list(self) -> ComposeResult:
        """The decisions, and the gist of one."""
        with Container(id="decision-panes"):
            with Vertical(id="decision-list", classes="pane"):
                yield Static(id="heads", classes="heads")
                yield LineList(id="decisions", markup=False)
            with VerticalScroll(id="glimpse-pane", classes="pane", can_focus=False):
                yield Static(id="glimpse")

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        self.draw_head()
        self.query_one(LineList).beside = {
            id: "\n".join((each.asks, *(option.title for option in each.options.values())))
            for id, each in self.model.rulebook.decisions.items()
        }
        rows = DecisionRows(self.model, self.line_width - (_GLIMPSE if self.app.size.width >= HUGE else 0))
        self.query_one("#heads", Static).update(rows.head)
        self._title()
        shown = self.query_one(LineList)
        if self._opened is not None:  # the arrows may have led to another decision
            ids = [each.id for each in shown.options]
            if self._opened.decision in ids:
                shown.highlighted = ids.index(self._opened.decision)
                shown.moved = True
            self._opened = None
        if placed := self._placed():
            self._views = {view.id: view for _, group in placed for view in group}
            begins = not any(each.id is None for each in shown.options) and not shown.moved
            if begins:  # nobody has looked at a line yet: the first is what to decide now
                shown.highlighted = None
            self.list_groups(
                [
                    (f"{head} ({len(group)})", [(view.id, rows.row(view)) for view in group])
                    for head, group in placed
                ]
            )
            if begins and type(self).__name__ not in self.model.stood.cursors:
                shown.action_first()
                shown.rest()
        else:
            views = self.model.best.decisions
            self._views = {view.id: view for view in views}
            options = [Option(rows.row(view), id=view.id) for view in views]
            shown.relist(options, self.first_of(options))
        self._tell()

    def _placed(self) -> Sequence[tuple[str, Sequence[DecisionView]]]:
        """The decisions by place; while that is worked out anew, in the places where they stood."""
        stood = self.model.stood
        if found := lookahead.placed(self.model):
            stood.decisions = tuple((head, tuple(each.id for each in group)) for head, group in found)
            return found
        views = {each.id: each for each in self.model.best.decisions}
        known = [(head, [views.pop(id) for id in ids if id in views]) for head, ids in stood.decisions]
        if known:
            known[-1][1].extend(views.values())
        return [(head, group) for head, group in known if group]

    def _title(self) -> None:
        """What the list is, with the legend of its signs; while something is still worked out, that."""
        standings = [each.standing for each in self.model.glance.decisions]
        if not all(standings):
            below: Content | str = "… how sure each is, and its place, are being computed"
        else:
            below = content("  ").join(
                [assemble(advice_text.standing(word), f" {standings.count(word)}") for word in STANDINGS]
            )
        list_pane, gist_pane = self.query_one("#decision-list"), self.query_one("#glimpse-pane")
        narrow = self.app.size.width < WIDE  # there is no lower edge to write on
        whole = assemble("Decisions  ", below) if narrow else "Decisions"
        name_pane(list_pane, whole, "" if narrow else below)
        name_pane(gist_pane, "In short  (enter: why, why not, side by side)")

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        view = self._views.get(self.current() or "")
        text = content("\n").join(gist(self.model, view)) if view else content("")
        self.query_one("#glimpse", Static).update(text)
        self.query_one("#glimpse-pane").scroll_home(animate=False)
        self.draw_head()

    def places(self) -> tuple[str, ...]:
        """The list, and how far down in it the cursor is."""
        ids = list(self._views)
        current = self.current()
        at = f"  {ids.index(current) + 1}/{len(ids)}" if current in ids else ""
        return (f"Decisions{at}",)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id)

    def action_open(self) -> None:
        """Opens the decision under the cursor."""
        self._open(self.current())

    def named_filters(self) -> Named:
        """The filters of decisions that have a name."""
        return named_filters.decisions(self.model)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "move"),
            (
                "/",
                "narrow the list: words (of options, too), or undecided, firm, leaning, open, changed, mine; esc lists all",
            ),
            ("enter or click", "open a decision: why, why not, and against"),
            ("● ◐ ○", "firm, leaning, open"),
            ("· ✓ ✗ ↷", "proposed, accepted, rejected, superseded by the team"),
            ("esc i", "back to the interview"),
            ("r x", "roadmap, export"),
        ]

    def _open(self, decision: str | None) -> None:
        from archassist.tui.screens.decision_detail import DetailScreen

        if decision:
            self._opened = DetailScreen(self.model, decision)
            self.app.push_screen(self._opened)
