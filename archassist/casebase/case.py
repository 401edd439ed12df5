"""What a published case is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from archassist.engine import Belief
from archassist.rulebook import Place

Outcome = Literal["worked", "mixed", "regretted", "unknown", "anecdote"]
Half = Literal["tuned", "held out"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of one case. `where` is empty when the text is not on the web."""

    title: str
    publisher: str
    year: int | None
    where: str
    kind: Literal["primary", "secondary"]


@dataclass(frozen=True, slots=True)
class Case:
    """One company at one time: answers from what was published, and which options would have been right.

    `accepted` and `forbidden` hold option ids by decision, only for decisions that the case speaks about;
    `in_force` what stood at the time without being at issue. `notes` say, by question, how an answer was read
    from its source; `today` which option of a decision stood then. An anecdote has no figures and is not scored.
    """

    id: str
    company: str
    year: int
    product: str
    situation: str
    did: str
    outcome: str
    verdict: Outcome
    beliefs: Mapping[str, Belief]
    notes: Mapping[str, str]
    today: Mapping[str, str]
    accepted: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[str, tuple[str, ...]]
    in_force: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Cited]
    covers: tuple[str, ...]
    place: Place

    @property
    def title(self) -> str:
        """The company and the year."""
        return f"{self.company}, {self.year}"


def half(id: str) -> Half:
    """Which half of the cases this one belongs to: rules may be tuned on one and are only tried on the other.

    The halves follow from the SHA-256 of the id, so that nobody can choose them.
    """
    return "tuned" if hashlib.sha256(id.encode()).digest()[0] % 2 == 0 else "held out"


def is_right(option: str, accepted: Collection[str] | None, forbidden: Collection[str]) -> bool:
    """Whether a case accepts an option: named, or no other named (`accepted` is None), and not forbidden."""
    return option not in forbidden and (accepted is None or option in accepted)
