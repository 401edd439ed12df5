"""What documents call practices and options."""

from __future__ import annotations

from collections.abc import Iterable

from archassist.rulebook import Rulebook


def titles_of(rulebook: Rulebook, ids: Iterable[str]) -> Iterable[str]:
    """Titles of practices and of options (`decision.option`); both kinds of ids have dots."""
    for id in ids:
        decision, _, option = id.partition(".")
        if id in rulebook.practices:
            yield rulebook.practices[id].title
        elif decision in rulebook.decisions:
            known = rulebook.decisions[decision]
            yield f"{known.title}: {known.options[option].title}"
