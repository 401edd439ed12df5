"""Small words that every room needs: what was probably meant by a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from archassist.terminal_text import shortened


def nearest(word: str, known: Iterable[str], *, longest: int = 80) -> str:
    """The known word that is most like another one; empty when none is near. Only the first `longest` characters count."""
    return next(iter(difflib.get_close_matches(word[:longest], list(known), n=1, cutoff=0.6)), "")


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence: there is no such question, with the nearest id."""
    near = nearest(name, known)
    what = {"answer": "question"}.get(what, what)
    return f"there is no {what} “{shortened(name, 60)}”." + (f" Did you mean {near}?" if near else "")
