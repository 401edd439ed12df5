"""`archassist rules backtest`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, say_head, say_json, say_table, say_wrapped
from archassist.cli.progress import progress
from archassist.cli.rules.measures import tell_first_sights, tell_left_out, tell_panels
from archassist.cli.rules.pack import opened, pack_argument

if TYPE_CHECKING:
    from archassist.casebase import Backtest
    from archassist.casebase.first_sight import Sight
    from archassist.casebase.left_out import LeftOut


class _Unreadable(Exception):
    """What was kept beside a pack cannot be read; says which file, and why."""


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules backtest`."""
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Compares advice with published cases: at first sight, with every company left out, and as the rules are."""
    from archassist.casebase import backtest as compared
    from archassist.casebase import load_cases
    from archassist.casebase.backtest_view import backtest_view
    from archassist.casebase.measured import first_sights_view, left_out_view
    from archassist.casebase.panel_agreement import panel_agreement
    from archassist.casebase.panels import load_panels
    from archassist.session.rulebooks import engine_for

    folder, rulebook = opened(chosen)
    cases, teams = load_cases(folder, rulebook), load_panels(folder, rulebook)
    try:
        seen, kept = _kept(folder)
    except _Unreadable as fault:
        complain(str(fault))
        return 2
    engine = engine_for(rulebook)
    with progress("Comparing with cases", len(cases) + len(teams) / 3, quiet=chosen.json) as work:
        found = compared(engine, work.each(cases))
        panels = panel_agreement(engine, teams)
    view = backtest_view(
        found,
        first_sights_view(seen, rulebook, cases),
        left_out_view(kept, rulebook, cases) if kept else None,
        panels,
    )
    if chosen.json:
        say_json(view)
        return 1 if found.overscaling else 0
    if view.first_sight:
        tell_first_sights(view.first_sight)
    if view.left_out:
        tell_left_out(view.left_out)
    if panels:
        tell_panels(panels)
    _as_they_are(found, told=view.left_out is not None)
    for each in found.overscaling:
        complain(
            f"{each.case.title} did well without what is advised firmly: {each.decision} {each.recommended}."
        )
    return 1 if found.overscaling else 0


def _kept(folder: Path) -> tuple[Sequence[Sight], Sequence[LeftOut]]:
    """What is kept of first sights and of companies left out, nothing where there is no such file."""
    from archassist.casebase import first_sight, left_out
    from archassist.foreign import read_text

    def read(name: str) -> str:
        path = folder / "cases" / name
        return read_text(path) if path.exists() else ""

    path = first_sight.FILE
    try:
        seen = first_sight.from_csv(read(path))
        path = left_out.FILE
        text = read(path)
        return seen, left_out.from_csv(text) if text else ()
    except ValueError as error:
        remedy = (
            "Correct the line"
            if path == first_sight.FILE
            else "Write the file again with `rules calibrate --keep`"
        )
        raise _Unreadable(f"{folder / 'cases' / path}: {error}. {remedy}.") from None


def _as_they_are(found: Backtest, told: bool) -> None:
    """Agreement by the rules as they are, and each disagreement with its reasons. `told`: better figures stand above."""
    say_head("The rules as they are, on cases that they were made with: memory, not foresight")
    if told:
        right, of = sum(each.agrees for each in found.verdicts), len(found.verdicts)
        say_wrapped(f"{right} of {of} agree ({right / max(of, 1):.0%}).", "  ")
    else:
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
