"""Every case again with half of its answers taken away: what is lost should be sureness, not rightness of what is firm.

    python -m benchmarks.thinned [DRAWS]      (needs the extras calibrate and prove; about two minutes)

Each company is advised by weights learned of the others, and as sure as advice to the others was right. Which answers stay
is drawn from the case's id and the number of the draw. Below stands where firm advice was wrong.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from archassist.authoring.calibrating import calibrated
from archassist.authoring.examples import load_scenarios
from archassist.casebase import Case, CaseVerdict, backtest, load_cases
from archassist.casebase.calibration.sureness import thinned
from archassist.casebase.calibration.validate import Validated, fold_of
from archassist.casebase.panels import load_panels
from archassist.casebase.rates import rate
from archassist.session import shipped_rulebook
from archassist.shipped import rules_folder

DRAWS = 4
FIRST = 100
"""The number of the first draw: other halves than those by which it was learned how sure advice may be."""
SAMPLES = 512


def advised(found: Validated, cases: list[Case]) -> Iterator[CaseVerdict]:
    """What each case is advised by weights that were learned without its company."""
    for fold, weights in found.unaware.items():
        mine = [case for case in cases if fold_of(case.company) == fold]
        yield from backtest(found.engine.weighing(weights), mine, samples=SAMPLES).verdicts


def told(what: str, verdicts: list[CaseVerdict]) -> None:
    """Prints how often it is right, and how sure."""
    companies = [each.case.company for each in verdicts]
    every = rate([each.agrees for each in verdicts], companies)
    print(f"{what:44}{every.of:6} decisions, {every.share:.1%} right ({every.low:.0%} to {every.high:.0%})")
    for standing in ("firm", "leaning", "open"):
        mine = [each for each in verdicts if each.standing == standing]
        found = rate([each.agrees for each in mine], [each.case.company for each in mine])
        if found.share is not None:
            print(
                f"    {standing:8}{found.right:5}/{found.of:<5}{found.share:6.1%} right "
                f"({found.low:.1%} to {found.high:.1%}), {found.of / every.of:.0%} of all"
            )


def wrong(verdicts: list[CaseVerdict]) -> None:
    """Prints where firm advice is wrong."""
    firm = [each for each in verdicts if each.standing == "firm"]
    of = Counter(each.decision for each in firm)
    missed: dict[str, list[CaseVerdict]] = defaultdict(list)
    for each in firm:
        if not each.agrees:
            missed[each.decision].append(each)
    for decision, mine in sorted(missed.items(), key=lambda pair: -len(pair[1])):
        where = Counter(f"{each.case.id} {each.recommended}" for each in mine)
        print(f"      {decision:28}{len(mine):3} of {of[decision]:<4} {', '.join(where)}")


def main(draws: int) -> None:
    """Prints whole cases, then thinned ones."""
    rulebook = replace(shipped_rulebook(), calibration=None)
    folder = rules_folder()
    cases = [case for case in load_cases(folder, rulebook) if case.verdict != "anecdote"]
    found = calibrated(rulebook, cases, load_panels(folder, rulebook), load_scenarios(folder, rulebook))
    told("all answers", list(advised(found, cases)))
    verdicts = [
        verdict
        for draw in range(draws)
        for verdict in advised(found, [thinned(case, FIRST + draw) for case in cases])
    ]
    told(f"half of the answers, {draws} draws", verdicts)
    wrong(verdicts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS)
