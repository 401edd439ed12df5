"""How busy a pool of servers may be before its queue shows."""

from __future__ import annotations

import math
from functools import lru_cache

CAP = 0.80
"""No pool is planned above this: the rest is for bursts and for failures."""

LARGEST_POOL = 256
_TAIL = 0.01


def erlang_c(servers: int, utilisation: float) -> float:
    """The chance that an arrival waits in an M/M/c queue (A. K. Erlang, 1917), by the Erlang B recursion."""
    load = utilisation * servers
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked / (1 - utilisation * (1 - blocked))


@lru_cache(maxsize=1)
def table() -> tuple[float, ...]:
    """Safe utilisation of 0 to LARGEST_POOL servers; 0 stands for 1."""
    limits = [_limit(servers) for servers in range(1, LARGEST_POOL + 1)]
    return (limits[0], *limits)


def safe_util(servers: float) -> float:
    """The utilisation at which one request in a hundred waits a whole service time, at most CAP.

    From P(wait > t) = C(c, rho) exp(-c mu (1 - rho) t) with t = 1/mu. Parts of a server do not serve: 3.7
    count as 3, less than 1 as 1.
    """
    if servers != servers:
        return math.nan
    return table()[int(min(max(servers, 0.0), LARGEST_POOL))]


def _limit(servers: int) -> float:
    low, high = 0.0, CAP
    if _late(servers, CAP) <= _TAIL:
        return CAP
    for _ in range(40):
        middle = (low + high) / 2
        if _late(servers, middle) > _TAIL:
            high = middle
        else:
            low = middle
    return low


def _late(servers: int, utilisation: float) -> float:
    return erlang_c(servers, utilisation) * math.exp(-servers * (1 - utilisation))
