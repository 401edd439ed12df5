"""Options as documents show them, and those that a team rejected."""

from __future__ import annotations

from dataclasses import dataclass

from archassist.documents.data import VerdictLine
from archassist.engine import Reason
from archassist.rulebook import Option


@dataclass(frozen=True, slots=True)
class OptionDocument:
    """One option as documents show it. `best_in` says in which futures it is best, in words."""

    known: Option
    title: str
    chosen: bool
    favour: tuple[Reason, ...]
    against: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    effort: str
    reversible: str
    best_in: str
    ruled_out: bool

    @property
    def not_this(self) -> tuple[str, ...]:
        """Why it is not taken: what speaks against it here, else what would have to speak for it."""
        return tuple(each.text for each in (self.against or self.missing))


@dataclass(frozen=True, slots=True)
class Rejection:
    """An option that the team rejected, and what it said of it."""

    option: OptionDocument
    verdict: VerdictLine
