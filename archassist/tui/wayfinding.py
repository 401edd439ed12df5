"""From a figure to the question behind it and back, and from any screen to what a room is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from archassist.terminal_text import one_line
from archassist.tui.legible import shown
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.themed import ThemedApp

if TYPE_CHECKING:
    from archassist.tui.model import Model


TICK_S = 20.0
"""How often the clock of a meeting is drawn outside its own screen."""


class WayfindingApp(ThemedApp):
    """An app that knows where one came from. Whoever inherits it says how to turn to a question."""

    model: Model

    def __init__(self) -> None:
        super().__init__()
        self.came_from: tuple[str, Callable[[], object]] | None = None

    def turn_to(self, question: str) -> None:
        """Shows a question in the interview."""
        raise NotImplementedError

    def keep_typed(self) -> None:
        """What is typed is not lost by going elsewhere."""
        raise NotImplementedError

    def go_to(self, question: str) -> None:
        """Goes to one question of the interview; while the review is only read, shows it here."""
        if self.model.reading:
            self._read(question)
            return
        self.came_from = None
        self.turn_to(question)

    def look_up(self, question: str, place: str, back: Callable[[], object]) -> None:
        """Goes to the question behind a figure; esc leads back to the place (said in words) and what lay below.

        While the review is only read, the question is shown over the place itself.
        """
        if self.model.reading:
            self._read(question)
            return
        below = [each for each in self.screen_stack[1:] if isinstance(each, ReviewScreen)]
        self.came_from = place, partial(self._back_over, below, back)
        self.turn_to(question)

    def _read(self, question: str) -> None:
        from archassist.tui.screens.tour_box import question_box

        self.push_screen(question_box(self.model, question))

    def _back_over(self, below: Sequence[ReviewScreen], back: Callable[[], object]) -> None:
        """Puts up again what lay below a place, then the place itself."""
        for screen in below:
            if (anew := screen.again()) is not None:
                self.push_screen(anew)
        back()

    def on_ready(self) -> None:
        """The clock of a meeting goes on from here; Textual calls this beside what whoever inherits does then."""
        self.set_interval(TICK_S, self.tick)

    def tick(self) -> None:
        """Shows the clock of a meeting that goes on, quietly."""
        if (
            self.model is not None
            and self.model.review.entries.meets
            and isinstance(self.screen, ReviewScreen)
        ):
            self.screen.tick()

    def say_break(self) -> None:
        """Tells whoever opens a review in the break of its meeting how it goes on."""
        current = self.model.review.meeting.current if self.model.review.entries.meets else None
        if current is not None and current.since is None:
            self.notify(
                "You are in a break of the meeting: ^l leads to it, and b goes on.", severity="warning"
            )

    def action_words(self) -> None:
        """Tells what the words of the rules mean."""
        from archassist.tui.screens.help import WordsScreen

        self.push_screen(WordsScreen(self.model.review))

    def action_tour(self) -> None:
        """Walks somebody new through the review, in a mode in which nothing can be changed; from the start screen through
        an example."""
        from archassist.tui.screens.tour import TourScreen

        if own := getattr(self.screen, "begin_tour", None):
            own()
            return
        if self.model.trying:
            self.notify("The tour shows what is in the review. First keep or drop what you are trying: ^b.")
            return
        self.keep_typed()
        self.push_screen(TourScreen(self.model))

    def leave_example(self, before: Model | None) -> None:
        """Takes again the model that was there before an example was read; None where there was none."""
        self.model.listener = None  # what is still worked out of it comes too late
        self.model = cast("Model", before)
        self.sub_title = shown(one_line(before.title)) if before else ""

    def action_return(self) -> None:
        """Back to the figure whose question was looked up."""
        if self.came_from is None:
            self.notify("esc leads back to a decision whose question you looked up there with enter.")
            return
        _, back = self.came_from
        self.came_from = None
        self.keep_typed()
        back()

    def action_present(self) -> None:
        """Shows what this screen is about large and in few words, for a shared screen; again: leaves that."""
        from archassist.tui.screens.present import PresentScreen, slide_of

        if isinstance(self.screen, PresentScreen):
            self.pop_screen()
            return
        self.push_screen(PresentScreen(self.model, slide_of(self.screen)))
