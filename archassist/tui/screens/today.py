"""What the team runs today: one row for each decision, chosen by one key; a row may stay open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui import named_filters
from archassist.tui.content.advice_text import crumbs
from archassist.tui.content.table import Column, TextTable
from archassist.tui.legible import assemble, content, styled
from archassist.tui.model import Model
from archassist.tui.named_filters import Named
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.tui.widgets.typed_number import TypedNumber

if TYPE_CHECKING:
    from archassist.views.records.advice import DecisionView

MOST = 9
"""Options that have a digit of their own."""

_KNOWN = {"answered": "you said so", "derived": "your answers show it"}
_COLUMNS = (
    Column("", 1),
    Column("Decision", 25, 1),
    Column("Stands today", 25, 2),
    Column("How it is known", 20),
)


class TodayScreen(ListScreen):
    """Lists what stands; a digit says which option of the row under the cursor it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "back to the interview"),
        *(Binding(str(digit), f"choose({digit})", show=False) for digit in range(1, MOST + 1)),
        Binding("space,delete,backspace,0", "choose(0)", "leave it open"),
    ]
    KEYS = (
        Key("1…9", "this one stands", "screen.nothing"),
        Key("space", "leave open", "screen.choose(0)"),
        Key("esc", "interview", "app.interview"),
        Key("enter", "decision", "screen.open"),
        Key("d", "decisions", "app.show('decisions')"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )
    help_title = "What stands today"
    BESIDE = "#standing-options"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._options = model.rulebook.decisions
        self._number = TypedNumber()
        self._before: tuple[str, str | None] = ("", None)
        """The row at which a digit was typed, and what was said of it before."""

    def compose_list(self) -> ComposeResult:
        """The rows, and the options of the one under the cursor."""
        with Vertical(id="standing-list", classes="pane body"):
            yield Static(id="heads", classes="heads")
            yield LineList(id="standing", markup=False)
        yield Static(id="standing-options", classes="pane")

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        width = self.app.size.width
        views = self.model.view.decisions
        said = len(self.model.review.today)
        known = sum(view.today is not None for view in views)
        head = f"  {said} of {len(views)} said · {known - said} follow from your answers"
        where = crumbs(self.model, ("What do you run today?",), width - 2 - len(head))
        whole = assemble(where, (head, "$text-muted"))
        self.query_one("#head", Static).update(whole.truncate(width - 2, ellipsis=True))
        table = TextTable(_COLUMNS, self.line_width)
        self.query_one("#heads", Static).update(table.head)
        name_pane(
            self.query_one("#standing-list"), "What stands", "■ you said so  □ your answers show it  · open"
        )
        options = [Option(self._line(view, table), id=view.id) for view in views]
        self.query_one(LineList).relist(options, self.first_of(options))
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        view = self._current()
        text = self._choices(view) if view else content("The rules know no decision.")
        self.query_one("#standing-options", Static).update(text)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def on_key(self, event: events.Key) -> None:
        """A number such as 72% is no option, and neither of its digits is meant to be one."""
        text, view, today = self._number.take(event), self._current(), self.model.review.today
        if not text or view is None or not self.query_one(LineList).has_focus:
            return
        if len(text) == 1:
            self._before = view.id, today.get(view.id)
            if int(text) <= len(view.options):
                return
        event.stop()
        event.prevent_default()
        row, stood = self._before
        if today.get(row) != stood:
            self._app.attempt(self.model.undo)
            self.query_one(LineList).action_cursor_up()
        many = len(self.model.view.decision(row).options)
        self._app.say(f"{text} is none of the options, and chose none: 1 to {many} do.")

    def action_choose(self, number: int) -> None:
        """Says that the option with this number stands, 0: leaves it open; then goes on to the next row."""
        view = self._current()
        if view is None or number > len(view.options):
            return
        option = view.options[number - 1].id if number else None
        if self._app.attempt(lambda: self.model.run_today(view.id, option)) and number:
            self.query_one(LineList).action_cursor_down()

    def action_open(self) -> None:
        """Opens the decision of the row under the cursor."""
        from archassist.tui.screens.decision_detail import DetailScreen

        if view := self._current():
            self.app.push_screen(DetailScreen(self.model, view.id))

    def named_filters(self) -> Named:
        """The filters of decisions that have a name."""
        return named_filters.today(self.model)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "another decision"),
            ("1 … 9", "this option stands today; the next row follows"),
            ("space delete 0", "leave it open: what your answers show counts then"),
            ("■ □ ·", "said by you, shown by your answers, not known"),
            ("!", "what you said is not what your answers show"),
            ("enter", "open the decision"),
            ("esc i", "back to the interview"),
        ]

    def _current(self) -> DecisionView | None:
        return next((view for view in self.model.view.decisions if view.id == self.current()), None)

    def _line(self, view: DecisionView, table: TextTable) -> Content:
        sign, tone = {"answered": ("■", "$text-accent"), "derived": ("□", "$text-muted")}.get(
            view.today_known or "", ("·", "$text-muted")
        )
        stands = view.option(view.today).title if view.today else "open"
        wrong = ("! ", "bold $text-error") if view.move.contradiction else ""
        return table.row(
            [
                styled(sign, tone),
                content(view.title),
                assemble(wrong, styled(stands, tone if view.today else "$text-muted")),
                styled(_KNOWN.get(view.today_known or "", ""), "$text-muted"),
            ]
        )

    def _choices(self, view: DecisionView) -> Content:
        """The options with their digits, where what is known comes from, and what contradicts it."""
        asks = self._options[view.id].title
        name_pane(self.query_one("#standing-options"), "Which one stands?  (its digit)")
        where = {
            "answered": "you said so",
            "derived": "your answers show it",
        }.get(view.today_known or "", "nobody has said, and no answer shows it")
        lines = [assemble(styled(asks, "bold"), (f": {where}", "$text-muted"))]
        for number, option in enumerate(view.options, 1):
            mark = "▸" if option.id == view.today else " "
            key = str(number) if number <= MOST else " "
            lines.append(assemble(f"{mark} ", (key, "bold $accent"), f" {option.title}"))
        if view.move.contradiction:
            lines.append(styled(f"! {view.move.contradiction}", "$text-error"))
        return content("\n").join(lines)
