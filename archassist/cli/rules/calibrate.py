"""`archassist rules calibrate`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, named
from archassist.cli.output import complain, say, say_json, say_wrapped
from archassist.cli.progress import progress
from archassist.cli.rules.measures import tell_left_out, tell_panels
from archassist.cli.rules.pack import opened, pack_argument

if TYPE_CHECKING:
    from archassist.casebase import Case
    from archassist.casebase.calibration.validate import Validated
    from archassist.casebase.measured import CalibrationView
    from archassist.casebase.panels import JudgedTeam
    from archassist.rulebook import Rulebook


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules calibrate`."""
    command.add_argument(
        "--keep",
        type=named,
        metavar="FILE",
        help="write what was learned to this file; calibration.toml of the pack, and what companies left out were "
        "advised goes into its cases/left-out.csv",
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
    from archassist.casebase.panels import load_panels

    folder, rulebook = opened(chosen)
    rulebook = replace(rulebook, calibration=None)
    cases, teams = load_cases(folder, rulebook), load_panels(folder, rulebook)
    if not any(case.verdict != "anecdote" for case in cases):
        complain(f"{folder}: there are no published cases to learn from. Add some below {folder / 'cases'}.")
        return 2
    with progress("Calibrating", FOLDS + 2 + ROUNDS / 2, quiet=chosen.json) as work:
        found = calibrated(
            rulebook, cases, teams, load_scenarios(folder, rulebook), step=lambda what: work.advance()
        )
    view = _view(found, folder, rulebook, cases, teams, chosen.keep)
    if chosen.json:
        say_json(view)
    else:
        _tell(view)
    return 0


def _view(
    found: Validated,
    folder: Path,
    rulebook: Rulebook,
    cases: Sequence[Case],
    teams: Sequence[JudgedTeam],
    keep: str | None,
) -> CalibrationView:
    """What it came to, after it was written to where it is to be kept."""
    from archassist.casebase.calibration.baselines import baselines
    from archassist.casebase.calibration.written import as_toml
    from archassist.casebase.left_out import FILE, as_csv, left_out
    from archassist.casebase.measured import CalibrationView, left_out_view
    from archassist.casebase.panel_agreement import panel_agreement
    from archassist.rulebook import load
    from archassist.rulebook.calibration_reader import FILE as CALIBRATION

    learned = found.calibration.learned
    assert learned is not None
    own = keep is not None and Path(keep).resolve() == (folder / CALIBRATION).resolve()
    if keep is not None:
        _write(Path(keep), as_toml(rulebook, found.calibration, found.scales))
    # What was left out belongs to the rules with the weights that were kept: as they will be read from now on.
    kept = load(folder) if own else replace(rulebook, fingerprint="")
    rows = left_out(found.verdicts, baselines(found.lessons, rulebook), kept)
    if own:
        _write(folder / "cases" / FILE, as_csv(rows))
    return CalibrationView(
        learned, left_out_view(rows, kept, cases), panel_agreement(found.engine, teams), rows
    )


def _write(path: Path, text: str) -> None:
    """The whole file or none of it."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
    complain(f"{path}: written.")


def _tell(view: CalibrationView) -> None:
    learned = view.learned
    say(
        f"Learned from {learned.cases} decisions of published cases and {learned.judgements} judgements of made-up "
        f"teams. Firm is advice from a chance of {learned.firm:.0%} on, leaning from {learned.leaning:.0%}."
    )
    if learned.answers:
        say(
            f"Nothing is firm on fewer than {learned.answers} answers, on which what would have been was right too seldom."
        )
    if learned.unsure:
        say_wrapped(
            f"Never firm, for what would have been was right too seldom: {', '.join(learned.unsure)}."
        )
    tell_left_out(view.left_out)
    if view.panels:
        tell_panels(view.panels)
