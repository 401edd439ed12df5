"""What each company was advised by weights that were learned of the others alone, kept beside the pack.

Comparing learned weights with the cases that they were learned of tells how well they remember. `rules calibrate` leaves
every company out once; what it advises then is kept in `cases/left-out.csv`, so that `rules backtest` needs no refit.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, cast, get_args

from archassist.casebase.backtest import CaseVerdict, Miss, miss_of
from archassist.casebase.case import is_right
from archassist.casebase.first_sight import DIGEST
from archassist.engine import Standing
from archassist.rulebook import Rulebook

FILE = "left-out.csv"
"""In the folder `cases` of a pack."""

Baseline = Literal["simplest", "most common", "nearest precedent", "plain model"]
"""What advice has to beat: the first option; the option right for most other companies; that of the most similar one; and
logistic regression on the raw answers, see `plain_model.py`."""

BASELINES: tuple[Baseline, ...] = get_args(Baseline)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One decision of one case as weights advise that were learned of other companies.

    `rules` is the beginning of the fingerprint of the rules with the weights that were kept beside this; `chance` how
    likely the recommended option was held to prove right, None where nothing was learned. `accepted` and `forbidden` hold
    option ids, empty where the case names none; then come the options that baselines name, learned of the others, too.
    """

    rules: str
    case: str
    company: str
    decision: str
    recommended: str
    standing: Standing
    chance: float | None
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...]
    simplest: str
    most_common: str
    nearest_precedent: str
    plain_model: str

    @property
    def right(self) -> bool:
        """Whether the recommended option would have been right."""
        return is_right(self.recommended, self.accepted or None, self.forbidden)

    def named_by(self, baseline: Baseline) -> str:
        """The option that a baseline names."""
        return cast("str", getattr(self, baseline.replace(" ", "_")))

    def right_by(self, baseline: Baseline) -> bool:
        """Whether the option that a baseline names would have been right."""
        return is_right(self.named_by(baseline), self.accepted or None, self.forbidden)

    def miss(self, rulebook: Rulebook) -> Miss:
        """Whether a wrong recommendation is lighter or heavier than every accepted option, in the order of the rules."""
        return "" if self.right else miss_of(rulebook, self.decision, self.recommended, self.accepted)


HEAD = tuple(field.name for field in fields(LeftOut))
"""The columns of the file."""


def left_out(
    verdicts: Sequence[CaseVerdict], named: Mapping[Baseline, Sequence[str]], rulebook: Rulebook
) -> tuple[LeftOut, ...]:
    """Verdicts as they are kept. `named` holds the options that baselines name, in the order of the verdicts."""
    rows = []
    for place, verdict in enumerate(verdicts):
        case, decision = verdict.case, verdict.decision
        rows.append(
            LeftOut(
                rulebook.fingerprint[:DIGEST],
                case.id,
                case.company,
                decision,
                verdict.recommended,
                verdict.standing or "open",
                None if verdict.chance is None else round(verdict.chance, 3),
                tuple(case.accepted.get(decision, ())),
                tuple(case.forbidden.get(decision, ())),
                *(named[baseline][place] for baseline in BASELINES),
            )
        )
    return tuple(rows)


def as_csv(rows: Iterable[LeftOut]) -> str:
    """The text of the file: a head, a row for each decision; several options are parted by a space."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for row in rows:
        cells = (getattr(row, name) for name in HEAD)
        writer.writerow(" ".join(each) if isinstance(each, tuple) else each for each in cells)
    return text.getvalue()


def from_csv(text: str) -> tuple[LeftOut, ...]:
    """What `as_csv` wrote. Raises ValueError with the line of what is none."""
    found = []
    rows = csv.DictReader(io.StringIO(text))
    if not set(HEAD) <= set(rows.fieldnames or ()):
        raise ValueError(f"line 1: is no head of what was left out, which has {','.join(HEAD)}")
    for row in rows:
        try:
            if row["standing"] not in get_args(Standing):
                raise ValueError(f"{row['standing']!r} is not a standing")
            said: dict[str, object] = {name: row[name] for name in HEAD}
            said["chance"] = float(row["chance"]) if row["chance"] else None
            said |= {name: tuple(row[name].split()) for name in ("accepted", "forbidden")}
            if None in said.values() and row[HEAD[-1]] is None:
                raise ValueError("cells are missing")
        except (ValueError, AttributeError, TypeError) as error:
            raise ValueError(f"line {rows.line_num}: is not a row of what was left out ({error})") from None
        found.append(LeftOut(**said))  # type: ignore[arg-type]
    return tuple(found)
