"""What the rules advised a company before anybody had touched a rule for it: the only figure that tells of the next company.

Agreement on cases that were there while rules were written says how well the rules remember. A case is therefore assessed
once, as it arrives, and what came out is kept with a digest of the rules; later rules do not change the line.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import cast, get_args

from archassist.casebase.backtest import Backtest, Miss, miss_of
from archassist.casebase.case import is_right
from archassist.engine import Standing
from archassist.rulebook import Rulebook

FILE = "first-sight.csv"
"""In the folder `cases` of a pack."""

DIGEST = 12
"""Characters of the rules' fingerprint that are kept: enough to tell versions apart, short enough to read."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One decision of one case as the rules advised at first sight.

    `date` is a day (2027-03-31), `rules` the beginning of the rules' fingerprint, `share` the share of futures in which the
    recommended option wins. `accepted` and `forbidden` hold option ids, empty where the case names none.
    """

    date: str
    rules: str
    case: str
    decision: str
    recommended: str
    standing: Standing
    share: float
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the recommended option is among the accepted ones, where any are named, and not forbidden."""
        return is_right(self.recommended, self.accepted or None, self.forbidden)

    def miss(self, rulebook: Rulebook) -> Miss:
        """Whether a wrong recommendation is lighter or heavier than every accepted option, in the order of the rules."""
        return "" if self.right else miss_of(rulebook, self.decision, self.recommended, self.accepted)


@dataclass(frozen=True, slots=True)
class Score:
    """How often something was right."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The share that was right; 0 when nothing was tried."""
        return self.right / self.of if self.of else 0.0


HEAD = tuple(field.name for field in fields(Sight))
"""The columns of a file of first sights."""


def sights(found: Backtest, rulebook: Rulebook, date: str) -> Iterator[Sight]:
    """Every verdict of a backtest as it is kept. `date` is the day of the assessment."""
    for verdict in found.verdicts:
        yield Sight(
            date,
            rulebook.fingerprint[:DIGEST],
            verdict.case.id,
            verdict.decision,
            verdict.recommended,
            cast("Standing", verdict.standing),
            round(verdict.share, 3),
            tuple(verdict.case.accepted.get(verdict.decision, ())),
            tuple(verdict.case.forbidden.get(verdict.decision, ())),
        )


def score(seen: Iterable[Sight]) -> Score:
    """How many recommendations were right."""
    rights = [each.right for each in seen]
    return Score(sum(rights), len(rights))


def by_rules(seen: Sequence[Sight]) -> dict[tuple[str, str], tuple[Sight, ...]]:
    """First sights by day and digest of the rules, in the order in which they were kept: the curve over versions."""
    found: dict[tuple[str, str], list[Sight]] = defaultdict(list)
    for sight in seen:
        found[sight.date, sight.rules].append(sight)
    return {version: tuple(sights) for version, sights in found.items()}


def added(kept: Sequence[Sight], new: Iterable[Sight]) -> tuple[Sight, ...]:
    """What was kept, and behind it the decisions of cases that were not seen before: a second sight is none."""
    known = {(each.case, each.decision) for each in kept}
    return (*kept, *(each for each in new if (each.case, each.decision) not in known))


def as_csv(seen: Iterable[Sight]) -> str:
    """First sights as CSV with a head; several options are parted by a space."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for sight in seen:
        writer.writerow(" ".join(each) if isinstance(each, tuple) else each for each in astuple(sight))
    return text.getvalue()


def from_csv(text: str) -> tuple[Sight, ...]:
    """First sights as `as_csv` writes them, none in an empty text. Raises ValueError with the line of what is none."""
    found = []
    rows = csv.DictReader(io.StringIO(text))
    if text and not set(HEAD) <= set(rows.fieldnames or ()):
        raise ValueError(f"line 1: is no head of first sights, which has {','.join(HEAD)}")
    for row in rows:
        try:
            if row["standing"] not in get_args(Standing):
                raise ValueError(f"{row['standing']!r} is not a standing")
            standing = cast("Standing", row["standing"])
            sight = Sight(
                row["date"], row["rules"], row["case"], row["decision"], row["recommended"], standing,
                float(row["share"]), tuple(row["accepted"].split()), tuple(row["forbidden"].split()),
            )  # fmt: skip
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise ValueError(f"line {rows.line_num}: is not a row of first sights ({error})") from None
        found.append(sight)
    return tuple(found)
