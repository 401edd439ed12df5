"""What a browser may say over its connection: five kinds of small JSON lists, as textual-serve's terminal sends them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from archassist.serve.limits import COLUMNS, ROWS, within


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, clicks and pastes, as a terminal sends them."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The window has another size: columns and rows, within what is allowed."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Ping:
    """The browser measures how long an answer takes."""

    sent: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The window got or lost the focus."""

    what: Literal["focus", "blur"]


Message = Typed | Resized | Ping | Focus


def read_message(text: str) -> Message:
    """The message in a text. Raises ValueError for everything else."""
    try:
        said = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    match said:
        case ["stdin", str(data)]:
            return Typed(data.encode("utf-8", "replace"))
        case ["resize", {"width": width, "height": height}]:
            return Resized(_size(width, COLUMNS), _size(height, ROWS))
        case ["ping", str(sent)] if len(sent) <= 32:
            return Ping(sent)
        case ["focus"] | ["focus", _]:
            return Focus("focus")
        case ["blur"] | ["blur", _]:
            return Focus("blur")
    raise ValueError("not a message of a terminal")


def _size(value: Any, bounds: tuple[int, int]) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("a size is a whole number")
    return within(value, bounds)
