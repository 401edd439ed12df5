"""`archassist rules first-sight`"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import named
from archassist.cli.output import complain, say_head, say_table
from archassist.cli.progress import progress
from archassist.cli.rules.pack import opened, pack_argument
from archassist.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archassist.casebase.first_sight import Sight
    from archassist.rulebook import Rulebook


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules first-sight`."""
    command.add_argument("cases", type=named, metavar="CASES", help="a folder of case files")
    command.add_argument(
        "--keep", type=named, metavar="FILE", help="add what came out to this CSV file; what it holds stays"
    )
    pack_argument(command)


def run(chosen: Namespace) -> int:
    """Assesses cases that the rules have not seen, and keeps what came out beside what was kept before."""
    from archassist.casebase import backtest, read_cases
    from archassist.casebase.first_sight import added, as_csv, from_csv, sights
    from archassist.foreign import read_text
    from archassist.session import engine_for

    _, rulebook = opened(chosen)
    day = datetime.date.today().isoformat()
    cases = read_cases(Path(chosen.cases), rulebook)
    with progress("Assessing cases", len(cases)) as work:
        new = tuple(sights(backtest(engine_for(rulebook), work.each(cases)), rulebook, day))
    if not chosen.keep:
        _tell(new, rulebook)
        return 0
    path = Path(chosen.keep)
    try:
        before = read_text(path) if path.exists() else ""
        kept = from_csv(before)
    except ValueError as error:
        complain(f"{path}: {error}. Nothing was written.")
        return 2
    every = added(kept, new)
    rows = as_csv(every[len(kept) :])
    with path.open("a", encoding="utf-8", newline="\n") as file:  # what was kept is never written again
        unended = "" if before.endswith("\n") or not before else "\n"
        file.write(unended + rows.partition("\n")[2] if before else rows)
    complain(f"{path}: {counted(len(every) - len(kept), 'decision')} added to {len(kept)}.")
    _tell(every, rulebook)
    return 0


def _tell(seen: Sequence[Sight], rulebook: Rulebook) -> None:
    from archassist.casebase.first_sight import by_rules, score

    rows = []
    for (date, rules), mine in by_rules(seen).items():
        scores = (
            score(mine),
            score(sight for sight in mine if sight.standing == "firm"),
            score(sight for sight in mine if sight.standing == "leaning"),
        )
        misses = [sight.miss(rulebook) for sight in mine]
        lighter_heavier = f"{misses.count('lighter')} : {misses.count('heavier')}"
        cases = len({sight.case for sight in mine})
        rights = (f"{part.right}/{part.of} {part.share:.0%}" for part in scores)
        rows.append([date, rules, f"{cases}", *rights, lighter_heavier])
    heads = ["first seen", "rules", "cases", "right", "firm right", "leaning right", "lighter : heavier"]
    lines = (
        f"{row[0]:12} {row[1]:14} {row[2]:>5} {row[3]:>12} {row[4]:>12} {row[5]:>14}  {row[6]}"
        for row in [heads, *rows]
    )
    say_table([(head, at > 1) for at, head in enumerate(heads)], rows, lines)
    say_head("By decision")
    scored = []
    for decision in rulebook.decisions:
        about = tuple(sight for sight in seen if sight.decision == decision)
        if about:
            found = score(about)
            scored.append((decision, f"{found.right}/{found.of} {found.share:.0%}"))
    say_table(
        [("decision", False), ("right", True)],
        scored,
        (f"  {decision:28} {right}" for decision, right in scored),
    )
