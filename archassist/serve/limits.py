"""How much of everything is taken from one browser, so that none of them can make the others wait."""

from __future__ import annotations

import time
from collections.abc import Callable

MESSAGE = 64 * 1024
"""Bytes of one message from a browser: a long paste has some thousand."""

PACKET = 16 * 1024 * 1024
"""Bytes of one packet from the app: a frame of the largest screen has less than one million."""

COLUMNS, ROWS = (20, 400), (5, 150)
"""The smallest and the largest screen."""

SEATS, SEATS_EACH = 24, 3
"""Apps that run at the same time: in all, and for one person."""


class Bucket:
    """Lets so much through in a second on average, and `burst` at once."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left, self._at = burst, clock()

    def take(self, amount: float = 1.0) -> bool:
        """Takes an amount if it is there; whether it was."""
        self._fill()
        if self._left < amount:
            return False
        self._left -= amount
        return True

    def owe(self, amount: float = 1.0) -> float:
        """Takes an amount whether it is there or not; the seconds to wait until nothing is owed."""
        self._fill()
        self._left -= amount
        return max(0.0, -self._left / self._rate)

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now


def within(value: int, bounds: tuple[int, int]) -> int:
    """The value, or the bound that it exceeds."""
    return min(max(value, bounds[0]), bounds[1])
