"""A remark on a pack."""

from __future__ import annotations

from dataclasses import dataclass

from archassist.rulebook import Place


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One remark on a pack. `code` names the check, as `explain` knows it."""

    place: Place
    code: str
    id: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.id}: {self.message}. {self.remedy}"
