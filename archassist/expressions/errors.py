"""What can be wrong with an expression."""

from __future__ import annotations

from collections.abc import Sequence

from archassist.terminal_text import shortened

_LONGEST = 60


class ExpressionError(ValueError):
    """An expression, or a unit, that cannot be used.

    `message` says what is wrong, `column` where (from 1), `nearest` the known word that was probably meant, if any.
    `str()` says all three.
    """

    def __init__(self, message: str, column: int = 1, nearest: str = "") -> None:
        self.message, self.column, self.nearest = message, column, nearest
        hint = f'; did you mean "{nearest}"?' if nearest else ""
        super().__init__(f"{message} (column {column} of the expression){hint}")


class CycleError(ValueError):
    """Definitions that need each other. `path` is the circle, its first name repeated at the end."""

    def __init__(self, path: Sequence[str]) -> None:
        self.path = list(path)
        super().__init__(f"these definitions need each other: {' -> '.join(self.path)}")


def shown(word: str) -> str:
    """A word as a message quotes it, the beginning of a long one."""
    return shortened(word, _LONGEST)
