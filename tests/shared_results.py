"""What follows from the same answers is worked out once for all tests that only show it, write it down or act on it.

Each test still makes its own review, and asks for its results as the product does: it only waits less for them. Nothing
is known to a review before it asks. Tests of the engine, of the sensitivity, of the forecast and of the plan do not share:
they are about the working out.
"""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from archassist.session import Review
from archassist.session.derived import Derived, Results, SearchOf
from archassist.session.rulebooks import engine_for

ROOMS = frozenset({"cli", "documents", "records", "tui", "views", "workflows"})
"""Folders of tests that share what is worked out."""

MOST = 60
"""So many contents are remembered, those that were asked for last: each holds its sampled futures."""

_known: OrderedDict[tuple[object, ...], dict[tuple[object, ...], Any]] = OrderedDict()


def known_of(review: Any) -> dict[tuple[object, ...], Any]:
    """What is known of a content: of all its entries, under the same engine, in as many futures."""
    content = repr(review.contents.understood)
    about = (
        engine_for(review.rulebook),
        review.samples,
        content,
    )  # the engine itself, so that it is not made anew
    found = _known.setdefault(about, {})
    _known.move_to_end(about)
    while len(_known) > MOST:
        _known.popitem(last=False)
    return found


def _outlook(known: Results, value: Any, today: datetime.date) -> None:
    known.outlooks.setdefault(f"{today:%Y-%m}", value)


PUT: dict[str, Callable[..., object]] = {
    "flips": lambda known, value, decision: known.flips.setdefault(decision, value),
    "rests_on": lambda known, value, decision: known.rests.setdefault(decision, value),
    "plan": lambda known, value, today: known.plans.setdefault(today, value),
    "outlook": _outlook,
    "futures": lambda known, value: _fill(known, "futures", value),
    "next_questions": lambda known, value: _fill(known, "next_questions", value),
    "unranked": lambda known, value: _fill(known, "unranked", value),
}
"""By method of what is derived, how its result becomes known to a review."""


def _fill(known: Results, name: str, value: Any) -> None:
    if getattr(known, name) is None:
        setattr(known, name, value)


def _shared(name: str) -> Callable[..., Any]:
    real, put = getattr(Derived, name), PUT[name]

    def derive(derived: Derived, *about: Any) -> Any:
        kept = known_of(derived._review)
        if (name, *about) in kept:
            put(derived.known, kept[name, *about], *about)
        kept[name, *about] = found = real(derived, *about)
        return found

    return derive


@contextmanager
def sharing() -> Iterator[None]:
    """While it lasts, a review takes from those before it what follows from the same content."""
    search, assess = Derived.flip_search, Review.assess

    def flip_search(derived: Derived) -> Any:
        kept = known_of(derived._review)
        if derived.known.search is None and ("search",) in kept:
            review = derived._review
            derived.known.search = SearchOf(review.engine, review.beliefs(), kept["search",])
        kept["search",] = found = search(derived)
        return found

    def assessed(review: Review, samples: int | None = None) -> Any:
        kept, rows = known_of(review), review.samples if samples is None else samples
        review._begin_anew_after_a_change()
        if ("assess", rows) in kept:
            review._assessments.setdefault(rows, kept["assess", rows])
        kept["assess", rows] = found = assess(review, samples)
        return found

    with pytest.MonkeyPatch.context() as patch:
        for name in PUT:
            patch.setattr(Derived, name, _shared(name))
        patch.setattr(Derived, "flip_search", flip_search)
        patch.setattr(Review, "assess", assessed)
        yield
