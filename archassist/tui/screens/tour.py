"""The tour: a new lead reads where a review stands, stop by stop, opens what is behind it, and changes nothing."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.tui.content.advice_text import Crumb, crumbs
from archassist.tui.content.tour_text import FIRST, link_line, stop_text
from archassist.tui.legible import content, styled
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.tui.widgets.reading import Reading
from archassist.views.tour import TITLES, stop_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from archassist.views.records.tour import StopId, TourLink, TourStop


class Behind(LineList):
    """What can be opened. The keys that turn pages turn those of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,space", "screen.read(1)", show=False),
        Binding("pageup", "screen.read(-1)", show=False),
    ]


class Told(Reading):
    """The text of a stop."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,space", "screen.read(1)", show=False),
        Binding("pageup", "screen.read(-1)", show=False),
        Binding("enter", "screen.dig", show=False),
    ]


class TourScreen(ListScreen):
    """One stop at a time. While it stands, the model refuses every change, also on what is opened from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave the tour"),
        Binding("right,right_square_bracket", "turn(1)", "next stop"),
        Binding("left,left_square_bracket,backspace", "turn(-1)", "previous stop"),
        *(Binding(str(number), f"stop({number})", show=False) for number in range(1, len(TITLES) + 1)),
    ]
    KEYS = (
        Key("esc", "leave", "screen.leave"),
        Key("←", "back", "screen.turn(-1)"),
        Key("→", "next", "screen.turn(1)"),
        Key("space", "read on", "screen.read(1)"),
        Key("↑↓ enter", "open what is behind", "screen.dig"),
        Key("1 2 3…", "a stop", "screen.nothing"),
        Key("?", "help", "app.help"),
    )
    help_title = "Tour"

    def __init__(self, model: Model, *, first: bool = False) -> None:
        super().__init__(model)
        self.first = first
        self.ids: tuple[StopId, ...] = tuple(FIRST) if first else stop_ids(model.review)
        """The stops, by their ids."""
        self.at = 0
        self._stops: dict[StopId, TourStop] = {}
        self._shown: TourStop | None = None
        self._trouble = ""
        self._of = model.generation
        """Of which answers the stops tell; others may save while somebody reads."""

    def compose_list(self) -> ComposeResult:
        """The text of a stop, and what can be opened there."""
        with Vertical(id="tour"):
            with Told(id="tour-pane", classes="pane"):
                yield Static(id="tour-text")
            yield Behind(id="tour-opens", classes="pane", markup=False)

    def on_mount(self) -> None:
        """From here on nothing is changed; the stops are worked out beside the screen."""
        self.model.begin_tour()
        super().on_mount()
        self._work(self.model)

    def on_unmount(self) -> None:
        """Wherever one goes from here, the review can be changed again."""
        self.model.end_tour()

    def banner(self) -> str:
        """None: all of this screen is the tour."""
        return ""

    @property
    def stop(self) -> TourStop | None:
        """The stop that is shown; None until it is worked out."""
        return self._stops.get(self.ids[self.at])

    @property
    def complete(self) -> bool:
        """Whether every stop is worked out."""
        return self._of == self.model.generation and len(self._stops.keys() & set(self.ids)) == len(self.ids)

    def refresh_view(self) -> None:
        """Shows the stop; the cursor stays on its line."""
        if self._of != self.model.generation:
            self._of = self.model.generation
            self._stops.clear()
            self._work(self.model)
        id, count = self.ids[self.at], len(self.ids)
        places = (Crumb("Tour", "screen.stop(1)"), f"{TITLES[id]} {self.at + 1}/{count}")
        self.query_one("#head", Static).update(crumbs(self.model, places, self.app.size.width - 2))
        following = (
            f"→ {TITLES[self.ids[self.at + 1]]}" if self.at + 1 < count else "esc: the end of the tour"
        )
        name_pane(self.query_one("#tour-pane"), f"{self.at + 1}/{count}  {TITLES[id]}", following)
        stop, opens = self.stop, self.query_one(Behind)
        if stop:
            told = stop_text(stop, self.first)
        else:
            told = styled(self._trouble or "… being worked out", "$text-muted")
            if id == "words" and not self._trouble:  # what they mean follows from no answer
                told = content("\n\n").join([told, stop_text(self._words_so_far(), self.first)])
        self.query_one("#tour-text", Static).update(told)
        links = stop.opens if stop else ()
        opens.display = bool(links)
        name_pane(opens, f"Behind it: {len(links)}", "enter opens")
        opens.relist(
            [Option(link_line(each), id=str(at)) for at, each in enumerate(links)], 0 if links else None
        )
        if stop is not self._shown:
            self._shown = stop
            opens.highlighted = 0 if links else None
            self.query_one(Told).scroll_home(animate=False)
            self._focus(bool(links))

    def _words_so_far(self) -> TourStop:
        from archassist.views.tour import words_so_far

        made = [each for at in self.ids if (each := self._stops.get(at))]
        return words_so_far(self.model.rulebook, made)

    def _focus(self, opens: bool) -> None:
        if self.is_current:
            self.query_one(Behind if opens else Told).focus()

    # -- actions

    def action_turn(self, step: int) -> None:
        """The next stop, or the one before; it ends at the ends."""
        self._go(self.at + step)

    def action_stop(self, number: int) -> None:
        """The stop with this number, from 1."""
        self._go(number - 1)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self.ids):
            self.at = at
            self.refresh_view()

    def action_read(self, direction: int) -> None:
        """A page on in the text, and at its end the next stop."""
        text = self.query_one(Told)
        if direction > 0 and text.scroll_offset.y >= text.max_scroll_y:
            self.action_turn(1)
            return
        text.scroll_relative(y=direction * max(1, text.size.height - 2), animate=False)

    def action_dig(self) -> None:
        """Opens what is under the cursor."""
        at, stop = self.current(), self.stop
        if at is not None and stop is not None and int(at) < len(stop.opens):
            self._open(stop.opens[int(at)])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_dig()

    def _open(self, link: TourLink) -> None:
        from archassist.tui.screens.tour_box import SourceBox

        if link.kind == "question":
            self._app.go_to(link.id)
        elif link.kind == "source":
            self.app.push_screen(SourceBox(self.model.rulebook.sources[link.id]))
        elif any(each.id == link.id for each in self.model.best.decisions):
            self._app.action_decision(link.id, link.option)
        else:
            self._app.say(f"By the answers “{link.title}” is not at issue any more.")

    def action_leave(self) -> None:
        """Back to where the tour was begun; from here on the review can be changed again."""
        self.model.end_tour()
        self.dismiss(None)

    # -- beside the screen

    @work(thread=True, exclusive=True, group="tour", exit_on_error=False)
    def _work(self, model: Model) -> None:
        """Works the stops out, each shown as soon as it is there."""
        from archassist.views.tour import stops

        try:
            generation, review = model.generation, model.review.still()
            if not model.sure:
                worked_out = model.work_out()
                self._tell(partial(model.take, worked_out))
                if worked_out[0] == generation:
                    review.assessed(worked_out[1])
            for stop in stops(review, datetime.date.today()):
                if generation != model.generation:
                    return
                self._tell(partial(self._arrived, stop))
            self._tell(partial(model.take_found, (generation, review.derived.known)))
        except Exception as error:
            said = f"The tour could not be worked out. {type(error).__name__}: {error}"
            self._tell(partial(self._failed, said))

    def _tell(self, what: Callable[[], object]) -> None:
        if self.app.is_running:
            self.app.call_from_thread(what)

    def _arrived(self, stop: TourStop) -> None:
        self._stops[stop.id] = stop
        if self.is_mounted and self.ids[self.at] in (stop.id, "words"):
            self.refresh_view()

    def _failed(self, said: str) -> None:
        self._trouble = said
        if self.is_mounted:
            self.refresh_view()

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("→ ] ← [", "next and previous stop"),
            (f"1 … {len(self.ids)}", "a stop by its number"),
            ("space page up/down", "read on; at the end of a text, the next stop"),
            ("↑ ↓ j k enter", "open what is behind: a decision, a question, a source; esc leads back"),
            ("esc q", "leave the tour; nothing was changed"),
        ]
