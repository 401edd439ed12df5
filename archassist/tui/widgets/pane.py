"""Titles of panes, and texts with parts that can be clicked."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Static

from archassist.tui.legible import content

LEGEND = "● firm  ◐ leaning  ○ open"
"""The signs for how sure a recommendation is."""


class Clickable(Static):
    """A text of which parts are buttons. They keep their colours, and are not underlined: they lead nowhere outside."""

    auto_links = Reactive(False)


def name_pane(widget: Widget, text: str | Content, below: str | Content = "") -> None:
    """Writes a title on the frame of a pane, and what explains its signs at the lower edge where that is drawn."""
    widget.border_title = _said(text)
    widget.border_subtitle = _said(below)


def _said(text: str | Content) -> Content:
    # As content: Textual reads markup in a title that is a plain text.
    return content(text) if isinstance(text, str) else text
