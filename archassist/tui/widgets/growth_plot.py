"""Growth as a chart: the middle of the futures, their band, and the limit it meets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual_plot import AxisFormatter, HiResMode, PlotWidget

from archassist.engine.reason_text import short_number
from archassist.tui.legible import assemble, content

if TYPE_CHECKING:
    from archassist.views.records.outlook import BandView

_TITLE_ROOM = 72
"""Columns for name and legend in the title of a narrow chart."""

_ROOMY = 14
"""Lines of a chart from which on there is room around the curves."""

WIDE = 12.0
"""A band whose ends lie so far apart is drawn on a logarithmic scale: on a straight one only its top would show."""


def is_logarithmic(band: BandView) -> bool:
    """Whether a band is drawn on a logarithmic scale."""
    return band.highest > WIDE * max(min(band.low), 1e-12)


def is_near(band: BandView, border: float) -> bool:
    """Whether a limit is near enough to be drawn with a band."""
    return border < 3 * band.highest


def plot_title(band: BandView, border: float | None, *, narrow: bool) -> tuple[Content, Content]:
    """What a chart shows, with unit and scale, and what its lines are; the latter in the title where it is narrow."""
    unit = "share" if band.unit == "share" else band.unit if band.unit not in ("", "1") else "number"
    scale = ", logarithmic" if is_logarithmic(band) else ""
    name = content(f"{band.title}  ({unit}{scale})")
    ends = " 8 of 10" if narrow else " eight of ten futures"
    lines = assemble(("━", "$accent"), " median  ", ("━", "$text-muted"), ends)
    if band.surges:
        lines = assemble(lines, "  ", ("┃", "$warning"), " surge")
    if border is not None and is_near(band, border):
        lines = assemble(lines, "  ", ("━", "$error"), f" limit {short_number(border, band.unit)}")
    if narrow:  # the legend and the unit stay: the name, which the list above has in full, gives way
        behind = f"  ({unit}{scale})"
        room = max(_TITLE_ROOM - lines.cell_length - len(behind), 0)
        named = assemble(content(band.title).truncate(room, ellipsis=True), behind)
        return assemble(named, "  ", lines), content("")
    return name, lines


def even_step(highest: float) -> float:
    """What lies between two ticks of a scale from nothing to `highest`: 1, 2, 2.5 or 5 times a power of ten, three to five
    steps high."""
    least = max(highest, 1e-9) / 5
    power = 10.0 ** math.floor(math.log10(least))
    return next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= least * (1 - 1e-9))


class GrowthPlot(PlotWidget):
    """A number over three years: the middle of all futures, the band of eight in ten, and a limit."""

    DEFAULT_CSS = """
    GrowthPlot { height: 1fr; min-height: 6; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, allow_pan_and_zoom=False)

    def draw(self, band: BandView, border: float | None, colours: tuple[str, str, str, str]) -> None:
        """Shows a band of an outlook, its surges, and the value at which its limit is; middle, band, limit and surges in
        their `colours`."""
        self.clear()
        roomy = self.size.height >= _ROOMY
        self.margin_top, self.margin_bottom = (2, 3) if roomy else (0, 2)
        middle, ends, limit, standing_out = colours
        months = list(range(len(band.middle)))
        logarithmic = is_logarithmic(band)

        def scaled(values: Sequence[float]) -> list[float]:
            return [math.log10(max(each, 1e-12)) if logarithmic else each for each in values]

        seen = [*band.low, *band.high]
        if border is not None and is_near(band, border):
            seen.append(border)
            self.plot(months[::2], scaled([border] * len(months[::2])), limit, HiResMode.BRAILLE)
        for values, style in ((band.low, ends), (band.high, ends), (band.middle, middle)):
            self.plot(months, scaled(values), style, HiResMode.BRAILLE)
        for surge in band.surges:
            at = band.place(surge)
            foot = band.middle[round(at)]
            self.plot([at, at], scaled([foot, surge.middle]), standing_out, HiResMode.BRAILLE)
            seen.append(surge.middle)
        self.set_xlimits(0, months[-1])
        if logarithmic:
            lowest, highest = scaled([min(seen), max(seen)])
        else:
            lowest, highest = 0.0, math.ceil(max(seen) / even_step(max(seen)) - 1e-9) * even_step(max(seen))
        self.set_ylimits(lowest, max(highest, lowest + 1e-9))
        self.set_xticks([0, 12, 24, 36])
        self.set_x_formatter(_Months(band.months))
        self.set_y_formatter(_Amounts(band.unit, logarithmic))


class _Months(AxisFormatter):
    """Months as 2027-03."""

    def __init__(self, months: Sequence[str]) -> None:
        self._months = months

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """A tick each year."""
        return [each for each in (0, 12, 24, 36) if min_ <= each <= max_]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """The month at each tick."""
        return [self._months[int(each)] if 0 <= each < len(self._months) else "" for each in ticks]


class _Amounts(AxisFormatter):
    """Large numbers in few characters."""

    def __init__(self, unit: str, logarithmic: bool) -> None:
        self._unit, self._logarithmic = unit, logarithmic

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """Even values, such as 0, 200, 400, the highest at the top; on a low chart, and on a logarithmic scale, the ends and
        what lies between them."""
        parts = 4 if max_ticks >= 5 else 2
        steps = round(max_ / even_step(max_)) if max_ > 0 and not self._logarithmic else 0
        if 0 < steps < max_ticks:
            parts = steps
        return [min_ + (max_ - min_) * part / parts for part in range(parts)] + [max_]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """1.2k, 3M, 40%."""
        return [short_number(10**each if self._logarithmic else each, self._unit) for each in ticks]
