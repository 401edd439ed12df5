"""The plan by quarter: what starts when, what is late, and a person's changes to it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.answers.form_fields import read_days, read_month
from archassist.session.schedule import NOBODY_COUNTED
from archassist.terminal_text import one_line
from archassist.tui import lookahead
from archassist.tui.content.reasons import head
from archassist.tui.content.table import Column, TextTable
from archassist.tui.content.text_charts import Spans
from archassist.tui.legible import content, styled
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import HUGE
from archassist.tui.screens.steps import SIGNS, STATUS_WORDS, StepsScreen, owner_column
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.pane import name_pane
from archassist.views.months import spelled
from archassist.views.plan import late_text, late_worth_telling
from archassist.working_days import work_in_short, work_text

if TYPE_CHECKING:
    from archassist.views.records.plan import PlanItem, PlanView

_SPANS, _SPANS_HUGE = 14, 36
"""Columns for the bars of time, where there is room for them; and on a huge screen."""

_KINDS = {"practice": " ", "decision": "◆", "coming": "◇"}


class _Rows(NamedTuple):
    table: TextTable
    spans: Spans


class PlanScreen(StepsScreen["PlanItem"]):
    """Steps by quarter at the left; the text beside them tells of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "back to the interview"),
        Binding("space", "step", "to do, doing, done"),
        Binding("b", "pin", "begin it in a month"),
        Binding("l", "postpone", "later: not before a month"),
        Binding("e", "estimate", "edit: your own estimate"),
        Binding("delete,backspace", "drop", "leave it out"),
        Binding("c", "reset", "clear the changes to it"),
        Binding("at", "owner", "set the owner"),
    ]
    KEYS = (
        Key("esc", "interview", "app.interview"),
        Key("b", "begin in", "screen.pin"),
        Key("l", "not before", "screen.postpone"),
        Key("e", "estimate", "screen.estimate"),
        Key("del", "leave out", "screen.drop"),
        Key("space", "doing/done", "screen.step"),
        Key("c", "clear change", "screen.reset"),
        Key("@", "owner", "screen.owner"),
        Key("^z", "undo", "app.undo"),
        Key("L", "limits", "app.show('outlook')"),
        Key("r", "checklist", "app.show('checklist')"),
        Key("?", "help", "app.help"),
    )
    help_title = "Plan"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._view: PlanView | None = model.stood.plan
        self._edited = ""
        self._finished: dict[str, PlanItem] = {}
        """Steps that somebody marked done or left out here: they stay in their places until the list is left."""

    def refresh_view(self) -> None:
        """Shows what holds now; while the plan re-forms, says so and keeps what there was."""
        self.draw_head()
        found = lookahead.plan(self.model)
        view = self._view = self.model.stood.plan = found or self._view
        if view is None:
            name_pane(self.query_one("#item-list"), "Plan  … being computed")
            self.query_one("#item", Static).update(content("Computing the plan …"))
            return
        rows = self._rows(view)
        by_quarter: dict[str, list[tuple[str, Content]]] = {}
        for item in self.items():
            by_quarter.setdefault(item.quarter, []).append((item.id, self._line(item, rows)))
        self.list_steps([(quarter.replace("-", " "), by_quarter[quarter]) for quarter in sorted(by_quarter)])
        self._tell()
        if found is None:
            name_pane(self.query_one("#item-list"), "Plan  … being computed")
        else:
            self._say_cost()

    def items(self) -> tuple[PlanItem, ...]:
        """The plan's steps in their order, each as it stands now, with those that were closed here."""
        planned = self._view.items if self._view else ()
        items = {each.id: each for each in planned}
        items |= {id: each for id, each in self._finished.items() if id not in items}
        now = self.model.review.practices
        return tuple(
            replace(each, status=now[id].status, owner=now[id].owner) if id in now else each
            for id, each in sorted(items.items(), key=lambda each: (each[1].quarter, each[1].rank))
        )

    def mark(self, item: PlanItem, status: str, owner: str) -> bool:
        """Records where a step stands; one that is done or left out keeps its place until the list is left."""
        if status in ("done", "dropped"):
            self._finished[item.id] = item
        return super().mark(item, status, owner)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        item = self.item()
        name_pane(self.query_one("#about"), "About this step")
        if self._view is None:
            return
        text = (
            content("\n").join(self._text(item, self._view)) if item else content("There is nothing to do.")
        )
        self.query_one("#item", Static).update(text)

    # -- changes

    def action_step(self) -> None:
        """To do, doing, done."""
        if item := self.item():
            after = {"todo": "doing", "doing": "done"}.get(item.status, "todo")
            self.mark(item, after, item.owner)

    def action_pin(self) -> None:
        """Asks for the month in which it starts."""
        self._ask(
            "In which month does “{}” start?",
            "pinned",
            "start",
            "such as 2027-03 or March; empty: wherever it fits",
        )

    def action_postpone(self) -> None:
        """Asks for the month before which it does not start."""
        self._ask(
            "Before which month does “{}” not start?",
            "postponed",
            "not_before",
            "such as 2027-06 or June; empty: at any time",
        )

    def action_estimate(self) -> None:
        """Asks for the team's own estimate."""
        from archassist.tui.widgets.form import TextPrompt

        if not (item := self.item()):
            return
        low, high = item.days

        def take(text: str) -> str:
            self._edited = item.id
            return self._app.trouble_of(lambda: self.model.replan(item.id, days=read_days(text)))

        self.app.push_screen(
            TextPrompt(
                f"How long does “{item.title}” take?", f"{low:g}..{high:g}", read=_days, take=take,
                hint="working days, such as 3..8 or 2 weeks; empty: the usual ones", place=f"days {item.id}",
            )
        )  # fmt: skip

    def action_drop(self) -> None:
        """Leaves the step out of the plan."""
        if item := self.item():
            self._edited = item.id
            if self.mark(item, "dropped", item.owner):
                self._app.say(f"{item.title}: left out of the plan. space takes it in again, ^z undoes it.")

    def action_reset(self) -> None:
        """Takes the changes to the step under the cursor back."""
        if not (item := self.item()):
            return
        mark = self.model.review.practices.get(item.id)
        if mark is None or not (mark.start or mark.not_before or mark.days):
            self._app.say("No month and no estimate of yours is set here.")
            return
        self._app.attempt(lambda: self.model.replan(item.id, start="", not_before="", days=()))

    def _ask(self, question: str, key: Literal["pinned", "postponed"], change: str, hint: str) -> None:
        from archassist.tui.widgets.form import TextPrompt

        if not (item := self.item()):
            return
        today = datetime.date.today()

        def take(text: str) -> str:
            self._edited = item.id
            month = read_month(text, today) if text else ""
            return self._app.trouble_of(lambda: self.model.replan(item.id, **{change: month}))

        def read(text: str) -> str:
            return spelled(read_month(text, today)) if text.strip() else ""

        self.app.push_screen(
            TextPrompt(
                question.format(item.title), getattr(item, key), hint=hint, read=read, take=take,
                place=f"{key} {item.id}",
            )
        )  # fmt: skip

    def _say_cost(self) -> None:
        """Says what the last change cost, once the plan has re-formed."""
        assert self._view is not None
        cost = next((each for each in self._view.costs if each.step == self._edited), None)
        self._edited = ""
        if cost is None:
            return
        delayed, late = cost.delayed, [each.title for each in cost.late]
        said = f"{len(delayed)} other steps are done later" if delayed else "Nothing else is done later"
        if delayed:
            said += f", by up to {delayed[0].days} working days"
        self._app.say(
            said + (f". Now after its limit: {'; '.join(late)}." if late else "."),
            "warning" if late else "information",
        )

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "another step: each stands in the quarter in which it starts"),
            ("◆ ◇", "carries a decision out; is expected to become right"),
            ("b l e", "begin in a month; later: not before a month; edit your own estimate"),
            ("delete c", "leave it out; clear the changes to it"),
            ("enter", "open the decision, where the step is one"),
            ("space @", "doing ◧, done ☑; set the owner"),
            ("!", "done after its limit in a quarter of the futures or more"),
            ("ctrl+z", "undo"),
            ("esc i", "back to the interview"),
        ]

    # -- drawing

    def _rows(self, view: PlanView) -> _Rows:
        """The table of the steps, and the bars of time in it."""
        width = self.app.size.width
        room = _SPANS_HUGE if width >= HUGE else _SPANS
        spans = Spans([month for item in view.items for month in (item.start, item.done)], room)
        capacity = view.capacity
        assumed = ", assumed" if capacity.people_mark or capacity.share_mark else ""
        columns = [
            Column("", 1),
            Column("Step", 24, 4),
            Column("Effort", 9, right=True, spare=True),
            Column("Due", 7),
            Column(spans.head, room, spare=True),
            owner_column(each.owner for each in self.items()),
        ]
        table = self.table(
            columns,
            f"Plan  {work_text((capacity.days_a_quarter, capacity.days_a_quarter))} a quarter{assumed}",
            "◆ decision  ◇ expected  ! late",
        )
        return _Rows(table, spans)

    def _line(self, item: PlanItem, rows: _Rows) -> Content:
        late = late_worth_telling(item.late)
        marks = f"{SIGNS[item.status]} " if item.status != "todo" else ""
        changed = " *" if item.pinned or item.postponed or item.estimated else ""
        tone = "$text-warning" if late else "$accent" if item.kind == "decision" else "$text-muted"
        return rows.table.row(
            [
                styled("!" if late else _KINDS[item.kind], "$text-warning" if late else "$accent"),
                styled(
                    f"{marks}{item.title}{changed}",
                    "$text-muted" if item.status in ("done", "dropped") else "",
                ),
                styled(work_in_short(item.days), "$text-muted"),
                styled(item.done, "$text-muted"),
                styled(rows.spans.bar(item.start, item.done), tone),
                styled(f"@{one_line(item.owner)}" if item.owner else "", "$text-accent"),
            ]
        )

    def _text(self, item: PlanItem, view: PlanView) -> Iterator[Content]:
        titles = {each.id: each.title for each in view.items}
        yield styled(item.title, "bold")
        places = f" for {item.places}" if item.places else ""
        takes = "a milestone" if item.milestone else f"{work_text(item.days)}{places}"
        yield styled(
            f"{STATUS_WORDS[item.status]}, owner: {one_line(item.owner) or 'none yet'}; {takes}",
            "$text-muted",
        )
        until = spelled(item.done)
        until += f" to {spelled(item.done_late)}" if item.done_late != item.done else ""
        yield content(f"Starts {spelled(item.start)}, done {until}.")
        if item.critical:
            yield content("On the critical chain: a delay here delays the last decision.")
        if item.kind == "coming":
            yield content("Not right yet: begin when its trigger is reached.")
        for month, text in ((item.pinned, "Pinned to"), (item.postponed, "Not before")):
            if month:
                yield content(f"{text} {month}.")
        if late_worth_telling(item.late):
            yield styled(late_text(item.late, titles), "$text-warning")
        for problem in view.problems:
            if problem.startswith(item.title) or problem == NOBODY_COUNTED:
                yield styled(problem, "$text-error")
        practice = self.model.rulebook.practices.get(item.id)
        told = [("Why here", item.why_here)]
        if practice is not None:
            told += [
                ("Why", practice.why),
                ("First step", practice.first_step),
                ("Done when", practice.done_when),
            ]
        for title, text in told:
            if text:
                yield content("")
                yield head(title)
                yield content(text)
        if item.after:
            yield content("")
            yield head("After")
            yield from (content(f"• {titles.get(each, each)}") for each in item.after)


def _days(text: str) -> str:
    """What is understood of an estimate."""
    days = read_days(text)
    return " to ".join(f"{each:g}" for each in days) + " working days" if days else ""
