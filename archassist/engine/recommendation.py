"""From what one profile chooses and how many futures agree to what is recommended."""

from __future__ import annotations

from collections.abc import Sequence

from archassist.engine.assessment import MOST
from archassist.engine.resolution import Agenda

CLEARLY_MORE = 1.5
"""An option that wins this many times the futures of the single profile's choice replaces it."""

Shares = Sequence[Sequence[float]]
"""By decision and option the share of futures in which it is chosen."""


def advised(
    agenda: Agenda, chosen: Sequence[int], out: Sequence[Sequence[bool]], by_decision: Shares | None
) -> tuple[int, ...]:
    """What is recommended: the single profile's choice, unless the futures agree on another option.

    The middle of every answer is one future among many: when most of them agree on another option, or it wins
    clearly more of them, that one is the advice. What the advice requires is then advised, too, unless the single
    profile has ruled it out.
    """
    if by_decision is None:
        return tuple(chosen)
    taken = [int(option) for option in chosen]
    for place, shares in enumerate(by_decision):
        # What the single profile has ruled out, or what falls short of a requirement there, is never the advice.
        barred = out[place]
        open_ = [0.0 if ruled else share for share, ruled in zip(shares, barred, strict=False)]
        shares, most = open_, max(open_)
        if most >= MOST or most > CLEARLY_MORE * shares[taken[place]]:
            taken[place] = next(option for option, share in enumerate(shares) if share == most)
    for _ in agenda.slates:
        before = tuple(taken)
        for place, slate in enumerate(agenda.slates):
            for other, least in slate.pulls[taken[place]]:
                if taken[other] < least:
                    fitting = (
                        option for option in range(least, agenda.slates[other].size) if not out[other][option]
                    )
                    taken[other] = next(fitting, taken[other])
        if before == tuple(taken):
            break
    return tuple(taken)
