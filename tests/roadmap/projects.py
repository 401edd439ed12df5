"""Random projects, and the exact optimum of small ones."""

from __future__ import annotations

import random
from collections.abc import Mapping


def project(
    seed: int, jobs: int, density: float
) -> tuple[dict[str, tuple[str, ...]], dict[str, float], dict[str, float]]:
    """Needs, values and efforts; a job needs only jobs before it, so there is no circle."""
    chance = random.Random(seed)
    names = [f"j{number}" for number in range(jobs)]
    needs = {
        name: tuple(each for each in names[:at] if chance.random() < density) for at, name in enumerate(names)
    }
    values = {name: float(chance.choice([1, 3, 4, 9, 12, 27])) for name in names}
    efforts = {name: float(chance.choice([0.5, 1, 3, 8])) for name in names}
    return needs, values, efforts


def least_delay(
    needs: Mapping[str, tuple[str, ...]],
    value: Mapping[str, float],
    effort: Mapping[str, float],
    most: int = 40_000,
) -> float | None:
    """The least possible sum of value times completion, by dynamic programming over sets closed under prerequisites.

    None when a layer holds more than `most` of these sets.
    """
    names = list(needs)
    bit = {name: 1 << at for at, name in enumerate(names)}
    before = [sum(bit[each] for each in needs[name]) for name in names]
    layer: dict[int, tuple[float, float]] = {0: (0.0, 0.0)}
    for _ in names:
        following: dict[int, tuple[float, float]] = {}
        for done, (cost, time) in layer.items():
            for at, name in enumerate(names):
                if done & bit[name] or before[at] & ~done:
                    continue
                end = time + effort[name]
                total = cost + value[name] * end
                key = done | bit[name]
                if key not in following or total < following[key][0]:
                    following[key] = (total, end)
        if len(following) > most:
            return None
        layer = following
    return next(iter(layer.values()))[0]
