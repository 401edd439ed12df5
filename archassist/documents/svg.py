"""Charts as inline SVG: growth with its band, which option leads when, and the plan. Colours come from the page's CSS.

They are as wide as a phone, where letters keep their size, and labels stand above what they name, so that none is cut.
"""

from __future__ import annotations

import datetime
import html
import math
import textwrap
from collections.abc import Iterator, Sequence

from archassist.documents.data import Leading, StepLine
from archassist.documents.markdown import visible
from archassist.engine.reason_text import short_number, with_unit
from archassist.views.records.outlook import BandView

WIDTH = 480
"""Units of the drawing across; a letter is about six of them wide."""

LETTERS = 72
"""Letters that fit on one line of a chart."""

LINE = 16
"""Units from one line of text to the next."""


def growth_svg(chart: BandView, border: float | None = None) -> str:
    """The middle of the futures as a line in the band that holds eight of ten, with the border of the limit that it meets,
    unless that is far off. Wide bands are drawn logarithmically."""
    height, left, right, bottom, top = 250, 56, 14, 26, 44
    near = border if border is not None and border < FAR * chart.highest else None
    shown = [] if near is None else [near]
    low, high = min(*chart.low, *shown), max([chart.highest, *shown])
    logarithmic = high > WIDE * max(low, 1e-12)

    def scaled(value: float) -> float:
        return math.log10(max(value, 1e-12)) if logarithmic else value

    ticks = list(_ticks(low, high, logarithmic))
    floor, ceiling = scaled(min(low, ticks[0])), scaled(max(high, ticks[-1]))
    span = max(ceiling - floor, 1e-9)

    def across(at: float) -> float:
        return left + (WIDTH - left - right) * at / max(len(chart.months) - 1, 1)

    def up(value: float) -> float:
        return top + (height - top - bottom) * (1 - (scaled(value) - floor) / span)

    def line(values: Sequence[float], order: Sequence[int]) -> Iterator[str]:
        return (f"{across(at):.1f},{up(values[at]):.1f}" for at in order)

    count = range(len(chart.months))
    band = " ".join([*line(chart.high, count), *line(chart.low, count[::-1])])
    scale = "logarithmic scale" if logarithmic else ""
    counted = "in percent of what it can take" if chart.unit == "share" else f"in {_spelled(chart.unit)}"
    parts = [_label(0, 12, ", ".join(each for each in (counted if chart.unit else "", scale) if each))]
    parts += [f'<polygon class="band" points="{band}"/>']
    parts += [f'<polyline class="middle" points="{" ".join(line(chart.middle, count))}"/>']
    for surge in chart.surges:
        at = chart.place(surge)
        x, foot, head = across(at), up(chart.middle[round(at)]), up(surge.middle)
        parts.append(f'<line class="middle" x1="{x:.1f}" x2="{x:.1f}" y1="{foot:.1f}" y2="{head:.1f}"/>')
        told = f"{short_number(surge.middle, chart.unit)} for {surge.lasts} in {surge.month}"
        right = x > WIDTH / 2
        parts.append(_label(x - 6 if right else x + 6, head + 10, told, "end" if right else "start"))
    for value in ticks:
        y = up(value)
        parts.append(f'<line class="grid" x1="{left}" x2="{WIDTH - right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_label(left - 6, y + 4, short_number(value, chart.unit), "end"))
    for at in range(0, len(chart.months), 4):
        anchor = "start" if not at else "end" if at == len(chart.months) - 1 else "middle"
        parts.append(_label(across(at), height - 8, chart.months[at], anchor))
    parts.append(_frame(left, top, WIDTH - left - right, height - top - bottom))
    parts += [
        '<rect class="band" x="0" y="22" width="18" height="10"/>',
        _label(24, 31, "eight of ten futures"),
        '<line class="middle" x1="170" x2="188" y1="27" y2="27"/>',
        _label(194, 31, "the middle one"),
    ]
    limit = ""
    if near is not None:
        limit = short_number(near, chart.unit)
        y = up(near)
        parts += [
            f'<line class="border" x1="{left}" x2="{WIDTH - right}" y1="{y:.1f}" y2="{y:.1f}"/>',
            '<line class="border" x1="310" x2="328" y1="27" y2="27"/>',
            _label(334, 31, f"limit {limit}"),
        ]
    first, last = (
        with_unit(float(f"{each:.2g}"), chart.unit) for each in (chart.middle[0], chart.middle[-1])
    )
    told = f"from about {first} to about {last} in the middle future, {chart.months[0]} to {chart.months[-1]}"
    told += "".join(
        f"; about {with_unit(float(f'{each.middle:.2g}'), chart.unit)} for {each.lasts} in {each.month}"
        for each in chart.surges
    )
    return _svg(height, f"{chart.headline}: {told}{f'; limit {limit}' if limit else ''}", parts)


FAR = 3
"""A border beyond so many times the highest value would only flatten the chart."""

WIDE = 12
"""From how many times its lowest value on a chart is drawn logarithmically."""


def _ticks(low: float, high: float, logarithmic: bool) -> Iterator[float]:
    """Round values for the lines of a scale: 0, 2M, 4M, or 1, 10, 100."""
    if logarithmic:
        low = max(low, 1e-12)
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(max(high, low)))
        steps = (1.0,) if high > 300 * low else (1.0, 2.0, 5.0)
        wanted = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        yield from (each for each in wanted if low / 2 <= each <= high * 2)
        return
    step = _round_step(max(high, 1e-9) / 4)
    yield from (step * number for number in range(math.ceil(high / step - 1e-9) + 1))


def _round_step(about: float) -> float:
    """1, 2 or 5 times a power of ten: the smallest that is no less."""
    power = 10.0 ** math.floor(math.log10(about))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= about * (1 - 1e-9))


def _spelled(unit: str) -> str:
    """A unit within a sentence: requests/s is requests a second."""
    return with_unit(2.0, unit).partition(" ")[2] or unit


def timeline_svg(leading: Leading) -> str:
    """One row an option, one cell a quarter: the stronger, the more futures it leads in."""
    cell, top = 14, 20
    shown = [(title, shares) for title, shares in leading.options if max(shares) >= 0.05]
    wide = WIDTH / max(len(leading.quarters), 1)
    parts = [_label(0, 12, "In how many futures it leads:")]
    for number, (share, said) in enumerate(((0.1, "few"), (0.5, "half"), (1.0, "all"))):
        x = 190 + 70 * number
        parts.append(f'<rect class="cell" x="{x}" y="2" width="18" height="12" fill-opacity="{share}"/>')
        parts.append(_label(x + 24, 12, said))
    y = float(top)
    for title, shares in shown:
        for each in textwrap.wrap(visible(title), LETTERS):
            y += LINE
            parts.append(_label(0, y, each))
        for at, share in enumerate(shares):
            parts.append(
                f'<rect class="cell" x="{wide * at:.1f}" y="{y + 4:.1f}" width="{wide - 2:.1f}" '
                f'height="{cell}" fill-opacity="{max(share, 0.02):.2f}"/>'
            )
        y += 4 + cell
    parts += _dates(y + LINE, leading.quarters)
    leaders = [max(shown, key=lambda each: each[1][at])[0] for at in (0, -1)] if shown else ["", ""]
    changes = (
        f"{leaders[0]} leads first, {leaders[1]} at the end"
        if leaders[0] != leaders[1]
        else f"{leaders[0]} leads throughout"
    )
    return _svg(int(y + LINE + 6), f"{leading.title}: {changes}", parts)


def _dates(y: float, months: Sequence[str]) -> Iterator[str]:
    """Up to four of the months along the foot of a chart, evenly, each under the place where it begins."""
    wide = WIDTH / max(len(months), 1)
    for at in range(0, len(months), max(math.ceil(len(months) / 4), 1)):
        last = wide * at > WIDTH - 60
        yield _label(WIDTH if last else wide * at, y, months[at], "end" if last else "start")


MOST_BARS = 15


def plan_svg(steps: Sequence[StepLine]) -> str:
    """Bars from start to end of the first steps that carry decisions out, or that somebody has taken on."""
    mine = [each for each in steps if each.kind != "practice" or each.owner]
    carried_out = sorted(mine, key=lambda each: each.start)
    shown = carried_out[:MOST_BARS]
    if not shown:
        return ""
    bar, top = 10, 24
    begin = min(_day(each.start) for each in shown)
    end = max(begin + 90, *(_day(each.done) for each in shown))

    def across(day: int) -> float:
        return WIDTH * (day - begin) / (end - begin)

    parts = []
    for number, (kind, said) in enumerate((("bar", "in time"), ("bar late", "late"))):
        if number == 0 or any(each.late for each in shown):
            parts.append(f'<rect class="{kind}" x="{110 * number}" y="3" width="18" height="10"/>')
            parts.append(_label(110 * number + 24, 12, said))
    y = float(top)
    rows: list[str] = []
    for each in shown:
        for line in textwrap.wrap(visible(each.title) + (" (late)" if each.late else ""), LETTERS - 2):
            y += LINE
            rows.append(_label(4, y, line))
        start, stop = across(_day(each.start)), across(_day(each.done))
        x, wide = min(start, WIDTH - 3.0), max(stop - start, 3)
        kind = "bar late" if each.late else "bar"
        if each.milestone:
            middle, half = y + 4 + bar / 2, bar / 2
            corners = (
                (stop - half, middle),
                (stop, middle - half),
                (stop + half, middle),
                (stop, middle + half),
            )
            points = " ".join(f"{to_side:.1f},{down:.1f}" for to_side, down in corners)
            rows.append(f'<polygon class="{kind}" points="{points}"/>')
        else:
            rows.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{y + 4:.1f}" width="{wide:.1f}" height="{bar}"/>'
            )
        y += 4 + bar
    for day, label in _months(begin, end):
        parts.append(
            f'<line class="grid" x1="{across(day):.1f}" x2="{across(day):.1f}" y1="{top}" y2="{y + 4:.1f}"/>'
        )
        near_end = across(day) > WIDTH - 50
        parts.append(
            _label(WIDTH if near_end else across(day), y + 4 + LINE, label, "end" if near_end else "start")
        )
    parts.append(_frame(0, top, WIDTH, y + 4 - top))
    left = len(carried_out) - len(shown)
    about = f"The plan: {len(shown)} steps that carry decisions out or have an owner" + (
        f"; {left} more later" if left else ""
    )
    return _svg(int(y + LINE + 10), about, [*parts, *rows])


MOST_MONTHS = 6
"""Months that are named along the foot of the plan."""


def _months(begin: int, end: int) -> Iterator[tuple[int, str]]:
    """First days of months from one day to another, evenly apart, with what they are called: "2027-03"."""
    first, last = datetime.date.fromordinal(begin), datetime.date.fromordinal(end)
    start = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    months = range(start, last.year * 12 + last.month)
    apart = next((each for each in (1, 2, 3, 4, 6) if len(months) <= each * MOST_MONTHS), 12)
    for month in months[::apart]:
        day = datetime.date(month // 12, month % 12 + 1, 1)
        yield day.toordinal(), day.strftime("%Y-%m")


def _frame(x: float, y: float, wide: float, high: float) -> str:
    """A line round the part of a chart that is drawn to scale."""
    return f'<rect class="frame" x="{x}" y="{y}" width="{wide}" height="{high:.1f}"/>'


def _label(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_text(text)}</text>'


def _svg(height: int, about: str, parts: Sequence[str]) -> str:
    label = html.escape(visible(about), quote=True)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _text(text: str) -> str:
    return html.escape(visible(text))


def _day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()
