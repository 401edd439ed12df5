"""What hurts a team: where a review begins; and the stages in which work is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.rulebook.models import Place


@dataclass(frozen=True)
class Pain:
    """Something that hurts a team, or that is ahead of it, in plain words. `decisions` are those that it puts at issue, the
    likeliest remedy first; `practices` are items of the checklist that relieve it, whatever is decided."""

    id: str
    title: str
    about: str
    decisions: tuple[str, ...]
    practices: tuple[str, ...]
    source: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Stage:
    """A stage of the work: measure, automate, harden ... `practices` are the items of the checklist that belong to it.

    Stages come in their `order`; among items that are worth the same for their effort, those of an earlier stage come first.
    """

    id: str
    title: str
    about: str
    order: int
    practices: tuple[str, ...]
    source: tuple[str, ...]
    place: Place
