"""Charts as inline SVG: growth with its band, which option leads when, and the plan. Colours come from the page's CSS."""

from __future__ import annotations

import datetime
import html
import math
from collections.abc import Sequence

from archassist.documents.data import Leading, StepLine
from archassist.documents.markdown import visible
from archassist.engine.reason_text import short_number
from archassist.terminal_text import shortened
from archassist.views.records.outlook import BandView

WIDTH = 720


def growth_svg(chart: BandView) -> str:
    """The middle of the futures as a line in the band that holds eight of ten. Wide bands are drawn logarithmically."""
    height, left, bottom, top = 260, 72, 34, 14
    low, high = min(chart.low), max(chart.high)
    logarithmic = high > 12 * max(low, 1e-12)

    def scaled(value: float) -> float:
        return math.log10(max(value, 1e-12)) if logarithmic else value

    floor = scaled(low) if logarithmic else min(0.0, low)
    span = max(scaled(high) - floor, 1e-9)

    def place(at: int, value: float) -> str:
        x = left + (WIDTH - left - 12) * at / max(len(chart.months) - 1, 1)
        y = top + (height - top - bottom) * (1 - (scaled(value) - floor) / span)
        return f"{x:.1f},{y:.1f}"

    count = range(len(chart.months))
    band = " ".join(
        [*(place(at, chart.high[at]) for at in count), *(place(at, chart.low[at]) for at in reversed(count))]
    )
    middle = " ".join(place(at, chart.middle[at]) for at in count)
    parts = [f'<polygon class="band" points="{band}"/>', f'<polyline class="middle" points="{middle}"/>']
    for part in range(5):
        value = floor + span * part / 4
        y = top + (height - top - bottom) * (1 - part / 4)
        label = short_number(10**value if logarithmic else value, chart.unit)
        parts.append(f'<line class="grid" x1="{left}" x2="{WIDTH - 12}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    for at in range(0, len(chart.months), 4):
        x = left + (WIDTH - left - 12) * at / max(len(chart.months) - 1, 1)
        anchor = "start" if not at else "end" if at == len(chart.months) - 1 else "middle"
        parts.append(
            f'<text x="{x:.1f}" y="{height - 10}" text-anchor="{anchor}">{_text(chart.months[at])}</text>'
        )
    first, last = short_number(chart.middle[0], chart.unit), short_number(chart.middle[-1], chart.unit)
    span_told = f"{chart.months[0]} to {chart.months[-1]}"
    about = f"{chart.title}: from {first} to {last} in the median future, {span_told}"
    return _svg(height, about, parts)


def timeline_svg(leading: Leading) -> str:
    """One row an option, one cell a quarter: the stronger, the more futures it leads in."""
    row, left, top = 26, 250, 8
    shown = [(title, shares) for title, shares in leading.options if max(shares) >= 0.05]
    height = top + row * len(shown) + 26
    parts = []
    wide = (WIDTH - left - 8) / max(len(leading.quarters), 1)
    for number, (title, shares) in enumerate(shown):
        y = top + row * number
        parts.append(
            f'<text x="{left - 10}" y="{y + 17}" text-anchor="end">{_text(shortened(title, 36, "…"))}</text>'
        )
        for at, share in enumerate(shares):
            x = left + wide * at
            parts.append(
                f'<rect class="cell" x="{x:.1f}" y="{y}" width="{wide - 2:.1f}" height="{row - 4}" '
                f'fill-opacity="{max(share, 0.02):.2f}"/>'
            )
    ends = ((left, "start", leading.quarters[0]), (WIDTH - 10, "end", leading.quarters[-1]))
    parts += [
        f'<text x="{x}" y="{height - 6}" text-anchor="{anchor}">{_text(said)}</text>'
        for x, anchor, said in ends
    ]
    leaders = [max(shown, key=lambda each: each[1][at])[0] for at in (0, -1)] if shown else ["", ""]
    changes = (
        f"{leaders[0]} leads first, {leaders[1]} at the end"
        if leaders[0] != leaders[1]
        else f"{leaders[0]} leads throughout"
    )
    return _svg(height, f"{leading.title}: {changes}", parts)


def plan_svg(steps: Sequence[StepLine]) -> str:
    """Bars from start to end of the steps that carry decisions out, by start."""
    shown = [each for each in steps if each.kind != "practice"][:36]
    if not shown:
        return ""
    row, left, top = 24, 330, 6
    begin = min(_day(each.start) for each in shown)
    end = max(begin + 90, *(_day(each.done) for each in shown))
    height = top + row * len(shown) + 26
    parts = []

    def x(day: int) -> float:
        return left + (WIDTH - left - 10) * (day - begin) / (end - begin)

    for number, each in enumerate(shown):
        y = top + row * number
        start, stop = x(_day(each.start)), x(_day(each.done))
        parts.append(
            f'<text x="{left - 10}" y="{y + 16}" text-anchor="end">{_text(shortened(each.title, 48, "…"))}</text>'
        )
        kind = "bar late" if each.late else "bar"
        if each.milestone:
            middle, half = y + row / 2 - 2, (row - 8) / 2
            corners = (
                (stop - half, middle),
                (stop, middle - half),
                (stop + half, middle),
                (stop, middle + half),
            )
            points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
            parts.append(f'<polygon class="{kind}" points="{points}"/>')
            continue
        parts.append(
            f'<rect class="{kind}" x="{start:.1f}" y="{y + 2}" width="{max(stop - start, 3):.1f}" height="{row - 8}"/>'
        )
    ends = ((left, "start", begin), (WIDTH - 10, "end", end))
    for at, anchor, day in ends:
        said = datetime.date.fromordinal(day).strftime("%Y-%m")
        parts.append(f'<text x="{at}" y="{height - 6}" text-anchor="{anchor}">{said}</text>')
    return _svg(height, f"The plan: {len(shown)} steps that carry decisions out", parts)


def _svg(height: int, about: str, parts: Sequence[str]) -> str:
    label = html.escape(visible(about), quote=True)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _text(text: str) -> str:
    return html.escape(visible(text))


def _day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()
