"""`archassist mark`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import remark, say


def run(chosen: Namespace) -> int:
    """Records where a practice stands, and whose it is."""
    from archassist.session import Review

    review = Review.open(chosen.session)
    for note in review.notes:
        remark(note)
    review.mark(chosen.practice, chosen.status, chosen.owner)
    owner = f", {chosen.owner}" if chosen.owner else ""
    say(f"{chosen.practice}: {chosen.status}{owner}")
    return 0
