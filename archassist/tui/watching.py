"""Looks again and again whether somebody else has saved to the review's file, and shows it where they did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from archassist.terminal_text import one_line, shortened
from archassist.tui.host import Host

if TYPE_CHECKING:
    from textual.timer import Timer

    from archassist.session.change_messages import ChangeMessage

GLANCE_S = 0.4
"""Seconds from look to look: what one has answered the others see within a second."""

_SHOWN = 2


class Watched(Host, Protocol):
    """An app whose review others may change, too. All but `at_rest` is Textual's own."""

    @property
    def at_rest(self) -> bool:
        """Whether everything that was typed has been acted on."""
        ...

    def set_interval(self, interval: float, callback: Callable[[], object]) -> Timer:
        """Calls again and again."""
        ...


class Watching:
    """Takes in what others save, between two keys."""

    def __init__(self, app: Watched) -> None:
        self._app = app
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Begins to look; once for the whole run of the app, whichever review it shows."""
        if self._timer is None:
            self._timer = self._app.set_interval(GLANCE_S, self.look)

    def look(self) -> None:
        """Takes in and tells what has come. A key that is being acted on goes first."""
        model = self._app.model
        if model.assessed and self._app.at_rest and (found := model.catch_up()):
            self._app.say(_told(found))


def _told(found: Sequence[ChangeMessage]) -> str:
    shown = [f"{shortened(one_line(each.about), 60)}: {shortened(one_line(each.now), 60)}" for each in found]
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"Changed by others. {'; '.join(shown[:_SHOWN])}{more}."
