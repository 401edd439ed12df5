"""What people see in a terminal: lines broken at its width, tables, links, colours, and how far a long piece of work is.

The one place that draws with Rich, imported only where something is shown to people that needs it. What comes here is text
that was made visible before, and it is drawn as text: neither markup nor emoji codes nor addresses in it are obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import IO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from archassist.signs import fitted
from archassist.words import STANDING_SIGNS

COLOURS = {"firm": "green", "leaning": "yellow", "open": "red"}
"""Those of the app by name, so that the terminal's own palette decides how they look; a sign stands beside each."""

CHANGES = {"+": "green", "-": "red", "@": "cyan"}
"""Colours of the lines of a difference, by the sign that each begins with."""

NARROWEST = 16
"""Cells that a paragraph gets however deep it is indented."""

GAP = 2
"""Cells in front of a table and between its columns."""

_CLEAN_ADDRESS = re.compile(r"https?://[!-~]+")
_WITHOUT_LINKS = ("linux", "vt100", "vt220")
"""Terminals that print the address of a link as text, or swallow what follows it."""


@lru_cache(maxsize=4)
def screen(stream: IO[str], width: int, term: str, coloured: bool) -> Screen:
    """The one console of a stream, as long as its terminal keeps its width."""
    return Screen(stream, width, term, coloured)


class Screen:
    """A terminal for people. `coloured`: colours, links, bold heads and tables; otherwise only lines that fit."""

    def __init__(self, stream: IO[str], width: int, term: str, coloured: bool) -> None:
        self.coloured = coloured
        self._links = coloured and not term.startswith(_WITHOUT_LINKS)
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self._console = Console(
            file=stream,
            width=width,
            height=25,  # with a width alone Rich takes 80 for a plain terminal
            force_terminal=True,
            color_system="auto" if coloured else None,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def paragraph(
        self, text: str, indent: str, below: str, head: bool = False, standing: str = "", link: str = ""
    ) -> None:
        """Prints a paragraph broken at words, its first line behind `indent`, the others behind `below`."""
        line = self._text(text)
        if self.coloured:
            if head:
                line.stylize("bold")
            if colour := COLOURS.get(standing):
                line.highlight_regex(rf"(?<=\(){standing}\b", colour)
                line = Text.assemble((self._shown(f"{STANDING_SIGNS[standing]} "), colour), line)
            if self._links and _CLEAN_ADDRESS.fullmatch(link) and (start := text.rfind(link)) >= 0:
                at = len(line) - len(text) + start
                line.stylize(Style(link=link), at, at + len(link))
        self._wrapped(line, indent, below)

    def _wrapped(self, line: Text, indent: str, below: str) -> None:
        room = self._console.width - len(below)
        if line.cell_len + len(indent) <= self._console.width and "\t" not in line.plain:
            room = line.cell_len or 1
        for number, piece in enumerate(line.wrap(self._console, max(room, NARROWEST))):
            self._print(Text.assemble(below if number else indent, piece))

    def changed(self, line: str, head: bool) -> None:
        """Prints a line of a difference; `head` says that it names the file."""
        text = self._text(line)
        text.stylize("bold" if head else CHANGES.get(line[:1], ""))
        self._wrapped(text, "", "  ")

    def table(self, columns: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> None:
        """Prints a table of columns, each with whether it stands to the right.

        Where its words do not fit beside each other, the cells of a row stand below each other.
        """
        cells = [[self._text(cell) for cell in row] for row in ([title for title, _ in columns], *rows)]
        widths = _widths(list(zip(*cells, strict=True)), self._console.width - GAP * len(columns))
        if widths is None:
            self._below_each_other(columns, rows)
            return
        table = Table(
            box=box.SIMPLE_HEAD,
            show_edge=False,
            pad_edge=False,
            padding=(0, GAP - 1, 0, 0),
            header_style="bold",
        )
        for (_, right), head, width in zip(columns, cells[0], widths, strict=True):
            table.add_column(head, justify="right" if right else "left", width=width)
        for row in cells[1:]:
            table.add_row(*row)
        self._console.print(Padding(table, (0, 0, 0, GAP), expand=False))

    def _below_each_other(self, columns: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> None:
        for first, *others in rows:
            self.paragraph(first, "  ", "    ", head=True)
            for (title, _), cell in zip(columns[1:], others, strict=True):
                if cell:
                    self.paragraph(f"{title}: {cell}", "    ", "      ")

    def _text(self, text: str) -> Text:
        return Text(self._shown(text))

    def _shown(self, text: str) -> str:
        """The text as the encoding of the terminal can show it, so that what is measured is what is printed."""
        return text if self._encoding.lower().startswith("utf") else fitted(text, self._encoding)

    def _print(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, soft_wrap=True)


class Bar:
    """How far a piece of work is, drawn until it is stopped; then the line is empty again.

    `standing` is asked before each drawing: the share that is done, and the seconds that may be left, None when unknown.
    """

    def __init__(
        self, stream: IO[str], width: int, what: str, standing: Callable[[], tuple[float, float | None]]
    ) -> None:
        from rich.live import Live  # many commands are done before a bar is needed
        from rich.progress_bar import ProgressBar

        def drawn() -> Table:
            share, seconds = standing()
            line = Table.grid(padding=(0, 1))
            line.add_row(Text(what), ProgressBar(completed=100 * share, width=20), Text(_left(seconds)))
            return line

        console = Console(
            file=stream, width=width, height=25, force_terminal=True, markup=False, highlight=False
        )
        self._live = Live(
            get_renderable=drawn,
            console=console,
            transient=True,
            refresh_per_second=8,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start(refresh=True)

    def stop(self) -> None:
        """Takes the bar off the terminal."""
        self._live.stop()


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"about {seconds:.0f} s left" if seconds >= 1 else "nearly done"


def _widths(columns: Sequence[Sequence[Text]], room: int) -> list[int] | None:
    """Cells for each column, none wider than its text; None when the longest words do not fit beside each other."""
    longest = [
        max(_unbroken(word) for cell in column for word in cell.plain.split() or [""]) for column in columns
    ]
    whole = [max(cell.cell_len for cell in column) for column in columns]
    if sum(longest) > room:
        return None
    widths, fair = list(longest), room // (len(columns) + 1)
    for _ in range(room - sum(longest)):
        growing = [at for at, width in enumerate(widths) if width < whole[at]]
        if not growing:
            break
        widths[min(growing, key=lambda at: (whole[at] > fair, widths[at] / whole[at]))] += 1
    return widths


def _unbroken(word: str) -> int:
    """Cells that a word needs on one line; one in wide characters can be broken anywhere."""
    cells = cell_len(word)
    return cells if cells <= len(word) else 2
