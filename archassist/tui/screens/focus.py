"""What a review is about: what hurts, what must be decided and by when, and who is in the room. Each may stay open."""

from __future__ import annotations

import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.answers.form_fields import read_day, said_day
from archassist.terminal_text import one_line
from archassist.tui.content.advice_text import crumbs
from archassist.tui.legible import assemble, content, styled
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.screens.verdict_form import said_people
from archassist.tui.widgets.form import TextPrompt
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane

_PAIN, _DECISION, _PEOPLE = "pain ", "decision ", "people"
"""What the ids of the lines begin with; the id of the rules follows."""


class FocusScreen(ListScreen):
    """Lists what may hurt and what may have to be decided; one key picks the line under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "on to the interview"),
        Binding("space", "pick", "pick it, or leave it"),
        Binding("enter", "say", "by which day; who is in the room", show=False),
    ]
    KEYS = (
        Key("space", "pick", "screen.pick"),
        Key("enter", "by when, who", "screen.say"),
        Key("esc", "interview", "app.interview"),
        Key("d", "decisions", "app.show('decisions')"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )
    help_title = "What this review is about"

    def compose_list(self) -> ComposeResult:
        """The lines."""
        yield LineList(id="focus", classes="pane", markup=False)

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        width = self.app.size.width
        where = crumbs(self.model, ("What is this review about?",), width - 2)
        self.query_one("#head", Static).update(where)
        name_pane(self.query_one(LineList), "Pick what applies, or skip it all", "■ picked  □ not")
        focus, rulebook = self.model.review.focus, self.model.rulebook
        ranks = {id: rank for rank, id in enumerate(focus.pains, 1)}
        room = self.line_width
        pains = [
            (_PAIN + id, _line(pain.title, pain.about, f"{ranks[id]}" if id in ranks else "", room))
            for id, pain in rulebook.pains.items()
        ]
        named = focus.decisions
        decisions = [
            (_DECISION + id, _line(known.title, known.asks, _day(named[id]) if id in named else "", room))
            for id, known in rulebook.decisions.items()
        ]
        people = ", ".join(map(one_line, focus.present)) or "nobody named yet"
        self.list_groups(
            [
                ("What hurts most now, or is ahead? The first you pick is the worst.", pains),
                ("Who is in the room?", [(_PEOPLE, content(people).truncate(room, ellipsis=True))]),
                ("What must be decided?", decisions),
            ]
        )

    @on(OptionList.OptionHighlighted)
    def _offer(self) -> None:
        """What enter asks depends on the line."""
        line = self.current() or ""
        asks = "who" if line == _PEOPLE else "by when" if line.startswith(_DECISION) else ""
        keys = [each._replace(label=asks) if each.key == "enter" else each for each in self.KEYS]
        self.query_one(KeyBar).offer([each for each in keys if each.label and self._offers(each)])

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_say()

    def action_pick(self) -> None:
        """Picks the line under the cursor, or leaves it again."""
        line, focus = self.current() or "", self.model.review.focus
        if line == _PEOPLE:
            self._ask_people()
        elif line.startswith(_PAIN):
            id = line.removeprefix(_PAIN)
            pains = [each for each in focus.pains if each != id]
            wanted = pains if id in focus.pains else [*pains, id]
            self._app.attempt(lambda: self.model.change(lambda review: review.focus.name_pains(wanted)))
        elif line:
            id = line.removeprefix(_DECISION)
            if id in focus.decisions:
                self._app.attempt(lambda: self.model.change(lambda review: review.focus.put_aside(id)))
            else:
                self._app.attempt(lambda: self.model.change(lambda review: review.focus.put_at_issue(id)))

    def action_say(self) -> None:
        """Asks by which day the decision under the cursor must be taken, or who is in the room; picks a pain, and never
        leaves one: whoever presses it twice does not mean the contrary."""
        line = self.current() or ""
        if line == _PEOPLE:
            self._ask_people()
        elif line.startswith(_DECISION):
            self._ask_day(line.removeprefix(_DECISION))
        elif line.removeprefix(_PAIN) in self.model.review.focus.pains:
            self._app.say(
                "It is picked; space leaves it. A day is asked at a decision; R records an event that brings users."
            )
        else:
            self.action_pick()

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "another line"),
            ("space", "pick it, or leave it again"),
            ("enter", "at a decision: by which day; at the people: who they are; at what hurts: pick it"),
            ("esc i", "on to the interview; nothing has to be picked"),
        ]

    def _ask_day(self, decision: str) -> None:
        today, known = datetime.date.today(), self.model.review.focus.decisions

        def take(text: str) -> str:
            return self._app.trouble_of(
                lambda: self.model.change(
                    lambda review: review.focus.put_at_issue(
                        decision, read_day(text, today) if text.strip() else ""
                    )
                )
            )

        self.app.push_screen(
            TextPrompt(
                f"By which day must it be decided? {self.model.rulebook.decisions[decision].title}",
                known.get(decision, ""),
                hint="such as 2027-03-31 or end of June; empty: no day",
                take=take,
                read=lambda text: said_day(text, today),
                place=f"by when {decision}",
            )
        )

    def _ask_people(self) -> None:
        def take(text: str) -> str:
            return self._app.trouble_of(
                lambda: self.model.change(lambda review: review.focus.name_present(text))
            )

        self.app.push_screen(
            TextPrompt(
                "Who is in the room?",
                ", ".join(self.model.review.focus.present),
                hint="roles or names, with commas between them",
                take=take,
                read=said_people,
                place="who is in the room",
            )
        )


def _day(by: str) -> str:
    return f"by {by}" if by else "yes"


def _line(title: str, about: str, picked: str, room: int) -> Content:
    """A line with its sign, what was said of it, and what it means."""
    sign = styled("■ ", "$text-accent") if picked else styled("□ ", "$text-muted")
    said = f"  {picked}" if picked not in ("", "yes") else ""
    whole = assemble(
        sign, (title, "bold" if picked else ""), (said, "$text-accent"), (f"  {about}", "$text-muted")
    )
    return whole.truncate(max(room, 20), ellipsis=True)
