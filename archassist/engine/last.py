"""What was made last under each name: from one answer to the next most of it is made of the same again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, TypeVarTuple

Thing = TypeVar("Thing")
Given = TypeVarTuple("Given")


class Last:
    """Things by name, each with what it was made of; it is made anew when that changes."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, object]] = {}

    def of(self, name: Hashable, made_of: object, make: Callable[[*Given], Thing], *given: *Given) -> Thing:
        """The thing of that name that is made of this, by calling `make` with what is `given`."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != made_of:
            kept = self._kept[name] = made_of, make(*given)
        return kept[1]  # type: ignore[return-value]
