"""What is behind a stop of the tour, to be read over it: a question with its answer, a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from archassist.tui.content.guidance import guide, noted
from archassist.tui.legible import assemble, content
from archassist.tui.screens.help import TextScreen
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.rulebook import Source
    from archassist.tui.model import Model

_WEB = re.compile(r"https?://[!-~]+")


class SourceBox(TextScreen):
    """A source: who says what, and where; `o` opens it in the browser where it is on the web."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("o", "open", "open in the browser")]

    def __init__(self, source: Source) -> None:
        self._where = source.where
        year = f", {source.year}" if source.year else ""
        web = _WEB.fullmatch(source.where) is not None
        parts = [content(f"{source.author}{year}"), content(source.where)]
        if source.supports:
            parts.append(content(f"\nIt says: {source.supports}"))
        parts.append(
            assemble("\n", ("o opens it in the browser." if web else "It is not on the web.", "$text-muted"))
        )
        super().__init__(source.title, content("\n").join(parts))

    def action_open(self) -> None:
        """Opens it in the browser."""
        if _WEB.fullmatch(self._where):
            self.notify(f"Opening {self._where}", markup=False)
            self.app.open_url(self._where)


def question_box(model: Model, question: str) -> TextScreen:
    """A question with its answer and how that is known, why it was asked and what it decides."""
    asked, answer, parked = model.question(question), model.answer(question), model.parked(question)
    said = model.shown(question) or "not answered"
    about = answer or parked
    evidence = noted(about) if about else []
    model.learn()
    told = guide(
        asked,
        model.decides(question),
        meanwhile="" if answer else model.meanwhile(question),
        contradicts=model.contradicted(question),
    )
    head = assemble(asked.ask, "\n\n", (capital(said), "bold $accent"), *evidence, "\n\n")
    return TextScreen(asked.title, assemble(head, told))
