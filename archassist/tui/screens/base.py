"""What all screens of a review have in common: they are never stale, and say so when all of it is only tried."""

from __future__ import annotations

from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static

from archassist.tui.host import Host, host_of
from archassist.tui.legible import content
from archassist.tui.model import Model

TRYING = "WHAT IF: not in the review yet. ^b: its effects, keep it or drop it."

READING = "READING: no key changes this review."

TOUR = "TOUR: nothing is changed here. esc leads back to where you were."


class Banner(Static):
    """Written across every screen while answers, decisions and marks are only tried, or only read."""

    DEFAULT_CSS = """
    Banner {
        height: 1; background: $warning; color: $background; text-style: bold; padding: 0 1;
        text-overflow: ellipsis; text-wrap: nowrap;
    }
    """


class ReviewScreen(Screen[None]):
    """A screen on a review. What was drawn is drawn anew whenever the screen comes back into sight."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (120, "-wide"), (160, "-huge")]  # noqa: RUF012

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model
        self._seen = False

    @property
    def host(self) -> Host:
        """The app, as its parts see it."""
        return host_of(self)

    @property
    def _app(self) -> Host:
        return self.host

    def refresh_view(self) -> None:
        """Shows what holds now."""
        raise NotImplementedError

    def tick(self) -> None:
        """A minute of a meeting has gone by."""

    def again(self) -> ReviewScreen | None:
        """The same screen anew, for whoever comes back to it; None for one to which nobody does."""
        return None

    def offer_drafts(self) -> None:
        """Drafts have been read: shows one that belongs here."""

    def on_screen_resume(self) -> None:
        """What was changed on another screen shows here, too."""
        self.show_banner()
        if self._seen:
            self.refresh_view()
        self._seen = True

    def show_banner(self) -> None:
        """Puts across the screen that all of it is only tried, or only read; or takes that away."""
        said = self.banner()
        try:
            banner = self.query_one(Banner)
        except NoMatches:
            if said:
                self.mount(Banner(content(said)), before=0)
        else:
            banner.update(content(said))
            banner.display = bool(said)

    def banner(self) -> str:
        """What is written across the screen; empty for nothing."""
        if self.model.reading:
            return TOUR
        return TRYING if self.model.trying else READING if self.model.role.only_reads else ""
