"""`archassist rules explain`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say_defined, say_json
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules explain`."""
    command.add_argument("id", metavar="ID")
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Tells everything about one object of a pack."""
    from archassist.authoring.explain import NoSuchId, explained_view
    from archassist.authoring.explain import explain as explained

    _, rulebook = opened(chosen)
    try:
        lines = explained(rulebook, chosen.id)
    except NoSuchId as error:
        complain(str(error))
        return 2
    if chosen.json:
        say_json(explained_view(lines))
        return 0
    for head, text in lines:
        address = text.rpartition(" ")[2] if head in ("source", "where") else ""
        say_defined(head, text, room=14, link=address)
    return 0
