"""Pieces that several screens draw: in how many futures, what the team said, a list of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.tui.content.links import cited, linked
from archassist.tui.legible import content, styled
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.views.records.why import ReasonView

STATUS_SIGNS = {"proposed": "·", "accepted": "✓", "rejected": "✗", "superseded": "↷"}


def head(text: str) -> Content:
    """A heading inside a pane."""
    return styled(text, "bold $text-accent")


def reasons(title: str, found: Sequence[ReasonView], sources: bool = True) -> Iterator[Content]:
    """A heading and one paragraph per reason, with its sources and what it assumes; nothing for no reasons."""
    if not found:
        return
    yield head(title)
    for reason in found:
        yield content(f"• {capital(reason.text)}")
        if sources:
            yield from (linked(f"  {cited(source)}", source.where) for source in reason.source)
    yield content("")


def bullets(title: str, texts: Iterable[str]) -> Iterator[Content]:
    """A heading and one line per text; nothing for no texts."""
    listed = list(texts)
    if listed:
        yield head(title)
        yield from (content(f"• {text}") for text in listed)
        yield content("")
