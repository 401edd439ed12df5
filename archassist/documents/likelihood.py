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
    "few": "unlikely",
    "none": "unlikely",
}
"""How likely something is that happens in so many futures within the horizon."""

_HORIZON = "within three years"


def plainly(coming: Foreseen) -> str:
    """When something comes, and how likely that is, to stand behind a colon or a comma. Of what is unlikely no month is
    told: it would be taken for one in which it comes."""
    first, last = coming.when.p10 or coming.when.p50 or coming.when.p90, coming.when.p90
    if coming.share == 0:
        return f"not {_HORIZON}"
    if first is None or coming.futures in ("few", "none"):
        when = _HORIZON
    elif first == last:
        when = f"in {spelled(first)}"
    else:
        when = f"between {spelled(first)} and {spelled(last)}" if last else f"from {spelled(first)} on"
    return f"{_HOW_LIKELY[coming.futures]} {when}"


def limit_plainly(limit: LimitView) -> str:
    """When a limit is reached, or that it is, with what that rests on."""
    if limit.crossed:
        return noted("true today" if limit.surely_crossed else "probably true today", limit.mark)
    if surge := limit.likely_surge:
        growth = f", and for good by {spelled(limit.when.p50)}" if limit.when.p50 else ""
        return noted(f"{_HOW_LIKELY[surge.futures]} {surge_spoken(surge)}{growth}", limit.mark)
    if limit.already == "none" or limit.futures in ("few", "none"):
        return noted(plainly(limit), limit.mark)
    by = limit.when.p50 or limit.when.p90
    told = f"{_HOW_LIKELY[limit.futures]} {f'by {spelled(by)}' if by else _HORIZON}, perhaps already"
    return noted(told, limit.mark)
