"""`archassist rules lint`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say, say_json
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules lint`."""
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Prints what is valid and still not good."""
    from archassist.authoring.lint import lint as findings_of
    from archassist.authoring.remarks import findings_view

    _, rulebook = opened(chosen)
    findings = findings_of(rulebook)
    if chosen.json:
        say_json(findings_view(findings))
    else:
        for each in findings:
            say(str(each))
        complain(f"{len(findings)} findings." if findings else "No findings.")
    return 1 if findings else 0
