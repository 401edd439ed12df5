"""The field in which an answer is typed, and what it asks of the screen on which it stands."""

from __future__ import annotations

from typing import Protocol, cast

from textual import events

from archassist.tui.widgets.text_field import TextField


class Asking(Protocol):
    """The screen on which a question stands: it sets what is answered, and knows which question is next."""

    def put(self, text: str | None) -> bool:
        """Sets what was said; whether it was understood."""
        ...

    def action_confirm(self) -> None:
        """The answer stands; on to the next question."""
        ...

    def action_unknown(self) -> None:
        """Nobody knows; on to the next question."""
        ...

    def action_next(self) -> None:
        """The next question, whatever is answered."""
        ...

    def action_previous(self) -> None:
        """The question before."""
        ...


class AnswerInput(TextField):
    """Takes a number as people write it; the arrows lead to the neighbouring questions.

    Keys that end an answer are acted on here and at once: sent round as messages, they would be overtaken by
    what a quick typist writes next.
    """

    async def _on_key(self, event: events.Key) -> None:
        screen = cast(Asking, self.screen)
        act = {
            "enter": screen.action_confirm,
            "f2": screen.action_unknown,
            "tab": screen.action_next,
            "down": screen.action_next,
            "shift+tab": screen.action_previous,
            "up": screen.action_previous,
        }.get(event.key)
        if act is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        act()
