"""What can go wrong with a session file. Every message is complete: the file, the place, the fault, what to do."""

from __future__ import annotations

from pathlib import Path


class SessionError(Exception):
    """A session file cannot be used. `line` and `column` count from 1; 0 when the fault has no place.

    `last_good` is a copy of the file as it was when it could last be read, when there is one.
    """

    def __init__(
        self,
        path: Path | str,
        message: str,
        *,
        line: int = 0,
        column: int = 0,
        remedy: str = "",
        last_good: Path | None = None,
    ) -> None:
        place = str(path) + (f":{line}" if line else "") + (f":{column}" if line and column else "")
        text = f"{place}: {message if message.endswith('?') else message.rstrip('.') + '.'}"
        if remedy:
            text += f" {remedy}"
        if last_good:
            text += f" The last copy that could be read is {last_good}"
        super().__init__(text)
        self.path = Path(path)
        self.message = message
        self.line = line
        self.column = column
        self.remedy = remedy
        self.last_good = last_good


class SaveError(SessionError):
    """A change could not be saved. The file is whole and as it was; the change is kept in memory."""


class Changed(SaveError):
    """Someone else changed the file since it was read. Nothing was written over their work."""


class NoSuchThing(SessionError):
    """A question, decision, option or practice that the rules do not have."""
