"""Writing to the terminal: data to stdout, messages to stderr, and text from people shown as text.

Whatever is printed goes through `safe_streams`, so that no control character reaches the terminal, whoever prints it. Lines
are the business of the functions here: what is told as one line stays on one, whatever breaks are in a title or a file name.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, cast

from archassist import signs
from archassist.dates import DateFault, read_day
from archassist.terminal_text import escaped_in_json, unbroken, visible

if TYPE_CHECKING:
    from pathlib import Path

    from archassist.cli.console import Screen
    from archassist.session import Review
    from archassist.views.records.answers import ContradictionView


PIPE_WIDTH = 96
"""Characters of a line of a paragraph where no terminal sets the width."""


def say(text: str = "", standing: str = "") -> None:
    """Prints data, as one line; on a terminal as lines that fit, those below the first a little further in.

    `standing`, when it is a word of `words.STANDING_SIGNS`, is told there by its sign and colour, too.
    """
    _tell(sys.stdout, visible(unbroken(text)), standing=standing)


def say_head(text: str, standing: str = "") -> None:
    """Prints one line after an empty one, unless it is the first line of all."""
    if not isinstance(sys.stdout, _SafeStream) or sys.stdout.begun:
        print()
    _tell(sys.stdout, visible(unbroken(text)), head=True, standing=standing)


def say_wrapped(text: str, indent: str = "", link: str = "") -> None:
    """Prints a paragraph, broken at words. `link` is the address in it that can be opened where a terminal can do that."""
    screen = _screen(sys.stdout)
    if screen is None:
        print(wrapped(text, indent))
    else:
        line, below = visible(unbroken(text)), indent
        if line.startswith(("- ", "! ")):
            below += "  "
        screen.paragraph(line, indent, below, link=link)


def say_table(
    columns: Sequence[tuple[str, bool]],
    rows: Sequence[Sequence[str]],
    lines: Iterable[str],
    notes: Sequence[str] = (),
) -> None:
    """Prints a table to people: heads, each with whether its column stands to the right, and rows of cells.

    `notes` stand below the table, a paragraph each. Pipes and terminals without colours get `lines` that say all of it.
    """
    screen = _screen(sys.stdout)
    if screen is None or not screen.coloured:
        for line in lines:
            say(line)
    else:
        safe = [[visible(unbroken(cell)) for cell in row] for row in rows]
        screen.table([(visible(unbroken(title)), right) for title, right in columns], safe)
        for note in notes:
            say_wrapped(note, "  ")


def say_defined(head: str, text: str, room: int, link: str = "") -> None:
    """Prints a paragraph behind its head, which takes `room` characters; its other lines stand below the first.

    `link` is as with `say_wrapped`.
    """
    if (screen := _screen(sys.stdout)) is None:
        blank = " " * room
        print(f"{head:<{room}}{wrapped(text, blank).removeprefix(blank)}")
    else:
        screen.paragraph(visible(unbroken(text)), f"{head:<{room}}", " " * room, link=link)


def say_difference(lines: Iterable[str]) -> None:
    """Prints what `diff -u` says of one file: two lines that name it, and then what goes and what comes, in colours."""
    screen = _screen(sys.stdout)
    for number, line in enumerate(lines):
        if screen is None or not screen.coloured:
            say(line)
        else:
            screen.changed(visible(unbroken(line)), head=number < 2)


def say_contradictions(found: Iterable[ContradictionView], indent: str = "") -> None:
    """Prints answers that contradict each other, a paragraph each."""
    for each in found:
        say_wrapped(f"! {each.shown}", indent)


def say_text(text: str) -> None:
    """Prints text of several lines as it stands."""
    print(visible(text))


def say_json(view: object) -> None:
    """Prints a view, or views in a mapping or a list, as JSON: readable, and the same bytes for the same view."""
    import json

    from archassist.views.plain import plain

    # What stands in for a sign that an encoding lacks may be a quotation mark: there, JSON's own escapes are used.
    narrow = not (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    print(escaped_in_json(json.dumps(plain(view), indent=2, ensure_ascii=narrow, allow_nan=False)))


def complain(*lines: str) -> None:
    """Prints a message for the person at the terminal; further lines stand below the first."""
    first, *others = lines
    _tell(sys.stderr, f"archassist: {visible(unbroken(first))}")
    for line in others:
        _tell(sys.stderr, f"  {visible(unbroken(line))}")


def remark(text: str) -> None:
    """Prints a remark that is no fault."""
    _tell(sys.stderr, f"note: {visible(unbroken(text))}")


def ask_for(text: str) -> str:
    """Prints a question without going to the next line, and reads one line of the answer; empty when there is no more.

    Raises OSError, naming the standard input, when it cannot be read.
    """
    sys.stdout.write(visible(unbroken(text)))
    sys.stdout.flush()
    try:
        return sys.stdin.readline()
    except OSError as error:  # a folder, or a terminal that has gone: it has no name by itself
        error.filename = "standard input"
        raise


def write_file(path: Path, text: str) -> None:
    """Writes a file that was asked for by name. Raises OSError that always names it.

    A pipe that nobody reads is refused: it would be waited for, for ever.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NONBLOCK", 0), 0o666)
        os.set_blocking(handle, True)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def opened(path: str) -> Review:
    """The session in a file, with remarks on what in it is not understood. Raises SessionError."""
    from archassist.session import Review

    review = Review.open(path)
    for note in review.notes:
        remark(note)
    return review


def given_date(text: str | None) -> datetime.date | None:
    """The day that was given, None when none was. Raises AnswerError for what is no date."""
    if text is None:
        return None
    from archassist.answers import AnswerError

    try:
        return read_day(text)
    except DateFault as fault:
        raise AnswerError(f"{fault}.") from None


def wrapped(text: str, indent: str = "") -> str:
    """A paragraph broken at words for a pipe, every line indented; those of a list item stand under its first word."""
    below = indent + "  " if text.startswith(("- ", "! ")) else indent
    line = visible(unbroken(text))
    return textwrap.fill(line, PIPE_WIDTH, initial_indent=indent, subsequent_indent=below)


def _tell(stream: IO[str], line: str, head: bool = False, standing: str = "") -> None:
    """Prints a line as it is into a pipe, and on a terminal in lines that fit.

    One that fits anyway, and has nothing to be drawn with, needs no console: commands that print little start quickly.
    """
    if not at_terminal(stream) or (not (head or standing) and _surely_fits(line, terminal_width(stream))):
        print(line, file=stream)
    elif (screen := _screen(stream)) is not None:
        text = line.lstrip(" ")
        indent = " " * min(len(line) - len(text), terminal_width(stream) // 3)
        screen.paragraph(text, indent, indent + "  ", head, standing)


def _surely_fits(line: str, width: int) -> bool:
    """Whether a line may stay as it is. A name of a file does however long it is: broken it could not be copied."""
    if line.isascii() and " " not in line:
        return True
    return (len(line) if line.isascii() else 2 * len(line)) <= width and "\t" not in line


def at_terminal(stream: IO[str]) -> bool:
    """Whether somebody looks at what is written, not a program."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def terminal_width(stream: IO[str]) -> int:
    """The width of the terminal behind a stream in cells: what COLUMNS says, or what the terminal tells."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and 0 < int(given) < 10_000:
        return int(given)
    with contextlib.suppress(OSError, ValueError):
        return os.get_terminal_size(stream.fileno()).columns or 80
    return 80


def _screen(stream: IO[str]) -> Screen | None:
    """The console on a terminal, None for a pipe. It is asked for by whoever prints."""
    if not at_terminal(stream):
        return None
    if isinstance(stream, _SafeStream):
        stream.begun = True
    from archassist.cli.console import screen

    return screen(raw_stream(stream), terminal_width(stream), _terminal(), drawn(stream))


def drawn(stream: IO[str]) -> bool:
    """Whether colours, tables and what moves may be drawn: on a terminal, unless NO_COLOR or TERM forbid it."""
    return at_terminal(stream) and not os.environ.get("NO_COLOR") and _terminal() not in ("dumb", "unknown")


def _terminal() -> str:
    return os.environ.get("TERM", "").lower()


def raw_stream(stream: IO[str]) -> IO[str]:
    """The stream behind a safe one, for a console whose own escapes stand around text that was made visible."""
    return stream._stream if isinstance(stream, _SafeStream) else stream


class _SafeStream:
    """A stream of text that spells out what a terminal would obey, before the stream behind it sees it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.begun = False
        """Whether something was printed already."""

    def write(self, text: str) -> int:
        self.begun = True
        self._stream.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def complete_streams() -> None:
    """Puts the null device in the place of standard streams that are closed: a file that is opened later would get their
    numbers, and what is printed would end up in it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            stream = os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)
            setattr(sys, name, stream)


@contextlib.contextmanager
def safe_streams() -> Iterator[None]:
    """Meanwhile anything may be printed, by anyone: what a terminal would obey, or cannot show, is spelled out."""
    before = sys.stdout, sys.stderr
    for stream in before:
        signs.ready(stream)
    sys.stdout, sys.stderr = (cast("Any", stream and _SafeStream(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
