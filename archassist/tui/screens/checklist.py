"""The checklist in order: now, next, later; why each item is due, and who does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.terminal_text import one_line
from archassist.tui import lookahead
from archassist.tui.content.reasons import head
from archassist.tui.content.table import Column, TextTable
from archassist.tui.legible import content, styled
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import HUGE
from archassist.tui.screens.steps import SIGNS, STATUS_WORDS, StepsScreen, owner_column
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.views.months import spelled
from archassist.words import BUCKET_TITLES
from archassist.working_days import work_in_short, work_text

if TYPE_CHECKING:
    from archassist.rulebook import Practice
    from archassist.views.records.plan import ChecklistView

_AFTER = {"todo": "doing", "doing": "done", "done": "todo", "dropped": "todo"}
_MILESTONE = "◆"
_CLOSED = "Done or dropped"


def _of(practice: Practice) -> tuple[tuple[str, str], ...]:
    """What the rules say of an item, under its headings."""
    return (
        ("Why", practice.why),
        ("For the business", practice.business),
        ("First step", practice.first_step),
        ("Done when", practice.done_when),
        ("Usually done by", practice.owner),
    )


class ChecklistScreen(StepsScreen["ChecklistView"]):
    """Lists what is due; the text beside it tells of the item under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "back to the interview"),
        Binding("space", "step", "to do, doing, done"),
        Binding("delete,backspace", "drop", "drop it, or restore it"),
        Binding("at", "owner", "set the owner"),
        Binding("s", "sort", "sort again after marking"),
    ]
    KEYS = (
        Key("esc", "interview", "app.interview"),
        Key("space", "to do/doing/done", "screen.step"),
        Key("@", "owner", "screen.owner"),
        Key("del", "drop", "screen.drop"),
        Key("s", "sort", "screen.sort"),
        Key("^z", "undo", "app.undo"),
        Key("d", "decisions", "app.show('decisions')"),
        Key("p", "plan", "app.show('plan')"),
        Key("x", "export", "app.show('export')"),
        Key("?", "help", "app.help"),
    )
    help_title = "Checklist"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._items: tuple[ChecklistView, ...] = ()
        self._places: dict[str, str] = {}
        self._marked = self._waits = False

    def refresh_view(self) -> None:
        """Shows what holds now. While somebody works in the list every item keeps its place; `s` sorts anew."""
        known = lookahead.plan(self.model) is not None
        self._items = self._listed() if known else self._as_they_stood()
        fresh = self._arranged()
        shown = self.query_one(LineList)
        working = self._marked or shown.moved
        if not working and (known or not self._places):
            self._places = fresh
            if type(self).__name__ not in self.model.stood.cursors:
                shown.highlighted = None
        self._waits = fresh != self._kept_places(fresh)
        self.draw_head()
        items = {each.id: each for each in self._items}
        table = self.table(self._columns(), "Checklist", "☐ to do  ◧ doing  ☑ done  ☒ dropped")
        if known:
            self.model.stood.checklist = {each.id: each for each in self._items}
        else:
            name_pane(self.query_one("#item-list"), "Checklist  … what is due when is being computed")
        if not (known or working or self.model.stood.checklist):
            # Which of them are due now the plan says: until it is there, nothing is counted.
            closed = [each for each in self._items if each.status in ("done", "dropped")]
            open_ = [each for each in self._items if each not in closed]
            groups_now = [("Not done yet", open_), (f"{_CLOSED} ({len(closed)})", closed)]
            self.list_groups(
                [
                    (title, [(each.id, self._line(each, table)) for each in found])
                    for title, found in groups_now
                    if found
                ]
            )
            self._tell()
            return
        groups: dict[str, list[tuple[str, Content]]] = {
            title: [] for title in (*BUCKET_TITLES.values(), _CLOSED)
        }
        for id, title in self._kept_places(fresh).items():
            groups[title].append((id, self._line(items[id], table)))
        self.list_steps(list(groups.items()))
        self._tell()

    def action_sort(self) -> None:
        """Sorts what was marked into its groups; the cursor stays on its item."""
        if not self._waits:
            self._app.say("The list is in order.")
        self._marked, self._places = False, {}
        self.query_one(LineList).rest()
        self.refresh_view()

    def mark(self, item: ChecklistView, status: str, owner: str) -> bool:
        """Records where an item stands; it keeps its place in the list."""
        self._marked = True
        return super().mark(item, status, owner)

    def draw_head(self) -> None:
        """The first line; it says when the order in the list is not the newest."""
        if self._waits:
            said = styled("The order has changed: s sorts the list again.", "bold $text-accent")
            self.query_one("#head", Static).update(said)
        else:
            super().draw_head()

    def _arranged(self) -> dict[str, str]:
        """By item, in order, the heading under which it belongs."""
        open_ = [each for each in self._items if each.status not in ("done", "dropped")]
        found = {
            each.id: title
            for bucket, title in BUCKET_TITLES.items()
            for each in open_
            if each.bucket == bucket
        }
        return found | {each.id: _CLOSED for each in self._items if each.id not in found}

    def _kept_places(self, fresh: dict[str, str]) -> dict[str, str]:
        """The places in which items stand; what is new comes behind."""
        return {id: title for id, title in self._places.items() if id in fresh} | {
            id: title for id, title in fresh.items() if id not in self._places
        }

    def items(self) -> tuple[ChecklistView, ...]:
        """What is listed."""
        return self._items

    def _as_they_stood(self) -> tuple[ChecklistView, ...]:
        """What is listed, in the order and with the months of the last plan: the next one is being worked out."""
        stood = self.model.stood.checklist
        order = list(stood)
        items = sorted(
            self._listed(), key=lambda each: order.index(each.id) if each.id in stood else len(order)
        )
        return tuple(
            replace(each, bucket=was.bucket, start=was.start, done=was.done)
            if not each.done and (was := stood.get(each.id))
            else each
            for each in items
        )

    def _listed(self) -> tuple[ChecklistView, ...]:
        """The checklist, in order; by quarters of the plan once that is worked out."""
        return lookahead.checklist(self.model)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        item = self.item()
        name_pane(self.query_one("#about"), "About this step")
        text = content("\n").join(self._text(item)) if item else content("Nothing is due.")
        self.query_one("#item", Static).update(text)

    def action_step(self) -> None:
        """To do, doing, done, and again."""
        if item := self.item():
            self.mark(item, _AFTER[item.status], item.owner)

    def action_drop(self) -> None:
        """Drops the item, or takes it up again."""
        if item := self.item():
            dropped = item.status == "dropped"
            if self.mark(item, "todo" if dropped else "dropped", item.owner):
                how = "to do again" if dropped else "dropped; del takes it up again"
                self._app.say(f"{item.title}: {how}. ^z undoes that.")

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "another item"),
            ("s", "sort again: while you mark items, each keeps its place"),
            ("space", "to do ☐, doing ◧, done ☑"),
            ("enter", "open the decision, where the step is one"),
            ("@", "set the owner"),
            ("delete", "drop it ☒, or restore it"),
            ("ctrl+z", "undo"),
            ("esc i", "back to the interview"),
        ]

    # -- drawing

    def _columns(self) -> list[Column]:
        return [
            Column("", 1),
            Column("Practice", 24, 3),
            Column("Effort", 9, right=True, spare=True),
            Column("Due", 7),
            owner_column((each.owner for each in self._items), huge=self.app.size.width >= HUGE),
        ]

    def _line(self, item: ChecklistView, table: TextTable) -> Content:
        sign = _MILESTONE if item.milestone and item.status == "todo" else SIGNS.get(item.status, "☐")
        closed = item.status in ("done", "dropped")
        return table.row(
            [
                styled(sign, "$text-success" if item.status == "done" else ""),
                styled(item.title, "$text-muted" if closed else ""),
                styled(work_in_short(item.effort.days), "$text-muted"),
                styled(item.done or "", "$text-muted"),
                styled(f"@{one_line(item.owner)}" if item.owner else "", "$text-accent"),
            ]
        )

    def _text(self, item: ChecklistView) -> Iterator[Content]:
        practice = self.model.rulebook.practices.get(item.id)
        yield styled(item.title, "bold")
        owner = one_line(item.owner) or "none yet"
        if item.milestone:
            yield styled(f"{STATUS_WORDS[item.status]}, owner: {owner}; a milestone", "$text-muted")
        else:
            takes = work_text(item.effort.days)
            places = f" for {item.effort.places}" if item.effort.places else ""
            felt = f", impact {item.impact} of 3" if practice else ""
            yield styled(
                f"{STATUS_WORDS[item.status]}, owner: {owner}; {takes}{places}{felt}",
                "$text-muted",
            )
        if item.because:
            yield content(f"In place, {item.because}.")
        if item.start and item.done:
            start, done = spelled(item.start), spelled(item.done)
            when = start if start == done else f"from {start}, done by {done}"
            yield styled(f"planned: {when}", "$text-muted")
        for title, text in (("Why here", item.why_here), *(_of(practice) if practice else ())):
            if text:
                yield content("")
                yield head(title)
                yield content(text)
        asked = [self._title(each) for each in item.needed_by]
        if asked:
            yield content("")
            yield head("Needed by")
            yield from (content(f"• {each}") for each in asked)
        if item.after:
            yield content("")
            yield head("After")
            yield from (content(f"• {self._title(each)}") for each in item.after)

    def _title(self, id: str) -> str:
        known = self.model.rulebook
        if id in known.practices:
            return known.practices[id].title
        decision, _, option = id.partition(".")
        if decision in known.decisions and option in known.decisions[decision].options:
            return f"{known.decisions[decision].title}: {known.decisions[decision].options[option].title}"
        return id
