"""What a review is about, and where that puts each decision."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass
from archassist.words import Place


@dataclass(frozen=True, slots=True)
class AtIssue:
    """A decision that is at issue. `by` is the day by which it must be taken, "" when none was said; `named` says whether
    the team named it itself; `pains` are what hurts and puts it at issue, in words."""

    decision: str
    title: str
    by: str
    named: bool
    pains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PainView:
    """What hurts a team, or is ahead of it: in plain words, when to pick it, and which decisions it puts at issue."""

    id: str
    title: str
    about: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FocusView:
    """What must be decided and by when, what hurts (the worst first), who is in the room, and what may be picked."""

    at_issue: tuple[AtIssue, ...]
    pains: tuple[PainView, ...]
    present: tuple[str, ...]
    known_pains: tuple[PainView, ...]


PLACES: Mapping[Place, str] = {
    "decide_now": "Decide now",
    "decided": "Decided",
    "not_enough_answers": "Not enough answers yet",
    "later": "Later",
    "keep": "Keep",
    "default": "Default: the plain way, no record needed",
}
"""The places of decisions in the order in which people read them, as headings."""


@dataclass(frozen=True, slots=True)
class TriageView:
    """Where a decision belongs, and why in a sentence.

    `rank` counts from 1 among those to decide now, else it is 0. `by` is a month or day by which it has to be taken or
    begun, "" when nothing says so; `needs` are questions whose answers would settle it.
    """

    place: Place
    rank: int
    because: str
    by: str
    needs: tuple[str, ...]
