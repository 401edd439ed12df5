"""`archassist decide`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import remark, say


def run(chosen: Namespace) -> int:
    """Records what the team decided."""
    from archassist.session import Review

    review = Review.open(chosen.session)
    for note in review.notes:
        remark(note)
    if chosen.option is None:
        review.undecide(chosen.decision)
        say(f"{chosen.decision}: not decided")
        return 0
    review.decide(chosen.decision, chosen.status, chosen.option, chosen.because, chosen.by)
    title = review.rulebook.decisions[chosen.decision].options[chosen.option].title
    say(f"{chosen.decision}: {title} ({chosen.status})")
    return 0
