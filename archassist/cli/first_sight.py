"""`archassist rules first-sight`"""

from __future__ import annotations

import datetime
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.output import complain, say, say_head
from archassist.cli.rules import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archassist.casebase.first_sight import Sight
    from archassist.rulebook import Rulebook


def run(chosen: Namespace) -> int:
    """Assesses cases that the rules have not seen, and keeps what came out beside what was kept before."""
    from archassist.casebase import backtest, read_cases
    from archassist.casebase.first_sight import added, as_csv, from_csv, sights
    from archassist.foreign import read_text
    from archassist.session import engine_for

    _, rulebook = opened(chosen)
    day = datetime.date.today().isoformat()
    new = tuple(
        sights(backtest(engine_for(rulebook), read_cases(Path(chosen.cases), rulebook)), rulebook, day)
    )
    if not chosen.keep:
        _tell(new, rulebook)
        return 0
    path = Path(chosen.keep)
    try:
        kept = from_csv(read_text(path)) if path.exists() else ()
    except ValueError as error:
        complain(f"{path}: {error}. Nothing was written.")
        return 2
    every = added(kept, new)
    rows = as_csv(every[len(kept) :])
    with path.open("a", encoding="utf-8", newline="\n") as file:  # what was kept is never written again
        file.write(rows.partition("\n")[2] if kept else rows)
    complain(f"{path}: {len(every) - len(kept)} decisions added to {len(kept)}.")
    _tell(every, rulebook)
    return 0


def _tell(seen: Sequence[Sight], rulebook: Rulebook) -> None:
    from archassist.casebase.first_sight import by_rules, score

    say(
        f"{'first seen':12} {'rules':14} {'cases':>5} {'right':>12} {'firm right':>12} {'leaning right':>14}"
        "  lighter : heavier"
    )
    for (date, rules), mine in by_rules(seen).items():
        whole, firm, leaning = (
            score(mine),
            score(each for each in mine if each.standing == "firm"),
            score(each for each in mine if each.standing == "leaning"),
        )
        misses = [each.miss(rulebook) for each in mine]
        cases = len({each.case for each in mine})
        parts = [f"{each.right}/{each.of} {each.share:.0%}" for each in (whole, firm, leaning)]
        say(
            f"{date:12} {rules:14} {cases:5} {parts[0]:>12} {parts[1]:>12} {parts[2]:>14}"
            f"  {misses.count('lighter')} : {misses.count('heavier')}"
        )
    say_head("By decision")
    for decision in rulebook.decisions:
        mine = tuple(each for each in seen if each.decision == decision)
        if mine:
            found = score(mine)
            say(f"  {decision:28} {found.right}/{found.of} {found.share:.0%}")
