"""The one door through which text comes to the screen: what a terminal would obey is spelled out before it is laid out.

Two walls stand behind each other. The screens make their texts with the functions here, never with Textual's own (a test
sees to it); none of them reads markup. And `LegibleLines` looks through every line of every widget just before it is drawn,
Textual's own widgets among them: what came another way, the value of a field for instance, does no harm either.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from rich.cells import get_character_cell_size
from rich.console import Console
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.style import Style

from archassist import signs
from archassist.terminal_text import plain, visible
from archassist.tui.input_queue import AppInOrder

_WEB = re.compile(r"https?://[!-~]+")


def content(text: str) -> Content:
    """The text, which may have several lines, as the screen shows it."""
    return Content(shown(text))


def styled(text: str, style: Style | str) -> Content:
    """The text in one style."""
    return Content.styled(shown(text), style)


def assemble(*parts: str | Content | tuple[str, Style | str]) -> Content:
    """Texts, styled or not, one behind the other."""
    return Content.assemble(*map(_part, parts))


def shown(text: str) -> str:
    """The text with what a terminal would obey spelled out, and what its encoding lacks stood in for."""
    safe = visible(text)
    return safe if safe.isascii() or not (lacking := narrow_encoding()) else signs.fitted(safe, lacking)


def pasted(text: str) -> str:
    """Text from the clipboard as a field takes it: nobody means the control characters that were copied with it."""
    return plain(text.replace("\r\n", "\n").replace("\r", "\n"))


@cache
def narrow_encoding() -> str:
    """The encoding of the terminal when it cannot carry every text, else nothing."""
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
    if encoding.lower().startswith("utf"):
        return ""
    signs.ready(None)
    return str(encoding)


class LegibleLines(LineFilter):
    """Puts a stand-in of the same width for every character that a line may not hold or the encoding lacks."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, nearly always."""
        text = "".join([segment.text for segment in segments])
        if _fits(text) and not any(style is not None and style._link for _, style, _ in segments):
            return segments
        return [Segment(_fitted(text), _unlinked(style), control) for text, style, control in segments]


class LegibleApp(AppInOrder):
    """An app that lets nothing else through, neither on its screens nor when it ends in a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._legible = LegibleLines()
        # No colours, and through the command line's own stderr: a traceback shows values that people wrote.
        self.error_console = Console(
            stderr=True, color_system=None, markup=False, highlight=False, emoji=False
        )

    def notify(self, message: str, *, title: str = "", markup: bool = False, **named: Any) -> None:
        """As Textual's, but the text is never markup, whoever tells it."""
        super().notify(shown(message), title=shown(title), markup=False, **named)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Lines are made safe before Textual's own filters colour them."""
        return [self._legible, *super().get_line_filters()]

    async def on_event(self, event: events.Event) -> None:
        """What is pasted loses the control characters that came along."""
        if isinstance(event, events.Paste):
            event.text = pasted(event.text)
        await super().on_event(event)


def _fits(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    return not narrow_encoding() and "\n" not in text and "\t" not in text and visible(text) == text


def _fitted(text: str) -> str:
    if _fits(text):
        return text
    text = plain(text.translate({9: " ", 10: " "}), _as_wide)
    lacking = narrow_encoding()
    if not lacking:
        return text
    return "".join(char if _carried(char, lacking) else _narrow(char) for char in text)


def _part(part: str | Content | tuple[str, Style | str]) -> str | Content | tuple[str, Style | str]:
    if isinstance(part, str):
        return shown(part)
    return (shown(part[0]), part[1]) if isinstance(part, tuple) else part


def _as_wide(char: str) -> str:
    return "?" * get_character_cell_size(char)


def _narrow(char: str) -> str:
    wide = get_character_cell_size(char)
    return signs.one_cell(char) if wide == 1 else "?" * wide


def _carried(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _unlinked(style: RichStyle | None) -> RichStyle | None:
    """The style; its link only when that leads into the web and says so plainly."""
    if style is None or not style.link or _WEB.fullmatch(style.link):
        return style
    return style.update_link(None)
