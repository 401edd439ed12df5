"""How long documents may be: each has one reader, who has so much time for it.

Templates get the `room` that their lists have, from 4 down (at 0 and below they leave out what can be missed): the
people wrote is never cut, so that a document with long texts of theirs may be longer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

LIMITS: Mapping[str, int] = {
    "adr": 350,
    "roadmap": 900,
    "readout": 450,
    "minutes": 450,
    "onepager": 300,
    "onboarding": 1_200,
}
"""The most words of a document, by its kind."""

WORDS_A_ROLE = 500
"""The most words of a pre-read for one role."""

ROOMS = (4, 3, 2, 1, 0, -1, -2, -3, -4, -5, -6)

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_UNSEEN = re.compile(r"<!--.*?-->|^```.*?^```$", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"[^\W_]\S*")


def words_of(markdown: str) -> int:
    """The words that a reader of the document sees: without front matter, comments, charts and bare signs."""
    text = _UNSEEN.sub(" ", _FRONT_MATTER.sub("", markdown))
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return len(_WORD.findall(text))


def words_by_reader(markdown: str) -> Iterator[int]:
    """The words that each reader of a pre-read has: what all read, and the section of the role."""
    _, opened, common = markdown.partition("\n## Agenda\n")
    first, *roles = re.split(r"^## ", common, flags=re.MULTILINE)
    shared = words_of(markdown[: len(markdown) - len(common)]) + words_of(first)
    yield from (shared + words_of(each) for each in roles) if opened else ()


def within(most: int | None, make: Callable[[int], str], most_a_role: int | None = None) -> str:
    """What `make` gives with as much room as keeps it to so many words (None: with the most), for each of its readers.

    With less room a document never has more words: the least is tried first, as what people wrote may leave no choice,
    and the first that fits is then found by halving.
    """
    if most is None and most_a_role is None:
        return make(ROOMS[0])
    made: dict[int, str] = {}

    def fits(room: int) -> bool:
        text = made[room] = make(room)
        if most is not None and words_of(text) > most:
            return False
        return most_a_role is None or max(words_by_reader(text), default=0) <= most_a_role

    *larger, least = ROOMS
    if not fits(least):
        return made[least]
    return made[ROOMS[bisect_left(larger, True, key=fits)]]
