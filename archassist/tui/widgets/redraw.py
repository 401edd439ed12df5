"""Drawing only what is not there already: every text and list that is set anew costs a layout of the whole screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.visual import Visual
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


def redraw(widget: Static, text: Content) -> None:
    """Shows a text, unless the same stands there. A text of as many lines changes no other widget's place."""
    now = widget.visual
    if not isinstance(now, Content) or not now.is_same(text):
        widget.update(text, layout=not _as_high(widget, now, text))


def _as_high(widget: Static, now: Visual, text: Content) -> bool:
    """Whether a widget whose width its surroundings give keeps its height with another text."""
    width = widget.content_size.width
    if not width or not isinstance(now, Content) or (widget.styles.width and widget.styles.width.is_auto):
        return False
    rules = widget.styles.get_rules()
    return now.get_height(rules, width) == text.get_height(rules, width)


def redraw_options(widget: OptionList, options: Sequence[Option]) -> None:
    """Shows these options, unless the same stand there."""
    now = widget.options
    if len(now) != len(options) or not all(map(_same_option, now, options)):
        widget.set_options(options)


def _same_option(one: Option, other: Option) -> bool:
    before, after = one.prompt, other.prompt
    same = isinstance(before, Content) and isinstance(after, Content) and before.is_same(after)
    return same and one.id == other.id
