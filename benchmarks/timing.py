"""How measurements are taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median of many runs, after a few that are thrown away."""
    for _ in range(3):
        work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
