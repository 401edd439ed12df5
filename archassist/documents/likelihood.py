"""When something comes, for people who never saw a simulated future: probably between March 2027 and May 2028."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine import noted
from archassist.views.months import Foreseen, spelled
from archassist.views.outlook import surge_spoken
from archassist.views.records.outlook import LimitView
from archassist.words import Futures

_HOW_LIKELY: Mapping[Futures, str] = {
    "all": "almost certainly",
    "most": "probably",
    "some": "possibly",
    "few": "hardly",
    "none": "hardly",
}
"""How likely something is that happens in so many futures within the horizon."""

_HORIZON = "within three years"


def plainly(coming: Foreseen) -> str:
    """When something comes, and how likely that is, to stand behind a colon or a comma."""
    first, last = coming.when.p10 or coming.when.p50 or coming.when.p90, coming.when.p90
    if coming.share == 0:
        return f"not {_HORIZON}"
    if first is None:
        when = _HORIZON
    elif first == last:
        when = f"in {spelled(first)}"
    else:
        when = f"between {spelled(first)} and {spelled(last)}" if last else f"from {spelled(first)} on"
    return f"{_HOW_LIKELY[coming.futures]} {when}"


def limit_plainly(limit: LimitView) -> str:
    """When a limit is reached, or that it is, with what that rests on."""
    if not limit.crossed:
        told = plainly(limit)
        if surge := limit.likely_surge:
            told = f"{_HOW_LIKELY[surge.futures]} {surge_spoken(surge)}; for good {told}"
        return noted(told, limit.mark)
    return noted("true today" if limit.surely_crossed else "probably true today", limit.mark)
