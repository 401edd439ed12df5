"""The peer of the screen measurements: the smallest Textual app that takes an answer and shows it."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class BareApp(App[None]):
    """One input, one line of text that repeats what was typed."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield Static("ready-to-type", id="echo")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#echo", Static).update(event.value)


if __name__ == "__main__":
    BareApp().run()
