"""Pictures made of text: which option leads when, bars, and numbers in few characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.engine.reason_text import three_digits
from archassist.tui.legible import assemble, content, styled

if TYPE_CHECKING:
    from archassist.views.records.outlook import LimitView, SwingView

SIGNS = {"now": "!", "soon": "▲", "few": "·", "none": " "}
SHADES = "█▓▒░"
"""The leading option's share of futures: in nine of ten, six of ten, four of ten, fewer."""

_SHADES_TOLD = "█ leads in nine of ten futures, ▓ six, ▒ three, ░ fewer"

OFTEN, ALL = 0.5, 0.9


def amount(number: float, unit: str) -> str:
    """A number with its unit, three digits."""
    said = three_digits(number, unit)
    return said if unit in ("", "1", "share") else f"{said} {unit}"


def urgency(limit: LimitView) -> str:
    """How near a limit is: now, soon, few or none."""
    if limit.crossed:
        return "now"
    share = max(limit.share, *(each.share for each in limit.surges), 0.0)
    return "soon" if share >= OFTEN else "few" if share > 0 else "none"


def leaders(shares: Sequence[Sequence[float]]) -> list[int]:
    """The option that leads in each month; of equals the simplest."""
    return [
        max(range(len(shares)), key=lambda option: (shares[option][at], -option))
        for at in range(len(shares[0]))
    ]


def timeline(
    titles: Sequence[str], shares: Sequence[Sequence[float]], months: Sequence[str], width: int
) -> Iterator[Content]:
    """One row an option, one column a quarter: darker where it leads in more futures."""
    quarters = list(range(0, len(shares[0]), 3))
    room = max(min(max(map(len, titles)), width - 3 * len(quarters) - 2), 12)
    for title, mine in zip(titles, shares, strict=True):
        if max(mine) < 0.05:
            continue
        cells = "".join(f"{_shade(mine[at])} " if mine[at] >= 0.05 else "·  " for at in quarters)
        yield assemble(content(title).truncate(room, ellipsis=True, pad=True), " ", (cells, "$accent"))
    if months:
        told = f"{months[0]} to {months[-1]}: each column is a quarter", _SHADES_TOLD
        indent = room + 1 if room + 1 + max(map(len, told)) <= width else 0
        yield from (styled(f"{'':{indent}}{line}", "$text-muted") for line in told)


def _shade(share: float) -> str:
    return 2 * SHADES[0 if share >= 0.9 else 1 if share >= 0.6 else 2 if share >= 0.3 else 3]


def bars(swings: Sequence[SwingView], width: int) -> Iterator[Content]:
    """A tornado: for each answer how often an option wins at its low and its high end."""
    room = max(width - 2, 20)
    for each in swings:
        low, high = each.low.share, each.high.share
        left, right = min(low, high), max(low, high)
        start, end = round(left * 20), max(round(right * 20), round(left * 20) + 1)
        bar = "·" * start + "█" * (end - start) + "·" * (20 - end)
        yield assemble((f"{bar} ", "$accent"), content(each.title).truncate(room - 21, ellipsis=True))
        ends = (
            f"{each.low.answer}: {round(10 * low)} of 10 futures",
            f"{each.high.answer}: {round(10 * high)}",
        )
        fits = 21 + sum(map(len, ends)) + 2 <= room
        yield from (styled(f"{'':21}{each}", "$text-muted") for each in (["; ".join(ends)] if fits else ends))


class Spans:
    """Bars of time in a few columns: from the first month of several to the last."""

    def __init__(self, months: Sequence[str], width: int) -> None:
        self._first = min(map(_month, months), default=0)
        self._total = max(max(map(_month, months), default=0) - self._first + 1, 1)
        self._width = width

    @property
    def head(self) -> str:
        """The first month at the left, the last at the right."""
        first, last = _spelled(self._first), _spelled(self._first + self._total - 1)
        gap = self._width - len(first) - len(last)
        return f"{first}{' ' * gap}{last}" if gap > 0 else f"from {first}"

    def bar(self, start: str, done: str) -> str:
        """When something is begun and done: at least one column, so that it is seen."""
        left = (_month(start) - self._first) * self._width // self._total
        right = max((_month(done) - self._first + 1) * self._width // self._total, left + 1)
        return "·" * left + "█" * (right - left) + "·" * (self._width - right)


def _month(text: str) -> int:
    year, _, month = text.partition("-")
    return 12 * int(year) + int(month[:2]) - 1


def _spelled(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"
