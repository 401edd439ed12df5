"""The field for one line of text that every screen uses: `?` as the first key asks for help, and is text after that."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class TextField(Input):
    """Takes a line. While nothing stands in it, or all of it would be replaced, `?` opens the help."""

    @property
    def begun(self) -> bool:
        """Whether something stands in it that the next key would not replace."""
        chosen = self.selection
        return bool(self.value) and abs(chosen.end - chosen.start) < len(self.value)

    async def _on_key(self, event: events.Key) -> None:
        if event.character == "?" and not self.begun:
            event.stop()
            event.prevent_default()
            await self.app.run_action("help")
            return
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines become one: Textual's own way, which goes on from here, takes the first and drops the rest."""
        event.text = "; ".join(line.strip() for line in event.text.splitlines() if line.strip())
