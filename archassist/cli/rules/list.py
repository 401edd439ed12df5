"""`archassist rules list`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag
from archassist.cli.output import say_json, say_table
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules list`."""
    command.add_argument("--kind", help="only this kind: question, decision, option, rule, fact, ...")
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Lists every object of a pack."""
    from archassist.answers import AnswerError
    from archassist.authoring.inventory import inventory
    from archassist.casebase import load_cases

    folder, rulebook = opened(chosen)
    objects = inventory(rulebook, load_cases(folder, rulebook))
    kinds = list(dict.fromkeys(described.kind for described in objects))
    if chosen.kind:
        if chosen.kind not in kinds:
            raise AnswerError(f"There is no kind “{chosen.kind}”. Kinds: {', '.join(kinds)}.")
        objects = tuple(described for described in objects if described.kind == chosen.kind)
    if chosen.json:
        say_json(objects)
        return 0
    say_table(
        [("Kind", False), ("Id", False), ("Title", False)],
        [(described.kind, described.id, described.title) for described in objects],
        (f"{described.kind:10} {described.id:44} {described.title}".rstrip() for described in objects),
    )
    return 0
