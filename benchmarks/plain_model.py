"""The advice beside a plain model that knows nothing of architecture, on the same cases and the same folds in one run.

    python -m benchmarks.plain_model          (needs the extras calibrate and prove; about three minutes)

The plain model is logistic regression on the raw answers (`casebase.calibration.plain_model`). Both learn of the other
companies alone, once of published cases and once also of the made-up teams that experts judged. The rules of the pack were
written by people who may have known these cases; only `rules first-sight` tells how they do on cases nobody had seen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from archassist.authoring.calibrating import calibrated
from archassist.authoring.examples import load_scenarios
from archassist.casebase import load_cases
from archassist.casebase.calibration.baselines import plainly
from archassist.casebase.calibration.fit import COUNTED
from archassist.casebase.calibration.validate import Validated, fold_of
from archassist.casebase.panels import load_panels
from archassist.casebase.rates import difference, rate
from archassist.session import shipped_rulebook
from archassist.shipped import rules_folder

SURE = (0.5, 0.6, 0.7, 0.8, 0.9)


def shown(what: str, rights: Sequence[bool], companies: Sequence[str]) -> str:
    """A line of the table: the share right, and between what it lies."""
    found = rate(rights, companies)
    return f"  {what:42}{found.right:4}/{found.of}{found.share:7.1%}  ({found.low:.0%} to {found.high:.0%})"


def compare(found: Validated) -> None:
    """Prints both, and how far the advice is ahead."""
    published = [each for each in found.lessons if each.kind == "case"]
    companies = [each.case.company for each in found.verdicts]
    advice = [each.agrees for each in found.verdicts]
    asked = {(each.team, each.decision): each for each in published}
    in_order = [asked[each.case.id, each.decision] for each in found.verdicts]
    taught = [each for each in found.lessons if each.kind != "scenario"]
    print(shown("advice", advice, companies))
    for what, standing in (("plain model", False), ("plain model, told what stands today", True)):
        chances = plainly(in_order, taught, part=fold_of, counts=COUNTED, standing=standing)
        rights = [bool(each.right[mine.argmax()]) for each, mine in zip(in_order, chances, strict=True)]
        ahead = difference(advice, rights, companies)
        print(shown(what, rights, companies))
        print(
            f"    the advice is ahead by {100 * ahead.points:.1f} points "
            f"({100 * ahead.low:.1f} to {100 * ahead.high:.1f} with 95% confidence, by company)"
        )
        sure = [(float(mine.max()), right) for mine, right in zip(chances, rights, strict=True)]
        told = ((least, [right for chance, right in sure if chance >= least]) for least in SURE)
        print("    sure of it:", ", ".join(f"{least:.0%} {sum(mine)}/{len(mine)}" for least, mine in told))
    told = (
        (least, [each.agrees for each in found.verdicts if (each.chance or 0.0) >= least]) for least in SURE
    )
    print("    advice sure of it:", ", ".join(f"{least:.0%} {sum(mine)}/{len(mine)}" for least, mine in told))


def main() -> None:
    """Prints both comparisons."""
    rulebook = replace(shipped_rulebook(), calibration=None)
    folder = rules_folder()
    cases, teams = load_cases(folder, rulebook), load_panels(folder, rulebook)
    scenarios = load_scenarios(folder, rulebook)
    for what, panels in (("published cases", ()), ("published cases and panels", teams)):
        print(f"learned of {what}", flush=True)
        compare(calibrated(rulebook, cases, panels, scenarios))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
