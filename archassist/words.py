"""Small words that every room needs: what was probably meant by a name, a capital letter, how many futures."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

from archassist.terminal_text import shortened

Futures = Literal["all", "most", "some", "few", "none"]
"""In how many of the simulated futures something holds: see `engine.band`."""

Bucket = Literal["now", "next", "later"]
"""When a step is due, without dates."""

BUCKET_TITLES: dict[Bucket, str] = {"now": "Now", "next": "Next", "later": "Later"}
"""What a team takes up now, what comes next, and what comes after: as people are told."""

BUCKETS: tuple[Bucket, ...] = tuple(BUCKET_TITLES)

PracticeStatus = Literal["todo", "doing", "done", "dropped"]
"""Where an item of the checklist or a step stands."""

Place = Literal["decide_now", "keep", "default", "later", "not_enough_answers", "decided"]
"""Where a decision belongs: see `views.triage`."""

StepKind = Literal["practice", "decision", "coming"]
"""A step of the plan: a practice, one that carries out what is recommended, or one for an option of later."""

BANDS: dict[Futures, str] = {
    "all": "in all simulated futures",
    "most": "in most simulated futures",
    "some": "in some simulated futures",
    "few": "in few simulated futures",
    "none": "in no simulated future",
}
"""In how many futures something holds, as faces say it: see `engine.band`."""

STANDING_SIGNS = {"firm": "●", "leaning": "◐", "open": "○"}
"""A sign for how sure a recommendation is, so that no face tells it by a colour alone."""

_LONGEST = 80
"""Characters of a word that count; nobody meant a known word with a longer one, and comparing takes ever longer."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` most likely stands for; empty when none is near."""
    return next(iter(difflib.get_close_matches(word[:_LONGEST], list(known), n=1, cutoff=0.6)), "")


def includes_text(parts: Iterable[str]) -> str:
    """What an option contains of those below it on a ladder, as one line."""
    return f"Includes: {', '.join(parts)}."


def capital(text: str) -> str:
    """The text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small letter at its start, to stand inside a sentence; names and abbreviations keep theirs."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def of_any_day(title: str) -> str:
    """The title of a figure without "today", for what is told of other days than today: a chart, a border to come."""
    return re.sub(r" today\b(?!['’])", "", title)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 month, 2 months, 1,200 months; `many` where the plural is not the noun with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(texts: Iterable[str], joined: str = "and") -> str:
    """Texts as they stand in a sentence: a; a and b; a, b and c; `joined` by another word than "and"."""
    *most, last = [*texts] or [""]
    return f"{', '.join(most)} {joined} {last}" if most else last


class Titled(Protocol):
    """Something with a title."""

    @property
    def title(self) -> str:
        """As people call it."""
        ...


def named(known: Mapping[str, Titled], said: str) -> str:
    """The id of what is called by its id or its title, in whatever capitals; empty where nothing is."""
    words = _plain(said)
    return next((id for id, each in known.items() if words in (_plain(id), _plain(each.title))), "")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence: there is no such question, with the nearest id."""
    near = nearest(name, known)
    what = {"answer": "question"}.get(what, what)
    return f"there is no {what} “{shortened(name, 60)}”." + (f" Did you mean {near}?" if near else "")


def as_reason(text: str) -> str:
    """People's words to stand behind "because": without a full stop, and quoted where they begin as a sentence does.

    Their capital letter may be a name's, so it is never made a small one.
    """
    said = text.strip().removesuffix(".").rstrip()
    return f"“{said}”" if said[:1].isupper() else said
