"""What a review is about: the decisions at issue, because the team named them or because of what hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.views.records.focus import AtIssue, FocusView, PainView

if TYPE_CHECKING:
    from archassist.rulebook import Pain
    from archassist.session.review import Review


def focus_view(review: Review) -> FocusView:
    """What must be decided, what hurts and who is in the room, as `focus --json` prints it."""
    known = review.rulebook.pains
    return FocusView(
        at_issue(review),
        tuple(_pain(known[id]) for id in review.focus.pains),
        review.focus.present,
        tuple(map(_pain, known.values())),
    )


def at_issue(review: Review) -> tuple[AtIssue, ...]:
    """The decisions at issue: those that the team named, the most urgent first, then those that its pains touch, in the
    order in which pains name them."""
    rulebook, named = review.rulebook, review.focus.decisions
    pains = [rulebook.pains[id] for id in review.focus.pains]
    hurt: dict[str, tuple[str, ...]] = {}
    for depth in range(max((len(pain.decisions) for pain in pains), default=0)):
        for pain in pains:  # the likeliest remedy of each pain before the second of any
            for decision in pain.decisions[depth : depth + 1]:
                hurt[decision] = (*hurt.get(decision, ()), pain.title)
    urgent = sorted(named, key=lambda id: named[id] or "9999")
    return tuple(
        AtIssue(id, rulebook.decisions[id].title, named.get(id, ""), id in named, hurt.get(id, ()))
        for id in dict.fromkeys((*urgent, *hurt))
    )


def _pain(pain: Pain) -> PainView:
    return PainView(pain.id, pain.title, pain.about, pain.decisions)
