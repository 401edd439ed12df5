"""The advice beside an expert who was given the same answers, on cases that neither had seen.

    python -m benchmarks.expert          (a second)

`expert.csv` holds what a large language model in the part of an experienced architect advised, once, before it had looked at
what came of the cases: of the last 93 cases that were added, in two rounds, it was told the answers, what stood, and the
options, but no name, no source and no outcome. `sure` is how likely it held its option to prove right, `guessed` whether it
thought that it knew the company all the same. Beside it stand what the rules advised at first sight, before a rule was
touched for these cases, and what they advise today by weights that were learned of other companies.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.casebase.backtest import miss_of
from archassist.casebase.case import is_right
from archassist.casebase.first_sight import FILE as SEEN
from archassist.casebase.first_sight import from_csv as sights_of
from archassist.casebase.left_out import FILE as LEFT_OUT
from archassist.casebase.left_out import LeftOut
from archassist.casebase.left_out import from_csv as left_out_of
from archassist.casebase.rates import difference, rate
from archassist.rulebook import Rulebook
from archassist.session import shipped_rulebook
from archassist.shipped import rules_folder

FILE = Path(__file__).with_name("expert.csv")
SURE = (0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Judged:
    """One decision of one case: what the expert advised, and what the rules did at first sight (`seen`) and do now."""

    now: LeftOut
    expert: str
    sure: float
    guessed: bool
    seen: str
    firm: bool

    def right(self, option: str) -> bool:
        """Whether an option would have been right."""
        return is_right(option, self.now.accepted or None, self.now.forbidden)


def judged() -> tuple[Judged, ...]:
    """What the expert judged and is still a case."""
    folder = rules_folder() / "cases"
    now = {(each.case, each.decision): each for each in left_out_of((folder / LEFT_OUT).read_text())}
    seen = {(each.case, each.decision): each for each in sights_of((folder / SEEN).read_text())}
    rows: list[Mapping[str, str]] = list(csv.DictReader(FILE.read_text().splitlines()))
    return tuple(
        Judged(
            now[key],
            row["advised"],
            float(row["sure"]),
            row["guessed"] == "yes",
            seen[key].recommended,
            seen[key].standing == "firm",
        )
        for row in rows
        if (key := (row["case"], row["decision"])) in now and key in seen
    )


def compare(what: str, rows: Sequence[Judged], rulebook: Rulebook) -> None:
    """Prints how often each was right, and where it was wrong."""
    companies = [each.now.company for each in rows]
    expert = [each.right(each.expert) for each in rows]
    print(f"{what}: {len(rows)} decisions of {len(set(companies))} companies")
    for name, said in (
        ("expert", [each.expert for each in rows]),
        ("rules at first sight", [each.seen for each in rows]),
        ("rules, company left out", [each.now.recommended for each in rows]),
        ("plain model, company left out", [each.now.plain_model for each in rows]),
    ):
        rights = [each.right(option) for each, option in zip(rows, said, strict=True)]
        missed = Counter(
            miss_of(rulebook, each.now.decision, option, each.now.accepted)
            for each, option, right in zip(rows, said, rights, strict=True)
            if not right
        )
        found, ahead = rate(rights, companies), difference(rights, expert, companies)
        print(
            f"  {name:32}{found.right:4}/{found.of}{found.share:7.1%} ({found.low:.0%} to {found.high:.0%}), "
            f"{missed['lighter']} lighter, {missed['heavier']} heavier; beside the expert {100 * ahead.points:+.1f} points "
            f"({100 * ahead.low:+.1f} to {100 * ahead.high:+.1f})"
        )


def main() -> None:
    """Prints all decisions, and those of companies that the expert did not think to know."""
    rulebook, rows = shipped_rulebook(), judged()
    compare("all", rows, rulebook)
    compare("without companies that the expert thought to know", [e for e in rows if not e.guessed], rulebook)
    told = [(each.sure, each.right(each.expert)) for each in rows]
    sure = ((least, [right for mine, right in told if mine >= least]) for least in SURE)
    print("expert sure of it:", ", ".join(f"{least:.0%} {sum(mine)}/{len(mine)}" for least, mine in sure))
    firm = [each.right(each.seen) for each in rows if each.firm]
    print(f"rules firm at first sight: {sum(firm)}/{len(firm)}")


if __name__ == "__main__":
    main()
