"""`archassist rules prove`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say, say_json, say_wrapped
from archassist.cli.progress import progress
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules prove`."""
    command.add_argument(
        "--only", metavar="CLAIM", action="append", help="only this claim (may be given again)"
    )
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Proves claims about a pack, or shows answers that refute them."""
    from archassist.authoring.proofs import CLAIMS, MissingProver, NoSuchClaim
    from archassist.authoring.proofs import prove as proved
    from archassist.authoring.proofs.report import proof_view

    _, rulebook = opened(chosen)
    try:
        with progress("Proving", len(chosen.only or CLAIMS), quiet=chosen.json) as work:
            report = proved(rulebook, only=chosen.only or (), steps=work.each)
    except (MissingProver, NoSuchClaim) as error:
        complain(str(error))
        return 2
    if chosen.json:
        say_json(proof_view(report))
        return 1 if report.refuted else 0
    for each in (*report.refuted, *report.open):
        say(f"{each.claim}: {each.id}: {each.said}")
        if each.witness:
            say_wrapped(", ".join(f"{name}={value}" for name, value in each.witness.items()), "    ")
    for claim, counts in report.counts().items():
        rest = f", {counts.refuted} refuted" if counts.refuted else ""
        rest += f", {counts.open} not decided" if counts.open else ""
        complain(f"{claim}: {counts.proved} hold{rest}.")
    return 1 if report.refuted else 0
