"""The choices of a question, and the keys that choose."""

from __future__ import annotations

from typing import ClassVar, Protocol, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from archassist.tui.widgets.answer_input import AnswerInput
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.typed_number import TypedNumber


class Choosing(Protocol):
    """The pane of the question whose choices these are."""

    def choose(self, place: int) -> None:
        """A line was chosen or, with several allowed, turned on or off."""
        ...

    def choose_none(self) -> None:
        """None of the lines is so, where several may be chosen."""
        ...

    def read_on(self, direction: int) -> None:
        """Moves what is seen by a page."""
        ...

    def begin_number(self) -> None:
        """A digit is typed: this is how the answer stands before it."""
        ...

    def refuse_number(self, text: str) -> None:
        """What was typed is a number and no line: the answer is again as it was, and that is said."""
        ...


class ChoiceList(LineList):
    """Choices as lines. Space, a click or its digit chooses a line; enter chooses one only where the cursor was moved, and
    asks once before it changes an answer: whoever only reads moves cursors, too."""

    narrows = False
    single = True
    """Whether one line is the answer: then two digits in one go are a number, and not two answers."""

    sure = -1
    """The line of which enter has asked whether it is to be the answer instead."""

    _number = TypedNumber()

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.confirm", show=False),
        Binding("space", "select", show=False),
        Binding("left", "screen.previous", show=False),
        Binding("right", "screen.next", show=False),
        Binding("pagedown", "read(1)", show=False),
        Binding("pageup", "read(-1)", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
    ]

    def rest(self) -> None:
        """What is highlighted now stands there by itself: nobody has moved the cursor."""
        super().rest()
        self.sure = -1
        self._number = TypedNumber()

    async def _on_key(self, event: events.Key) -> None:
        """A number such as 72% is no choice, and neither of its digits is meant to be one."""
        if not self.display or not (text := self._number.take(event)):
            return
        pane = cast(Choosing, self.parent)
        if len(text) == 1:
            pane.begin_number()
            if int(text) <= self.option_count:
                return
        elif text.isdecimal() and not self.single and int(text[-1]) <= self.option_count:
            return
        event.stop()
        event.prevent_default()
        pane.refuse_number(text)

    def action_select(self) -> None:
        """Space or a click: the highlighted line."""
        if self.highlighted is not None and self.display:
            cast(Choosing, self.parent).choose(self.highlighted)

    def action_digit(self, digit: int) -> None:
        """A digit: the line with that number; 0 is none of them, where several may be chosen."""
        pane = cast(Choosing, self.parent)
        if not self.display:  # typed so quickly that the list is gone: it was meant for the field
            cast(Widget, self.parent).query_one(AnswerInput).insert_text_at_cursor(str(digit))
        elif digit == 0:
            pane.choose_none()
        elif digit <= self.option_count:
            self.highlighted = digit - 1
            self.action_select()

    def action_read(self, direction: int) -> None:
        """Reads on in what stands below the list."""
        cast(Choosing, self.parent).read_on(direction)
