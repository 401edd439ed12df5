"""What hurts a team: where a review begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.rulebook.models import Place


@dataclass(frozen=True)
class Pain:
    """Something that hurts a team, or that is ahead of it, in plain words. `decisions` are those that it puts at issue, the
    likeliest remedy first."""

    id: str
    title: str
    about: str
    decisions: tuple[str, ...]
    source: tuple[str, ...]
    place: Place
