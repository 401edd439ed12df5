"""Screens with a list of steps at the left and the text of one at the right: the checklist and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.terminal_text import one_line
from archassist.tui import named_filters
from archassist.tui.content.table import GAP, Column, TextTable
from archassist.tui.named_filters import Named
from archassist.tui.screens.list_screen import HUGE, WIDE, ListScreen
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.tui.widgets.prose import Prose
from archassist.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from archassist.views.records.plan import ChecklistView, PlanItem

_ABOUT, _ABOUT_HUGE = 42, 64
"""Columns of the text beside the list, as the style sheet has them."""

SIGNS = {"todo": "☐", "doing": "◧", "done": "☑", "dropped": "☒"}
STATUS_WORDS = {"todo": "to do", "doing": "doing", "done": "done", "dropped": "dropped"}
"""Where a step stands: its sign, and the word for it."""

_OWNER, _LONGEST_OWNER = 6, 20
"""Columns for an owner at least and at most; on a huge screen twice as many."""

Item = TypeVar("Item", "ChecklistView", "PlanItem")
"""What is listed: an item of the checklist, or a step of the plan."""


def owner_column(owners: Iterable[str], *, huge: bool = False) -> Column:
    """A column as wide as the owners that are told, none while there are none; what is too long loses its middle: names
    such as “developer for orders” differ at their ends."""
    longest = max((len(one_line(each)) + 1 for each in owners if each), default=0)
    return Column(
        "Owner",
        min(max(longest, _OWNER), 2 * _LONGEST_OWNER if huge else _LONGEST_OWNER) if longest else 0,
        middle=True,
    )


def fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that fit: those that are `spare` give way, the last first, and then what is widest is narrowed."""
    fit = list(columns)

    def over() -> int:
        shown = [each.width for each in fit if each.width]
        return sum(shown) + GAP * (len(shown) - 1) - width

    for at in reversed(range(len(fit))):
        if fit[at].spare and over() > 0:
            fit[at] = fit[at]._replace(width=0)
    for at, each in enumerate(fit):
        if each.middle and each.width and over() > 0:
            fit[at] = each._replace(width=max(each.width - over(), _OWNER))
    return fit


class StepsScreen(ListScreen, Generic[Item]):
    """What both have in common: the widgets, the step under the cursor, and what can be recorded of it."""

    BESIDE = "#item"

    def compose_list(self) -> ComposeResult:
        """The steps, and the text of one."""
        with Horizontal(id="checklist"):
            with Vertical(id="item-list", classes="pane"):
                yield Static(id="heads", classes="heads")
                yield LineList(id="items", markup=False)
            with Reading(id="about", classes="pane"):
                yield Prose(id="item")

    def items(self) -> Sequence[Item]:
        """The steps that are listed."""
        raise NotImplementedError

    def table(self, columns: Sequence[Column], named: str, legend: str = "") -> TextTable:
        """The table of the steps in the width that there is, its heads and title written."""
        width = self.app.size.width
        beside = 0 if width < WIDE else _ABOUT_HUGE if width >= HUGE else _ABOUT
        made = TextTable(fitting(columns, self.line_width - beside), self.line_width - beside)
        self.query_one("#heads", Static).update(made.head)
        name_pane(self.query_one("#item-list"), named, legend)
        return made

    def list_steps(self, groups: Sequence[tuple[str, Sequence[tuple[str, Content]]]]) -> None:
        """Lists steps under headings that count them; a heading without steps is left out."""
        self.list_groups([(f"{title} ({len(lines)})", lines) for title, lines in groups if lines])

    def named_filters(self) -> Named:
        """The filters of steps that have a name."""
        return named_filters.steps(self.model, self.items())

    def item(self) -> Item | None:
        """The step under the cursor."""
        current = self.current()
        return next((each for each in self.items() if each.id == current), None)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Opens the decision that the step under the cursor carries out; the text beside it tells of every other step."""
        decision, _, option = (self.current() or "").partition(".")
        known = self.model.rulebook.decisions.get(decision)
        if known is not None and option in known.options:
            self._app.action_decision(decision, option)

    def mark(self, item: Item, status: str, owner: str) -> bool:
        """Records where a step stands, and who owns it; whether that could be done. The cursor stays on the step."""
        listed = self.query_one(LineList)
        listed.moved = True
        self.keep_cursor(listed)
        return self._app.attempt(lambda: self.model.mark(item.id, status, owner))

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
