"""`archassist mark`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import opened, say


def run(chosen: Namespace) -> int:
    """Records where a practice stands, and who owns it."""
    review = opened(chosen.session)
    mark = review.mark(chosen.practice, chosen.status, chosen.owner)
    owner = f", {mark.owner}" if mark.owner else ""
    say(f"{chosen.practice}: {mark.status}{owner}")
    return 0
