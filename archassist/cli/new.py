"""`archassist new`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import complain, say


def run(chosen: Namespace) -> int:
    """Makes a session file, empty or from an example."""
    from archassist.session import Review
    from archassist.session.examples import all_examples

    if chosen.example == "list":
        for name, title in all_examples().items():
            say(f"{name:30}{title}")
        return 0
    if chosen.example:
        review = Review.example(chosen.example, chosen.session, title=chosen.title)
    else:
        review = Review.create(chosen.session, chosen.title)
    say(str(review.path))
    complain(f"made {review.path} with {len(review.answers)} answers. Next: archassist {review.path}")
    return 0
