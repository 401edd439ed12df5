"""`archassist rules calibrate`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, named
from archassist.cli.output import complain, say, say_head, say_table
from archassist.cli.progress import progress
from archassist.cli.rules.pack import opened, pack_argument

if TYPE_CHECKING:
    from archassist.casebase import Verdict
    from archassist.casebase.calibration.validate import Validated
    from archassist.rulebook import Rulebook


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules calibrate`."""
    command.add_argument(
        "--keep",
        type=named,
        metavar="FILE",
        help="write what was learned to this file (calibration.toml of a pack)",
    )
    pack_argument(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Learns how strongly rules speak, tells how well that holds for companies left out, and keeps it when asked to."""
    if not all(find_spec(library) for library in ("scipy", "z3")):
        complain("Calibrating needs scipy and z3: python -m pip install 'archassist[calibrate,prove]'")
        return 2
    from archassist.authoring.calibrating import ROUNDS, calibrated
    from archassist.authoring.examples import load_scenarios
    from archassist.casebase import load_cases
    from archassist.casebase.calibration.validate import FOLDS
    from archassist.casebase.calibration.written import as_toml
    from archassist.casebase.panels import load_panels

    folder, rulebook = opened(chosen)
    rulebook = replace(rulebook, calibration=None)
    cases, teams = load_cases(folder, rulebook), load_panels(folder, rulebook)
    if not any(case.verdict != "anecdote" for case in cases):
        complain(f"{folder}: there are no published cases to learn from. Add some below {folder / 'cases'}.")
        return 2
    with progress("Calibrating", FOLDS + 2 + ROUNDS / 2) as work:
        found = calibrated(
            rulebook, cases, teams, load_scenarios(folder, rulebook), step=lambda what: work.advance()
        )
    _tell(found, rulebook)
    if chosen.keep:
        path = Path(chosen.keep)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(as_toml(rulebook, found.calibration, found.scales), encoding="utf-8", newline="\n")
        beside.replace(path)
        complain(f"{path}: written.")
    return 0


def _tell(found: Validated, rulebook: Rulebook) -> None:
    from archassist.casebase.calibration.validate import baselines, interval

    verdicts, learned = found.verdicts, found.calibration.learned
    assert learned is not None
    low, high = interval(verdicts)
    say(
        f"Learned from {learned.cases} decisions of published cases and {learned.judgements} judgements of made-up "
        f"teams. Every company was left out once:"
    )
    right = sum(each.agrees for each in verdicts)
    say(
        f"  right      {_share(right, len(verdicts))}  ({low:.0%} to {high:.0%} with 95% confidence, by company)"
    )
    for standing, threshold in (("firm", learned.firm), ("leaning", learned.leaning), ("open", None)):
        mine = [each for each in verdicts if each.standing == standing]
        told = f", from a chance of {threshold:.0%} on" if threshold is not None else ""
        part = len(mine) / max(len(verdicts), 1)
        say(
            f"  {standing:10} {_share(sum(each.agrees for each in mine), len(mine))}  ({part:.0%} of all{told})"
        )
    misses = Counter(each.miss(rulebook) for each in verdicts)
    say(f"  misses     {misses['lighter']} lighter, {misses['heavier']} heavier than every accepted option")
    for name, rights in baselines(found.lessons).items():
        say(f"  {name:18} {_share(sum(rights), len(rights))}")
    if found.checked:
        say(f"  as experts of panels kept for checking: {_share(sum(found.checked), len(found.checked))}")
    say_head("By decision")
    rows = []
    for decision in rulebook.decisions:
        mine = [each for each in verdicts if each.decision == decision]
        if mine:
            rows.append(
                (decision, _share(sum(each.agrees for each in mine), len(mine)), _spread(mine, rulebook))
            )
    say_table(
        [("decision", False), ("right", True), ("recommended : accepted, by option", False)],
        rows,
        (f"  {decision:28} {right:>14}  {spread}" for decision, right, spread in rows),
    )


def _share(right: int, of: int) -> str:
    return f"{right}/{of} {right / of if of else 0:.0%}"


def _spread(verdicts: Sequence[Verdict], rulebook: Rulebook) -> str:
    """By option how often it was recommended, and how often it was accepted (options accepted together share one)."""
    decision = verdicts[0].decision
    recommended = Counter(each.recommended for each in verdicts)
    accepted: Counter[str] = Counter()
    for each in verdicts:
        options = _accepted(each, rulebook)
        for option in options:
            accepted[option] += 1 / len(options)  # type: ignore[assignment]
    return ", ".join(
        f"{option} {recommended[option]}:{accepted[option]:.0f}"
        for option in rulebook.decisions[decision].options
    )


def _accepted(verdict: Verdict, rulebook: Rulebook) -> list[str]:
    from archassist.casebase.case import is_right

    options: Iterable[str] = rulebook.decisions[verdict.decision].options
    accepted = verdict.case.accepted.get(verdict.decision)
    forbidden = verdict.case.forbidden.get(verdict.decision, ())
    return [option for option in options if is_right(option, accepted, forbidden)]
