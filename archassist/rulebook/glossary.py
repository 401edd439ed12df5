"""The words of a pack, explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archassist.rulebook.models import Place

if TYPE_CHECKING:
    from archassist.rulebook.table import Table


@dataclass(frozen=True)
class Term:
    """A word of the field, explained for someone who meets it here for the first time.

    `also` are other spellings under which it is found in texts.
    """

    id: str
    title: str
    about: str
    also: tuple[str, ...]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place


def read_term(table: Table) -> Term:
    """`[term.ID]`."""
    return Term(
        id=table.id,
        title=table.text("title", required=True),
        about=table.text("about", required=True),
        also=table.texts("also"),
        source=table.texts("source"),
        covers=table.texts("covers"),
        place=table.place,
    )
