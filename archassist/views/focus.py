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
    return tuple(
        AtIssue(
            id,
            rulebook.decisions[id].title,
            named.get(id, ""),
            id in named,
            tuple(rulebook.pains[each].title for each in pains),
        )
        for id, pains in review.focus.issues.items()
    )


def _pain(pain: Pain) -> PainView:
    return PainView(pain.id, pain.title, pain.about, pain.decisions)
