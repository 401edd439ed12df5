"""What can be reached from something, step by step."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


def reached(start: Thing, following: Callable[[Thing], Iterable[Thing]]) -> dict[Thing, None]:
    """All that `start` leads to, in the order in which it is met; `start` itself only where a cycle leads back to it.

    By hand, though networkx has it: every start needs it, and to import networkx takes 0.11 to 0.14 s, where all walks
    through the shipped pack together take less than half a millisecond.
    """
    found: dict[Thing, None] = {}
    waiting = [start]
    while waiting:
        for other in following(waiting.pop()):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return found
