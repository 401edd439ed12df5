"""Writing to the terminal: data to stdout, messages to stderr, and text from people shown as text."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from archassist.terminal_text import visible

if TYPE_CHECKING:
    from pathlib import Path

    from archassist.session import Review

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def say(text: str = "") -> None:
    """Prints data."""
    print(visible(text))


def complain(text: str) -> None:
    """Prints a message for the person at the terminal."""
    print(f"archassist: {visible(text)}", file=sys.stderr)


def remark(text: str) -> None:
    """Prints a remark that is no fault."""
    print(f"note: {visible(text)}", file=sys.stderr)


def say_json(data: Any) -> None:
    """Prints plain data as JSON, readable and the same bytes for the same data."""
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    print(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


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
    from archassist.dates import DateFault, read_day
    from archassist.session import AnswerError

    try:
        return read_day(text)
    except DateFault as fault:
        raise AnswerError(f"{fault}.") from None


def wrapped(text: str, indent: str = "", width: int = 96) -> str:
    """A paragraph broken at words, every line indented; those of a list item stand under its first word."""
    import textwrap

    below = indent + "  " if text.startswith(("- ", "! ")) else indent
    return textwrap.fill(visible(text), width, initial_indent=indent, subsequent_indent=below)


def ready_streams() -> None:
    """Lets any text be printed whatever the terminal's encoding: what it cannot show is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
