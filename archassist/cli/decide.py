"""`archassist decide`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import opened, say


def run(chosen: Namespace) -> int:
    """Records what the team decided."""

    review = opened(chosen.session)
    if chosen.option is None:
        review.undecide(chosen.decision)
        say(f"{chosen.decision}: not decided")
        return 0
    taken = review.decide(chosen.decision, chosen.status, chosen.option, chosen.because, chosen.by)
    title = review.rulebook.decisions[chosen.decision].options[chosen.option].title
    say(f"{chosen.decision}: {title} ({taken.status})")
    return 0
