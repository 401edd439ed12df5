"""Orders things by what they need, and finds the circles that forbid an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def walk(starts: Iterable[str], needs: Callable[[str], Iterable[str]]) -> tuple[list[str], list[list[str]]]:
    """Everything `starts` lead to, each after what it needs, and every circle met, as the path `a, b, a`."""
    done: dict[str, None] = {}
    found: list[list[str]] = []
    for start in starts:
        if start in done:
            continue
        # An explicit stack: a chain of a thousand practices must not exhaust Python's.
        trail = {start: iter(needs(start))}
        while trail:
            here = next(reversed(trail))
            for needed in trail[here]:
                if needed in trail:
                    names = list(trail)
                    found.append([*names[names.index(needed) :], needed])
                elif needed not in done:
                    trail[needed] = iter(needs(needed))
                    break
            else:
                done[here] = None
                del trail[here]
    return list(done), found
