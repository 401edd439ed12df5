"""The keys of a screen, and the words used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from archassist.tui.keybar import Key, KeyBar

_WORDS = (
    ("firm, leaning, open", "the option is best in at least nine of ten, in six of ten, or in fewer futures"),
    ("futures", "2,048 ways in which the ranges and unknowns of your answers may turn out"),
    ("phase", "optimise, scale out, decompose, global: two of users, load and people have come that far"),
    ("practice", "an item of the checklist, with prerequisites and a test for being done"),
    ("operating points", "half a day a month that something costs to keep running"),
)


class HelpScreen(ModalScreen[None]):
    """Shows what the keys of a screen do, and what the words mean."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,q,enter", "close", "close")]

    def __init__(self, title: str, bindings: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._keys = title, bindings

    def compose(self) -> ComposeResult:
        """Keys first, then words."""
        with Vertical(id="box"):
            yield Static(Content.styled(f"{self._title}: keys", "bold"), id="box-title")
            with VerticalScroll(id="help-text"):
                yield Static(self._text())
            yield KeyBar((Key("esc", "close", "screen.close"),), id="box-keys")

    def action_close(self) -> None:
        """Back to where it was asked."""
        self.dismiss(None)

    def _text(self) -> Content:
        wide = max((len(key) for key, _ in self._keys), default=0)
        keys = [Content.assemble((key.ljust(wide), "bold $accent"), f"  {does}") for key, does in self._keys]
        words = [Content.assemble((word, "bold"), f": {means}.") for word, means in _WORDS]
        return Content("\n").join([*keys, Content(""), Content.styled("Words", "bold"), *words])
