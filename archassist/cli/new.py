"""`archassist new`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.output import complain, say, say_table
from archassist.words import counted


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist new`."""
    command.add_argument("session", metavar="SESSION", help="the file to make")
    command.add_argument("--title", default="", help="what the review is about (default: the file's name)")
    command.add_argument(
        "--example", metavar="NAME", help="start from a published case; --example list shows them"
    )


def run(chosen: Namespace) -> int:
    """Makes a session file, empty or from an example."""
    from archassist.session import Review
    from archassist.session.examples import all_examples

    if chosen.example == "list":
        examples = list(all_examples().items())
        lines = (f"{name:30}{title}" for name, title in examples)
        say_table([("Example", False), ("Title", False)], examples, lines)
        return 0
    if chosen.example:
        review = Review.example(chosen.example, chosen.session, title=chosen.title)
    else:
        review = Review.create(chosen.session, chosen.title)
    say(str(review.path))
    complain(
        f"made {review.path} with {counted(len(review.answers), 'answer')}. Next: archassist {review.path}"
    )
    return 0
