"""Leaving a review, for good or for another one: what is typed is kept, and what could not be saved is told first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.session import SessionError

if TYPE_CHECKING:
    from archassist.tui.host import Host
    from archassist.tui.what_if_flow import Trying


class Leaving:
    """What the app does before it lets go of its review."""

    def __init__(self, app: Host, trying: Trying) -> None:
        self._app, self._trying = app, trying
        self._warned = -1

    def keep_typed(self) -> None:
        """Keeps what is typed on any screen: as the answer when it can be read, else to be offered again."""
        for screen in self._app.screen_stack:
            keep = getattr(screen, "keep_typed", None)
            if keep is not None and screen.is_mounted:
                keep()

    def all_saved(self, otherwise: str) -> bool:
        """Whether nothing is left that could not be saved. Tries again; said once, it is believed the second time."""
        model = self._app.model
        if model is None:
            return True
        for review in {id(each): each for each in (self._trying.review, model.review)}.values():
            if not review.unsaved:
                continue
            try:
                review.save()
            except SessionError as error:
                if self._warned != model.generation:
                    self._warned = model.generation
                    self._app.say(f"Not saved yet. {otherwise} {error}", "error")
                    return False
        return True
