"""What was made last under each name: from one answer to the next most of it is made of the same again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, TypeVarTuple

Thing = TypeVar("Thing")
Given = TypeVarTuple("Given")


class Last:
    """Things of several kinds by name, each with what it was made of; it is made anew when that changes."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[Hashable, tuple[object, object]]] = {}

    def of(
        self, kind: str, name: Hashable, made_of: object, make: Callable[[*Given], Thing], *given: *Given
    ) -> Thing:
        """The thing of that kind and name that is made of this, by calling `make` with what is `given`."""
        things = self.of_kind(kind)
        kept = things.get(name)
        if kept is None or kept[0] != made_of:
            kept = things[name] = made_of, make(*given)
        return kept[1]  # type: ignore[return-value]

    def of_kind(self, kind: str) -> dict[Hashable, tuple[object, object]]:
        """All of one kind by name, each with what it was made of: for whoever goes through many of them at once."""
        found = self._kinds.get(kind)
        return self._kinds.setdefault(kind, {}) if found is None else found
