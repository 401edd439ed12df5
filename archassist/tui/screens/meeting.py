"""The meeting: agenda with time boxes and a quiet clock, what is to be decided and asked next, parking lot and actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from archassist.terminal_text import one_line
from archassist.tui import lookahead
from archassist.tui.content.advice_text import crumbs
from archassist.tui.content.meeting_clock import now
from archassist.tui.content.meeting_head import MEETING_KEYS, WHERE, meeting_state, talked_about
from archassist.tui.content.meeting_lines import (
    action_line,
    decision_line,
    item_line,
    question_line,
    round_line,
    topic_line,
)
from archassist.tui.legible import assemble, styled
from archassist.tui.screens import meeting_forms
from archassist.tui.screens.list_screen import WIDE, ListScreen
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.views.actions import actions_view
from archassist.views.meeting import (
    agenda_view,
    parking_lot_view,
    proposed_agenda,
    question_queue,
    queue_of,
    too_much,
)
from archassist.views.rounds import rounds_view

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.meeting import QueuedDecision, QueuedQuestion

_KINDS = ("item ", "decision ", "round ", "question ", "topic ", "action ")
_ITEM, _DECISION, _ROUND, _QUESTION, _TOPIC, _ACTION = _KINDS
_PROPOSE = "propose"
"""What the ids of the lines begin with; the id of the thing follows."""

QUESTIONS = 3
"""Open questions that are listed, the most telling first."""

MORE = 5.0
"""Minutes that one key gives to an item, or takes away."""


class MeetingScreen(ListScreen):
    """Lists what the meeting is about; one key turns to an item, opens it, or says that it is dealt with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "app.interview", "back to the interview"),
        Binding("space", "turn", "talk about this item; it is dealt with"),
        Binding("enter", "open", "open what is under the cursor", show=False),
        Binding("b", "clock", "begin the meeting, a break, go on"),
        Binding("n", "add", "new item of the agenda"),
        Binding("w", "everybody", "everybody answers this question, unseen at first"),
        Binding("A", "action", "an action of our own"),
        Binding("l", "park", "later: to the parking lot"),
        Binding("plus,equals_sign", "allow(1)", "five minutes more"),
        Binding("minus", "allow(-1)", "five minutes less"),
        Binding("left_square_bracket", "move(-1)", "up the agenda"),
        Binding("right_square_bracket", "move(1)", "down the agenda"),
        Binding("delete,backspace", "remove", "take it off its list"),
        Binding("B", "close", "the meeting ends, with a summary"),
    ]
    KEYS = (
        Key("space", "talk", "screen.turn"),
        Key("enter", "open", "screen.open"),
        Key("b", "break", "screen.clock"),
        Key("B", "end", "screen.close"),
        Key("n", "new", "screen.add"),
        Key("A", "action", "screen.action"),
        Key("w", "ask all", "screen.everybody"),
        Key("l", "park", "screen.park"),
        Key("esc", "out", "app.interview"),
        Key("+ -", "minutes", "screen.allow(1)"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )
    help_title = "Meeting"

    def compose_list(self) -> ComposeResult:
        """The lines."""
        yield LineList(id="meeting", classes="pane", markup=False)

    def tick(self) -> None:
        """The clock goes on. It never blinks and never sounds."""
        self.draw_head()

    # -- drawing

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        self.draw_head()
        self._offer_keys()
        review, room, time = self.model.review, max(self.line_width - 2, 20), now()
        queue = self._queue()
        agenda = agenda_view(review, time, queue)
        on_it = {each.id for each in agenda}
        items = [(_ITEM + each.id, item_line(each, room)) for each in agenda]
        if not any(each.status == "open" for each in agenda):
            known = bool(lookahead.triaged(self.model))
            words = (
                "Make an agenda of what is to be decided now" if queue
                else "Nothing is to be decided yet" if known
                else "Working out what is to be decided now ..."
            )  # fmt: skip
            items.append((_PROPOSE, styled(f"+ {words}", "$text-accent")))
        rounds = [each for each in rounds_view(review, known_only=True).rounds if each.state != "agreed"]
        asked = {each.question for each in rounds}
        decisions = [
            (_DECISION + each.id, decision_line(each, room)) for each in queue if each.id not in on_it
        ]
        questions = [
            (_QUESTION + each.id, question_line(each, room))
            for each in self._questions()
            if each.id not in asked
        ]
        topics = [(_TOPIC + each.id, topic_line(each, room)) for each in parking_lot_view(review)]
        actions = [(_ACTION + each.id, action_line(each, room)) for each in actions_view(review, time.date())]
        groups = [
            ("Agenda", items),
            ("Everybody answers", [(_ROUND + each.question, round_line(each, room)) for each in rounds]),
            ("To decide next", decisions),
            ("To ask next, the most telling first", questions),
            ("Our own actions", actions),
            ("Parking lot", topics),
        ]
        self.list_groups([(title, lines) for title, lines in groups if lines])

    def draw_head(self) -> None:
        """Where one is and how far; what goes on, and how much time it has taken: no more than a figure."""
        width, current = max(self.app.size.width - 2, 20), self.model.review.meeting.current
        state = meeting_state(self.model, width)
        far = f"  {self.model.answered} of {len(self.model.questions)} answered"
        title = (one_line(current.title) if current else "") or "Meeting"
        where = crumbs(self.model, (title,), max(width - state.cell_length - 2, WHERE - 2))
        if width - state.cell_length - 2 - where.cell_length < len(far) + 10:
            far = ""
        head = assemble(where, (far, "$text-muted"), "  ", state)
        self.query_one("#head", Static).update(head.truncate(width, ellipsis=True))
        name_pane(self.query_one(LineList), "Agenda, and what waits", "▸ now  ✓ done  ↷ parked")

    def _offer_keys(self) -> None:
        """The keys, each as what it does now."""
        current = self.model.review.meeting.current
        clock = "begin" if current is None else "go on" if current.since is None else "break"
        keys = [each._replace(label=clock) if each.key == "b" else each for each in self.KEYS]
        if current is None:
            keys = [each for each in keys if each.key not in ("space", "B")]
        elif self.app.size.width < WIDE:  # enter is tried anyhow; how a meeting ends nobody guesses
            keys = [each for each in keys if each.key != "enter"]
        self.query_one(KeyBar).offer([each for each in keys if self._offers(each)])

    def talked_about(self) -> tuple[str, str]:
        """What a presentation of the meeting shows."""
        return talked_about(self.model)

    def _queue(self) -> tuple[QueuedDecision, ...]:
        """The decisions to be taken now, as far as it is worked out."""
        return queue_of(lookahead.triaged(self.model))

    def _questions(self) -> tuple[QueuedQuestion, ...]:
        known = self.model.review.derived.known.next_questions
        return question_queue(self.model.review, QUESTIONS) if known is not None else ()

    # -- what keys do

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Opens the decision, question or action under the cursor."""
        kind, id = self._at()
        if kind == _PROPOSE:
            self._propose()
        elif kind == _ROUND:
            self._everybody(id)
        elif kind == _ACTION:
            meeting_forms.change_action(self._app, id)
        elif id in self.model.rulebook.decisions:
            self._app.action_decision(id)
        elif id in self.model.rulebook.questions:
            self._app.look_up(id, "Meeting", partial(self._app.action_show, "meeting"))
        elif kind == _ITEM:
            meeting_forms.change_item(self._app, id)

    def action_turn(self) -> None:
        """Turns to the item under the cursor; the one that is talked about is dealt with, and the next one begins."""
        kind, id = self._at()
        if kind == _ACTION:
            status = "todo" if self.model.review.actions.all[id].status == "done" else "done"
            self._do(lambda review: review.actions.change(id, status=status))
        elif kind in (_DECISION, _QUESTION):
            from archassist.workflows.meeting import put_on_agenda

            self._do(lambda review: put_on_agenda(review, id))
        elif kind == _ITEM:
            current = self.model.review.meeting.current
            if current is None:
                self._app.say("b begins the meeting; then space turns to an item.")
            elif current.item == id:
                self._do(lambda review: review.meeting.finish(now()))
            else:
                self._do(lambda review: review.meeting.turn_to(id, now()))
                self._say_left(current.item)

    def _say_left(self, item: str) -> None:
        """Says that an item that one turned away from is still open: nobody said that it is dealt with."""
        left = next((each for each in agenda_view(self.model.review, now()) if each.id == item), None)
        if left is not None and left.status == "open" and not left.result:
            self._app.say(
                f"Still open: {one_line(left.title)}. space on it, and once more, when it is dealt with."
            )

    def action_clock(self) -> None:
        """Begins the meeting, stops its clock for a break, or goes on."""
        current = self.model.review.meeting.current
        if current is None:
            meeting_forms.begin(self._app)
        elif current.since is None:
            self._do(lambda review: review.meeting.resume(now()))
        else:
            self._do(lambda review: review.meeting.pause(now()))

    def action_add(self) -> None:
        """Asks for another item of the agenda, and goes to it."""

        def added(name: str) -> None:
            self.refresh_view()
            listed = self.query_one(LineList)
            at = next((at for at, each in enumerate(listed.options) if each.id == _ITEM + name), None)
            if at is not None:
                listed.highlighted = at
            self._warn()

        meeting_forms.add_item(self._app, added)

    def action_action(self) -> None:
        """Asks for an action of the team's own."""
        kind, id = self._at()
        decision = id if kind in (_ITEM, _DECISION) and id in self.model.rulebook.decisions else ""
        meeting_forms.record_action(self._app, decision)

    def action_park(self) -> None:
        """Asks what goes to the parking lot."""
        meeting_forms.park(self._app)

    def action_allow(self, steps: int) -> None:
        """Gives the item under the cursor more minutes, or fewer."""
        kind, id = self._at()
        if kind == _ITEM:
            minutes = max(self.model.review.meeting.agenda[id].minutes + steps * MORE, MORE)
            self._do(lambda review: review.meeting.allow(id, minutes))
            self._warn()

    def _warn(self) -> None:
        """Says that more is planned than there is time for."""
        if over := too_much(self.model.review, now()):
            self._app.say(f"{over:.0f} minutes more are planned than are left.", "warning")

    def action_move(self, by: int) -> None:
        """Moves the item under the cursor up or down."""
        kind, id = self._at()
        if kind == _ITEM:
            self._do(lambda review: review.meeting.move(id, by))

    def action_remove(self) -> None:
        """Takes the line under the cursor off its list; undo brings it back."""
        kind, id = self._at()
        removers: dict[str, Callable[[Review], object]] = {
            _ITEM: lambda review: review.meeting.remove(id),
            _TOPIC: lambda review: review.parking_lot.take_out(id),
            _ACTION: lambda review: review.actions.drop(id),
            _ROUND: lambda review: review.rounds.drop(id),
        }
        if kind in removers:
            self._do(removers[kind])
            self._app.say("Taken off. ^z brings it back.")

    def action_close(self) -> None:
        """Asks for the summary, and closes the meeting."""
        if self.model.review.meeting.current is None:
            self._app.say("No meeting goes on.")
        else:
            meeting_forms.close(self._app)

    def action_everybody(self) -> None:
        """Lets everybody answer the question under the cursor."""
        kind, id = self._at()
        if kind in (_QUESTION, _ROUND) or id in self.model.rulebook.questions:
            self._everybody(id)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [*MEETING_KEYS]

    # -- inside

    def _at(self) -> tuple[str, str]:
        """What kind of line is under the cursor, and the id of what it shows."""
        line = self.current() or ""
        if line == _PROPOSE:
            return _PROPOSE, ""
        kind = next((each for each in _KINDS if line.startswith(each)), "")
        return kind, line.removeprefix(kind)

    def _do(self, change: Callable[[Review], object]) -> None:
        self._app.attempt(lambda: self.model.change(change))
        self.refresh_view()

    def _propose(self) -> None:
        queue, current = self._queue(), self.model.review.meeting.current
        if not queue:
            self._app.say("Nothing is to be decided yet. f: say what this review is about.")
            return
        proposed = proposed_agenda(self.model.review, queue, current.minutes if current else 90)
        self._do(lambda review: review.meeting.plan(proposed.items))
        if proposed.left:
            self._app.say(f"There is no time for: {', '.join(proposed.left)}.", "warning")

    def _everybody(self, question: str) -> None:
        from archassist.tui.screens.round import RoundScreen

        self.app.push_screen(RoundScreen(self.model, question))
