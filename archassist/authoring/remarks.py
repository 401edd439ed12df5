"""A remark on a pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archassist.rulebook import Place


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One remark on a pack. `code` names the check, as `explain` knows it."""

    place: Place
    code: str
    id: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.id}: {self.message}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class FindingView:
    """A remark on a pack; `code` names the check, as `rules explain` knows it, and `line` counts from 1."""

    file: str
    line: int
    code: str
    id: str
    message: str
    remedy: str


def findings_view(findings: Sequence[Remark]) -> tuple[FindingView, ...]:
    """What a lint found, in its order."""
    return tuple(
        FindingView(
            file=finding.place.file,
            line=finding.place.line,
            code=finding.code,
            id=finding.id,
            message=finding.message,
            remedy=finding.remedy,
        )
        for finding in findings
    )
