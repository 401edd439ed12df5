"""`archassist rules coverage`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say, say_json
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules coverage`."""
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Says which rules and branches cases, examples and scenarios exercise."""
    from archassist.authoring.coverage import coverage as covered_by
    from archassist.authoring.coverage import coverage_view
    from archassist.authoring.examples import load_scenarios
    from archassist.casebase import load_cases

    folder, rulebook = opened(chosen)
    profiles = [{}, *(each.beliefs for each in load_cases(folder, rulebook) if each.verdict != "anecdote")]
    profiles += [each.beliefs for each in load_scenarios(folder, rulebook)]
    found = covered_by(rulebook, profiles)
    if chosen.json:
        say_json(coverage_view(found))
        return 0
    (rules, of_rules), (sides, of_sides) = found.rules(), found.branches()
    for each in found.open:
        said = "never fires" if not each.fired else "always fires" if not each.silent else ""
        say(f"{each.place}: {each.id}" + (f": {said}" if said else ""))
        for branch in each.one_sided:
            say(f"    never {'false' if branch.true else 'true'}: {branch.text}")
    share = 100 * sides // max(of_sides, 1)
    complain(
        f"{found.profiles} profiles: {rules} of {of_rules} rules and practices exercised both ways, "
        f"{sides} of {of_sides} sides of branches ({share}%)."
    )
    return 0
