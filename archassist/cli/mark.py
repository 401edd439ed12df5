"""`archassist mark`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import opened, say


def run(chosen: Namespace) -> int:
    """Records where a practice stands, and whose it is."""

    review = opened(chosen.session)
    review.mark(chosen.practice, chosen.status, chosen.owner)
    owner = f", {chosen.owner}" if chosen.owner else ""
    say(f"{chosen.practice}: {chosen.status}{owner}")
    return 0
