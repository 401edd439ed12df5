"""`archassist rules new`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.output import complain, say, say_text
from archassist.cli.rules.pack import pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules new`."""
    command.add_argument("kind", choices=["question", "rule", "decision", "practice", "contradiction"])
    command.add_argument("id", metavar="ID")
    command.add_argument("--file", default="", help="a section for a question, a file name for a practice")
    command.add_argument("--dry-run", action="store_true", help="print it instead")
    pack_argument(command, "rules, in this folder")


def run(chosen: Namespace) -> int:
    """Appends a skeleton to the right file of a pack of one's own."""
    from archassist.authoring.add import add, own_pack
    from archassist.authoring.scaffold import ScaffoldError, skeleton
    from archassist.rulebook import load

    try:
        pack = own_pack(chosen.pack)
        made = skeleton(load(pack), pack, chosen.kind, chosen.id, chosen.file)
        add(pack, made, dry_run=chosen.dry_run)
    except ScaffoldError as error:
        complain(str(error))
        return 2
    if chosen.dry_run:
        say(f"# {made.file}")
        say_text(made.text)
    else:
        say(str(made.file))
    return 0
