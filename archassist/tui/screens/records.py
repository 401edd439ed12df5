"""What a team recorded in passing: what matters most, accepted risks, expected events, capacity. Read, changed, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from archassist.terminal_text import one_line
from archassist.tui.legible import assemble, content, styled
from archassist.tui.screens import entry_forms
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.words import counted

if TYPE_CHECKING:
    from archassist.session import Review

_RISK, _EVENT, _RANKING, _CAPACITY, _NEW = "risk ", "event ", "ranking", "capacity", ""
"""What the ids of the lines begin with; the name of the entry follows, none for one to be recorded."""


class RecordsScreen(ListScreen):
    """Lists what is recorded; enter changes the line under the cursor, delete takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "back to the interview"),
        Binding("enter", "change", "change it, or record another one"),
        Binding("delete,backspace", "remove", "take it away"),
    ]
    KEYS = (
        Key("enter", "change, add", "screen.change"),
        Key("del", "remove", "screen.remove"),
        Key("esc", "interview", "app.interview"),
        Key("/", "filter", "app.narrow"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )
    help_title = "Records"

    def compose_list(self) -> ComposeResult:
        """The lines."""
        yield LineList(id="records", classes="pane body", markup=False)

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        self.draw_head()
        name_pane(self.query_one(LineList), "Recorded by the team", "enter: change or add  del: remove")
        review = self.model.review
        risks = [(_RISK + name, self._risk(name)) for name in review.risks]
        events = [(_EVENT + name, self._event(name)) for name in review.events]
        self.list_groups(
            [
                ("What matters most", [(_RANKING, self._ranking())]),
                (f"Accepted risks ({len(risks)})", [*risks, (_RISK + _NEW, _another("Accept a risk"))]),
                (
                    f"Events: surges of load, and users who come ({len(events)})",
                    [*events, (_EVENT + _NEW, _another("Expect an event"))],
                ),
                ("Time the team has for the plan", [(_CAPACITY, self._capacity())]),
            ]
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Asks for what stands in the line under the cursor anew, or for another entry."""
        line = self.current() or ""
        if line == _RANKING:
            entry_forms.rank(self._app)
        elif line == _CAPACITY:
            entry_forms.staff(self._app)
        elif line.startswith(_RISK):
            entry_forms.accept_risk(self._app, line.removeprefix(_RISK))
        elif line.startswith(_EVENT):
            entry_forms.expect(self._app, line.removeprefix(_EVENT))

    def action_remove(self) -> None:
        """Takes the entry under the cursor away; undo brings it back."""
        line = self.current() or ""
        removal = self._removal(line)
        if removal is None:
            self._app.say("There is nothing recorded in this line.")
        elif self._app.attempt(lambda: self.model.change(removal)):
            self._app.say("Taken away. ^z brings it back.")

    def _removal(self, line: str) -> Callable[[Review], object] | None:
        review = self.model.review
        if line == _RANKING and review.priorities:
            return lambda review: review.prioritise(())
        if line == _CAPACITY and (review.team.share is not None or review.team.at_once is not None):
            return _without_capacity
        name = line.partition(" ")[2]
        if line.startswith(_RISK) and name in review.risks:
            return lambda review: review.drop_risk(name)
        if line.startswith(_EVENT) and name in review.events:
            return lambda review: review.unexpect(name)
        return None

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "another line"),
            ("enter or click", "change it; in the last line of a group: record another one"),
            ("delete", "take it away; ^z brings it back"),
            ("/", "narrow the list; esc lists all"),
            ("esc i", "back to the interview"),
        ]

    # -- drawing

    def _ranking(self) -> Content:
        known = self.model.rulebook.attributes
        ranked = [known[each].title for each in self.model.review.priorities]
        return content(", then ".join(ranked)) if ranked else _nothing("no ranking: all count alike")

    def _risk(self, name: str) -> Content:
        risk = self.model.review.risks[name]
        return self._entry(
            risk.title, [f"until {risk.expires}" if risk.expires else "", risk.owner, risk.because]
        )

    def _event(self, name: str) -> Content:
        event = self.model.review.events[name]
        return self._entry(name, [event.told(event.month)])

    def _capacity(self) -> Content:
        return content("; ".join(self._given())) if [*self._given()] else _nothing("the usual values")

    def _given(self) -> Iterator[str]:
        team = self.model.review.team
        if team.share is not None:
            yield f"{team.share:.0%} of the engineers' time"
        if team.at_once is not None:
            yield f"{counted(team.at_once, 'thing')} in progress at once"
        yield from (f"{missing:.0%} missing in {month}" for month, missing in team.away.items())

    def _entry(self, title: str, more: list[str]) -> Content:
        said = "  ·  ".join(one_line(each) for each in more if each)
        room = max(self.line_width - 1, 20)
        name, behind = content(one_line(title)).stylize("bold"), styled(said, "$text-muted")
        if name.cell_length + 2 + behind.cell_length <= room:
            return assemble(name, "  " if said else "", behind)
        # A day at the end of the line is what must not be cut: then what is said stands below its title.
        below = [assemble("  ", each) for each in behind.wrap(room - 2)][:2]
        return content("\n").join([name.truncate(room, ellipsis=True), *below])


def _another(what: str) -> Content:
    return styled(f"+ {what} …", "$text-accent")


def _nothing(instead: str) -> Content:
    return styled(instead, "$text-muted")


def _without_capacity(review: Review) -> None:
    review.staff("share", None)
    review.staff("at_once", None)
