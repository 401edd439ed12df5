"""A long text that is read: arrows, j and k, pages, and both ends, with the keys of a list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Reading(VerticalScroll):
    """A text that scrolls, in a pane or a box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("g,less_than_sign", "scroll_home", show=False),
        Binding("G,greater_than_sign", "scroll_end", show=False),
    ]
