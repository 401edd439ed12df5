"""What follows from the same answers is worked out once for all tests that only show it, write it down or act on it.

Each test still makes its own review, and asks for its results as the product does: it only waits less for them. Nothing
is known to a review before it asks. Tests of the engine, of the sensitivity, of the forecast and of the plan do not share:
they are about the working out.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from archassist.session import Review
from archassist.session.derived import Derived, SearchOf
from archassist.session.rulebooks import engine_for

ROOMS = frozenset({"cli", "documents", "records", "tui", "views", "workflows"})
"""Folders of tests that share what is worked out."""

MOST = 200
"""So many contents are remembered, those that were asked for last: some hold sampled futures."""

Kept = dict[tuple[object, ...], Any]
_kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()


def kept_of(review: Any, *more: object) -> Kept:
    """What is kept of reviews whose answers, priorities, and decisions that stand or were taken are these, and all that is
    said `more`: what else the result follows from."""
    about = (
        engine_for(review.rulebook),  # the engine itself, which is not made anew as long as it stands here
        review.samples,
        review.priorities,
        tuple(review.today.items()),
        tuple(sorted(review.spoken_of)),
        repr(review.beliefs()),
        *map(repr, more),
    )
    found = _kept.setdefault(about, {})
    _kept.move_to_end(about)
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return found


class Share(NamedTuple):
    """Where a review keeps a result of `Derived`, and what that follows from besides what `kept_of` looks at."""

    where: str
    more: Callable[[Any], Sequence[object]] = lambda review: ()


SHARED = {
    "flips": Share("flips"),
    "rests_on": Share("rests"),
    "futures": Share("futures"),
    "unranked": Share("unranked"),
    "next_questions": Share(
        "next_questions", lambda review: (review.focus.issues, [each.id for each in review.asked()])
    ),
    "outlook": Share("outlooks", lambda review: (review.events, review.history)),
    "plan": Share("plans", lambda review: (review.contents.understood,)),
}
"""By method of `Derived`."""


def _key(name: str, about: Any) -> Any:
    """The key under which a review keeps a result about something: outlooks are kept by month."""
    return f"{about:%Y-%m}" if name == "outlook" else about


def _shared(name: str, share: Share) -> Callable[..., Any]:
    real = getattr(Derived, name)

    def derive(derived: Derived, *about: Any) -> Any:
        mine = getattr(derived.known, share.where)
        if _key(name, *about) in mine if about else mine is not None:
            return real(derived, *about)
        kept = kept_of(derived._review, *share.more(derived._review))
        if (name, *about) not in kept:
            kept[name, *about] = real(derived, *about)
        elif about:
            mine[_key(name, *about)] = kept[name, *about]
        else:
            setattr(derived.known, share.where, kept[name, *about])
        return real(derived, *about)

    return derive


@contextmanager
def sharing() -> Iterator[None]:
    """While it lasts, a review takes from those before it what follows from the same content."""
    search, assess = Derived.flip_search, Review.assess

    def flip_search(derived: Derived) -> Any:
        if derived.known.search is None:
            review = derived._review
            kept = kept_of(review)
            if ("search",) not in kept:
                kept["search",] = search(derived)
            derived.known.search = SearchOf(review.engine, review.beliefs(), kept["search",])
        return search(derived)

    def assessed(review: Review, samples: int | None = None) -> Any:
        rows = review.samples if samples is None else samples
        review._begin_anew_after_a_change()
        if rows not in review._assessments:
            kept = kept_of(review)
            if ("assess", rows) not in kept:
                kept["assess", rows] = assess(review, samples)
            review._assessments[rows] = kept["assess", rows]
        return assess(review, samples)

    with pytest.MonkeyPatch.context() as patch:
        for name, share in SHARED.items():
            patch.setattr(Derived, name, _shared(name, share))
        patch.setattr(Derived, "flip_search", flip_search)
        patch.setattr(Review, "assess", assessed)
        yield
