"""The keys of a screen, and the words used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from archassist.session import Review
from archassist.tui.content.reasons import head
from archassist.tui.legible import assemble, content, styled
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.reading import Reading
from archassist.views.preread import glossary, words

_WORDS = (
    (
        "firm, leaning, open",
        "firm: nine futures in ten agree, such advice proved right, and nothing small turns it; leaning: seven agree",
    ),
    ("futures", "2,048 ways in which the ranges and unknowns of your answers may turn out"),
    (
        "phase",
        "how far the product has grown: optimise, scale out, decompose, global; two of users, load and people are there",
    ),
    ("practice", "an item of the checklist, with prerequisites and a test for being done"),
    ("operating points", "half a day a month that something costs to keep running"),
)


_INSIDE, _LEAST = 66, 24
"""Columns inside the box beside its scroll bar, as the style sheet has it; and for what a key does at least."""


class Pages(Reading):
    """A long text in a box of its own: space turns its pages, too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "page_down", show=False)]


class TextScreen(ModalScreen[None]):
    """A text to read in a box over the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,q,enter", "close", "close")]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Title, text, and how to leave."""
        with Vertical(id="box"):
            yield Static(styled(self._title, "bold"), id="box-title")
            with Pages(id="help-text"):
                yield Static(self._text)
            keys = (Key("esc", "close", "screen.close"), Key("↑↓ PgDn End", "read on", "screen.read_on"))
            yield KeyBar(keys, id="box-keys")

    def on_mount(self) -> None:
        """The text takes the keys."""
        self.query_one(Reading).focus()

    def action_read_on(self) -> None:
        """A page on, for the mouse."""
        self.query_one(Reading).action_page_down()

    def action_close(self) -> None:
        """Back to where it was asked."""
        self.dismiss(None)


class HelpScreen(TextScreen):
    """Shows what the keys of a screen do, and what the words mean."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("W", "tour", "tour")]

    def __init__(
        self, title: str, bindings: Sequence[tuple[str, str]], everywhere: Sequence[tuple[str, str]] = ()
    ) -> None:
        wide = max((len(key) for key, _ in [*bindings, *everywhere]), default=0)
        lines = [*_keys(bindings, wide), content(""), head("Everywhere"), *_keys(everywhere, wide)]
        lines += [content(""), head("Words"), *_explained(_WORDS)]
        super().__init__(f"{title}: keys", content("\n").join(lines))

    def action_tour(self) -> None:
        """From here to the tour: of the review, or of an example where none is open."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "app.tour")


class WordsScreen(TextScreen):
    """Shows what the words of the rules mean: those of the present advice first."""

    def __init__(self, review: Review) -> None:
        used = dict(words(review.rulebook, review.assess()))
        others = {title: about for title, about in glossary(review.rulebook) if title not in used}
        lines = [head("Terms of this program"), *_explained(_WORDS)]
        for title, terms in (("Terms in the current advice", used), ("Others", others)):
            if terms:
                lines += [content(""), head(title), *_explained(terms.items())]
        super().__init__("Glossary", content("\n").join(lines))


def _keys(bindings: Iterable[tuple[str, str]], wide: int) -> list[Content]:
    """Keys, and beside them what they do: what does not fit in a line goes on below itself, not below the key."""
    lines = []
    for key, does in bindings:
        first, *others = wrap(does, max(_INSIDE - wide - 2, _LEAST)) or [""]
        lines.append(assemble((key.ljust(wide), "bold $accent"), f"  {first}"))
        lines += [content(f"{' ' * wide}  {each}") for each in others]
    return lines


def _explained(terms: Iterable[tuple[str, str]]) -> list[Content]:
    return [assemble((word, "bold"), f": {means.rstrip('.')}.") for word, means in terms]
