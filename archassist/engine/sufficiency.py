"""When enough is answered for a recommendation, and for a growth phase.

A decision is recommended once something that the team said speaks for it: an answer behind a reason, the size of an answer,
what it runs, what it ranks, or another recommendation that needs it; and while its leading option is likely enough to be
right. Until then what would be recommended is known, and compared with published cases, but not told as advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archassist.engine.assessment import OptionResult, Reason, SizeReason
from archassist.engine.today import Today

LIKELY_ENOUGH = 0.4
"""The least chance to prove right, or share of futures where no chance was learned, with which an option is recommended
while open answers may tell: below it other options together are right three times in five."""

_FOR, _AGAINST = ("for", "requires"), ("against", "rules_out")


def enough_answers(
    option: OptionResult,
    reasons: Iterable[Reason],
    sizes: Sequence[SizeReason],
    required_by: Sequence[str],
    today: Today,
    open_questions: bool,
) -> bool:
    """Whether the leading option of a decision can be recommended; with no `open_questions` behind it always."""
    if not open_questions:
        return True
    likely = option.chance if option.chance is not None else option.share
    if likely is not None and likely < LIKELY_ENOUGH and not option.required:
        return False
    return bool(
        required_by
        or option.preference > 0
        or today.known
        or any(each.points > 0 for each in sizes)
        or any(each.grounded and _speaks_for(each, option.id) for each in reasons)
    )


def _speaks_for(reason: Reason, option: str) -> bool:
    return reason.says in (_FOR if reason.option == option else _AGAINST)
