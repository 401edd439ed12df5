"""The published examples as answers alone: before anything was decided, so that a test may decide it."""

from __future__ import annotations

import shutil
from pathlib import Path

from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.session.derived import Results, SearchOf

_FOLDER = Path(__file__).parent


def undecided(name: str, path: Path | str, rulebook: Rulebook | None = None) -> Review:
    """A review with the answers of an example or of a published case, in a new file."""
    kept = _FOLDER / f"{name}.toml"
    if not kept.exists():
        return Review.example(name, path, rulebook)
    shutil.copy(kept, path)
    return Review.open(path, rulebook) if rulebook else Review.open(path)


def sharing(review: Review, kept: dict[str, Results], name: str) -> Review:
    """The review with what tests before this one worked out from the same content, kept under a name.

    A change of the review makes it begin anew, as every change does: what is shared is only what follows from the
    content as it is now.
    """
    known = review.derived.known = kept.setdefault(name, review.derived.known)
    if known.search:  # about the same content, of another file
        known.search = SearchOf(review.engine, review.beliefs(), known.search.search)
    return review
