"""`archassist rules backtest`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say_head, say_json, say_table, say_wrapped
from archassist.cli.progress import progress
from archassist.cli.rules.pack import opened, pack_argument

if TYPE_CHECKING:
    from archassist.casebase import Backtest


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules backtest`."""
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Compares advice with published cases."""
    from archassist.casebase import backtest as compared
    from archassist.casebase import load_cases
    from archassist.casebase.backtest import backtest_view
    from archassist.session.rulebooks import engine_for

    folder, rulebook = opened(chosen)
    cases = load_cases(folder, rulebook)
    with progress("Comparing with cases", len(cases), quiet=chosen.json) as work:
        found = compared(engine_for(rulebook), work.each(cases))
    if chosen.json:
        say_json(backtest_view(found))
        return 1 if found.overscaling else 0
    _agreement(found)
    for each in found.verdicts:
        if each.agrees:
            continue
        said = (
            "a forbidden option"
            if each.forbidden
            else f"the company: {' or '.join(each.case.accepted[each.decision])}"
        )
        say_head(
            f"{each.case.title} ({each.case.id}, {each.half}): "
            f"{each.decision} is {each.recommended} ({each.standing}); {said}",
            standing=each.standing or "",
        )
        for reason in each.because:
            say_wrapped(f"- {reason.text} [{reason.rule}]", "  ")
    for each in found.overscaling:
        complain(
            f"{each.case.title} did well without what is advised firmly: {each.decision} {each.recommended}."
        )
    return 1 if found.overscaling else 0


def _agreement(found: Backtest) -> None:
    """How often the advice agrees with what companies did, decision by decision."""
    rows = []
    for decision in found.decisions:
        parts = (
            found.agreement(decision),
            found.agreement(decision, "tuned"),
            found.agreement(decision, "held out"),
        )
        rows.append([decision, *(f"{part.agree}/{part.cases} {part.share:.0%}" for part in parts)])
    heads = ("decision", "all", "tuned half", "held-out half")
    lines = (f"{name:28} {whole:>12} {tuned:>14} {held:>15}" for name, whole, tuned, held in [heads, *rows])
    say_table([(head, head != "decision") for head in heads], rows, lines)
