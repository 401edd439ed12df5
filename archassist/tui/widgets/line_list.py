"""The list that every screen uses: arrows, j and k move, it ends at its ends, and redrawing keeps the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from archassist.terminal_text import one_line
from archassist.tui.legible import styled

Fits = Callable[[], Callable[[Option], bool]]
"""Makes, whenever lines are listed anew, what says whether one of them fits: it may rest on what changes."""


class LineList(OptionList):
    """Lines to choose from. `moved` says whether somebody has moved the cursor since `rest` was called."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g,less_than_sign", "first", show=False),
        Binding("G,greater_than_sign", "last", show=False),
        Binding("slash", "app.narrow", show=False),
        Binding("escape", "widen", show=False),
    ]

    class Emptied(Message):
        """Nothing fits what was typed: no line is under the cursor any more."""

    moved = False
    narrows: bool = True
    """Whether it can be narrowed; a short list, and one whose lines have digits, cannot."""

    beside: Mapping[str, str] = MappingProxyType({})
    """By the id of a line what else it is found by: words that belong to it and for which it has no room."""

    widen: Callable[[], None] | None = None
    """Lists everything again; None while nobody narrows it."""

    _whole: Sequence[Option] | None = None
    _fits: Fits | None = None

    def narrow(self, fits: Fits | None) -> None:
        """Lists only the lines that fit, with their headings; None: all of them. The cursor stays on its line."""
        if self._whole is None:
            self._whole = list(self.options)
        self._fits = fits
        whole = self._whole
        self.relist(whole, next((at for at, each in enumerate(whole) if each.id and not each.disabled), None))

    @property
    def narrowed(self) -> bool:
        """Whether only the lines that fit are listed."""
        return self._fits is not None

    def fitting(self, options: Sequence[Option]) -> Sequence[Option]:
        """Those of the options that are listed while it is narrowed: headings only above lines that fit."""
        if self._fits is None:
            return options
        fits, kept = self._fits(), list[Option]()
        heading: Option | None = None
        for each in options:
            if self.heads(each):
                heading = each
            elif fits(each):
                kept += [each] if heading is None else [heading, each]
                heading = None
        return kept

    def heads(self, option: Option) -> bool:
        """Whether an option is a heading."""
        return option.disabled

    def counts(self) -> tuple[int, int]:
        """How many lines are listed, and how many there are, without headings."""
        whole = self.options if self._whole is None else self._whole
        return tuple(sum(not self.heads(each) for each in those) for those in (self.options, whole))  # type: ignore[return-value]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list that is not narrowed leaves escape to the screen."""
        return self.widen is not None if action == "widen" else super().check_action(action, parameters)

    def action_widen(self) -> None:
        """Lists everything again."""
        if self.widen is not None:
            self.widen()

    def rest(self) -> None:
        """What is highlighted now stands there by itself: nobody has moved the cursor."""
        self.moved = False

    def relist(self, options: Sequence[Option], first: int | None = None) -> None:
        """Shows other lines; the cursor stays on its line and that stays where it is on the screen.

        Where the line is gone, or nothing was highlighted, the cursor goes to `first`.
        """
        before, row = self.under_cursor(), self._row()
        wanted = None if first is None else options[first].id
        self._whole = options
        options = self.fitting(options)
        if nothing := self._fits is not None and all(each.disabled for each in options):
            options = [
                Option(
                    styled("Nothing here fits these words: esc lists all again.", "$text-muted"),
                    disabled=True,
                )
            ]
        self.set_options(options)
        places: dict[str | None, int] = {
            each.id: place for place, each in enumerate(options) if each.id and not each.disabled
        }
        if self._fits is not None:
            first = places[wanted] if wanted in places else next(iter(places.values()), None)
        self.highlighted = places.get(before, first) if before else first
        if nothing:
            self.post_message(self.Emptied())
        if row is not None and before in places:
            self.call_after_refresh(self._put_row, row)

    def under_cursor(self) -> str | None:
        """The id of the highlighted line."""
        at = self.highlighted
        return None if at is None or at >= self.option_count else self.get_option_at_index(at).id

    def text_under_cursor(self) -> str:
        """The highlighted line as text, without its colours and the room between its columns; empty when there is none."""
        at = self.highlighted
        if at is None or at >= self.option_count:
            return ""
        lines = str(self.get_option_at_index(at).prompt).splitlines()
        return "\n".join(re.sub(r" {2,}", "  ", one_line(line).strip()) for line in lines)

    def action_cursor_down(self) -> None:
        """The next line, unless this is the last one."""
        self._step(+1)

    def action_cursor_up(self) -> None:
        """The line before; before the first one, the heading above it comes into view."""
        self._step(-1)

    def action_first(self) -> None:
        """The first line, with the heading above it."""
        self.moved = True
        super().action_first()
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """The last line."""
        self.moved = True
        super().action_last()

    def action_page_up(self) -> None:
        """A page up."""
        self._turn(super().action_page_up)

    def action_page_down(self) -> None:
        """A page down."""
        self._turn(super().action_page_down)

    def _turn(self, turn: Callable[[], object]) -> None:
        self.moved = True
        with suppress(
            LookupError
        ):  # relisted this very moment: there are no lines yet of which to make pages
            turn()

    def _step(self, step: int) -> None:
        self.moved = True
        count, at = self.option_count, self.highlighted
        place = at + step if at is not None else 0 if step > 0 else count - 1
        while 0 <= place < count:
            if not self.get_option_at_index(place).disabled:
                self.highlighted = place
                return
            place += step
        if step < 0:
            self.scroll_home(animate=False)

    def _row(self) -> int | None:
        """On which row of what is seen the highlighted line stands."""
        if self.highlighted is None or not self.size.height:
            return None
        return self._index_to_line.get(self.highlighted, 0) - round(self.scroll_offset.y)

    def _put_row(self, row: int) -> None:
        if self.highlighted is not None and self.highlighted < self.option_count:
            self.scroll_to(y=self._index_to_line.get(self.highlighted, 0) - row, animate=False, force=True)
