"""`archassist rules graph`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import picture_flags
from archassist.cli.output import complain, remark, say_text
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules graph`."""
    command.add_argument(
        "which",
        metavar="GRAPH",
        choices=["requirements", "prerequisites", "definitions"],
        help="requirements (of options), prerequisites (of practices) or definitions (where numbers come from)",
    )
    picture_flags(command, "--format", "mermaid")
    pack_argument(command)


def run(chosen: Namespace) -> int:
    """Prints a picture of what needs what in a pack."""
    from archassist.answers.form_fields import read_whole
    from archassist.authoring.pictures import LEFT_OUT, NotInGraph, picture
    from archassist.diagrams import FORMATS

    steps = read_whole(chosen.steps, "--steps", "arrows")
    _, rulebook = opened(chosen)
    try:
        diagram, left_out = picture(rulebook, chosen.which, chosen.around, steps)
    except NotInGraph as error:
        complain(str(error))
        return 2
    if left_out:
        remark(f"Left out: {left_out} {LEFT_OUT[chosen.which]}, which need nothing and which nothing needs.")
    say_text(FORMATS[chosen.format](diagram).rstrip("\n"))
    return 0
