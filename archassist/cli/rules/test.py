"""`archassist rules test`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say, say_json
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules test`."""
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Runs every example and scenario."""
    from archassist.authoring.examples import examples_view, load_scenarios, run_examples

    folder, rulebook = opened(chosen)
    outcomes = list(run_examples(rulebook, load_scenarios(folder, rulebook)))
    failed = [each for each in outcomes if each.fault]
    if chosen.json:
        say_json(examples_view(outcomes))
    else:
        for each in failed:
            say(f"{each.place}: {each.kind} {each.id}: {each.fault}")
        complain(f"{len(outcomes) - len(failed)} of {len(outcomes)} examples pass.")
    return 1 if failed else 0
