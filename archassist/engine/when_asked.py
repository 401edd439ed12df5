"""Things by id of which each is worked out when somebody asks for it, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Thing = TypeVar("Thing")


class WhenAsked(Mapping[str, Thing]):
    """What `work_out` gives for each of these ids. Two of them are equal when all things are."""

    def __init__(self, work_out: Callable[[str], Thing], ids: Iterable[str]) -> None:
        self._work_out = work_out
        self._ids = dict.fromkeys(ids)
        self._found: dict[str, Thing] = {}

    def __getitem__(self, id: str) -> Thing:
        if id not in self._ids:
            raise KeyError(id)
        if id not in self._found:
            self._found[id] = self._work_out(id)
        return self._found[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __repr__(self) -> str:
        return repr(dict(self))
