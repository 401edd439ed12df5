"""Who was against a verdict, and what each of them said: person by person, and as one text.

In the file the text stands as it always has; beside it, where people have reasons, the same person by person:

    dissent = "Ben: too slow; Carla: too dear"
    against = [{ who = "Ben", what = "too slow" }, { who = "Carla", what = "too dear" }]

A text that says something else was written by hand or by an older program, and is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from archassist.answers.shapes import ShapeFault, Table, shown, table_of, text_of

_NEXT_PERSON = re.compile(r";\s*(?=[^;:]{1,40}:)|\n")
_NAME_ALONE = re.compile(r"[^\d\W]\S*(?:\s+[^\d\s]\S*){0,2}")
"""At most three words: somebody's name, who gave no reason; what is longer is a reason that nobody's name stands with."""


class Dissent(NamedTuple):
    """One person who was against it; `who` is empty where nobody is named, `what` where no reason is given."""

    who: str
    what: str = ""

    @property
    def told(self) -> str:
        """As people write it: `Ben: too slow`."""
        return f"{self.who}: {self.what}" if self.who and self.what else self.who or self.what


def dissents(text: str) -> tuple[str, ...]:
    """What each person said against it: an entry begins behind a semicolon with a name and a colon."""
    found = (" ".join(part.split()) for part in _NEXT_PERSON.split(text))
    return tuple(part for part in found if part)


def read_text(text: str) -> tuple[Dissent, ...]:
    """The people of a text such as `Ben: too slow; Carla: too dear`."""
    return tuple(map(_read, dissents(text)))


def as_text(against: Iterable[Dissent]) -> str:
    """All of them as one text."""
    return "; ".join(each.told for each in against if each.told)


def from_table(table: Table) -> tuple[Dissent, ...]:
    """Those of a verdict's table. Raises ShapeFault."""
    text = table.get("dissent", "")
    if isinstance(text, list) and all(isinstance(each, str) for each in text):
        return tuple(one for each in text for one in read_text(each))  # as a person may have written it
    if not isinstance(text, str):
        raise ShapeFault(f"dissent must be text, not {shown(text)}")
    listed = table.get("against", [])
    if not isinstance(listed, list):
        raise ShapeFault("against must be a list of tables with who and what")
    people = tuple(Dissent(text_of(each, "who"), text_of(each, "what")) for each in map(table_of, listed))
    return people if (people and as_text(people) == text) or not text else read_text(text)


def to_table(against: Iterable[Dissent]) -> dict[str, Any]:
    """The entries of a verdict's table: the text, and beside it the people where somebody has a reason, or the text
    alone would be read otherwise."""
    people = [each for each in against if each.told]
    table: dict[str, Any] = {"dissent": as_text(people)} if people else {}
    if any(each.who and each.what for each in people) or (
        people and read_text(as_text(people)) != tuple(people)
    ):
        table["against"] = [{key: said for key, said in each._asdict().items() if said} for each in people]
    return table


def _read(part: str) -> Dissent:
    who, sign, what = part.partition(":")
    if sign and who.strip() and what.strip():
        return Dissent(who.strip(), what.strip())
    return Dissent(part) if _NAME_ALONE.fullmatch(part) else Dissent("", part)
