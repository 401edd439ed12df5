"""Numbers as people read them, and the templates of reasons filled with them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

BEYOND = "beyond any limit"
UNCLEAR = "unclear"


def format_value(
    value: object, format: str = "", *, unit: str = "", labels: Mapping[str, str] | None = None
) -> str:
    """`value`, in `unit`, as the format says: 0.65 as share is "65%", 1_200_000 as count "1.2 million".

    Formats: share, count, rate, gb, money, ms, hours, months, until, x, int, choice, and "" for the one that suits
    the unit. `labels` are the labels of choices. Raises ValueError for an unknown format.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        label = labels.get(value, value) if labels else value
        # Inside a sentence a label is an ordinary word.
        return label[:1].lower() + label[1:] if format == "choice" and label[1:].islower() else label
    if isinstance(value, (tuple, list, frozenset, set)):
        return _listed(value, labels or {})
    number = float(value)  # type: ignore[arg-type]
    if math.isnan(number):
        return UNCLEAR
    if math.isinf(number):
        return BEYOND if number > 0 else f"minus {BEYOND}"
    maker = _MAKERS.get(format or suited_format(unit))
    if maker is None:
        raise ValueError(f'unknown format "{format}"')
    if format == "share" and unit == "%":
        number /= 100
    return maker(number)


def with_unit(value: object, unit: str, *, labels: Mapping[str, str] | None = None) -> str:
    """A value where no sentence says what is counted: 15 people, 13 s, 4.7 GB a month, 20,900 USD an hour."""
    if isinstance(value, (bool, str, tuple, list, frozenset, set)) or not math.isfinite(float(value)):  # type: ignore[arg-type]
        return format_value(value, unit=unit, labels=labels)
    number = float(value)  # type: ignore[arg-type]
    top, *below = unit.split("/")
    if top in _HOURS:
        text = _hours(number * _HOURS[top])
    elif top in _GIGABYTES:
        text = _gb(number * _GIGABYTES[top])
    elif top in _ONE_OF:
        text = format_value(number, unit=top)
        text = f"{text} {_ONE_OF[top] if text == '1' else top}"
    else:
        text = format_value(number, unit=top) + ("%" if top == "%" else "")
    return " ".join([text, *(_PER.get(each, f"per {each}") for each in below)])


WHOLE_PERCENT = 0.01
"""Shares below it are told in one digit: 0.1% is not 0%."""


def short_number(number: float, unit: str) -> str:
    """A number in a few characters, for a chart: 1.2M, 65%."""
    if unit == "share":
        return f"{number:.0%}" if number == 0 or abs(number) >= WHOLE_PERCENT else f"{100 * number:.1g}%"
    for size, suffix in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(number) >= size:
            return f"{number / size:.3g}{suffix}"
    return f"{number:.3g}"


def three_digits(number: float, unit: str) -> str:
    """A number rounded to three digits, written out."""
    return f"{number:.0%}" if unit == "share" else f"{float(f'{number:.3g}'):,.10g}"


def suited_format(unit: str) -> str:
    """The format that suits a unit when a template names none."""
    if unit.startswith("USD"):
        return "money"
    return _BY_UNIT.get(unit, "count")


def quoted(titles: Iterable[str]) -> str:
    """Titles as part of a sentence."""
    return " and ".join(f"“{each}”" for each in titles)


def _listed(ids: Iterable[object], labels: Mapping[str, str]) -> str:
    # Sets have no order of their own; the pack's order, then the alphabet, keeps the text the same.
    known = list(labels)
    ordered = sorted(map(str, ids), key=lambda id: (known.index(id) if id in labels else len(known), id))
    return ", ".join(labels.get(id, id) for id in ordered) or "none"


def _digits(number: float, digits: int) -> str:
    """A number with so many significant digits before rounding begins, and thousands set apart by commas."""
    if number == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(number)))
    rounded = round(number, places)
    if places <= 0 or rounded == int(rounded):
        return f"{int(rounded):,}"
    return f"{rounded:,.{places}f}".rstrip("0").rstrip(".")


def _count(number: float) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(number) >= size * 0.9995:
            return f"{_digits(number / size, 2 if abs(number) < 10 * size else 3)} {word}"
    if number == int(number) and abs(number) < 10_000:
        return f"{int(number):,}"
    return _digits(number, 3 if abs(number) >= 10 else 2)


def _share(number: float) -> str:
    percent = 100 * number
    if percent >= 1000:
        return f"{_digits(number, 2)} times"
    if 99 < percent < 99.995:
        return f"{percent:.2f}%".replace(".00%", "%")
    return f"{round(percent):,}%" if abs(percent) >= 10 else f"{_digits(percent, 2)}%"


def _gb(number: float) -> str:
    for size, word in ((1e6, "PB"), (1e3, "TB"), (1, "GB"), (1e-3, "MB")):
        if abs(number) >= size * 0.9995:
            return f"{_digits(number / size, 3)} {word}"
    return f"{_digits(number * 1e6, 2)} kB" if number else "0 GB"


def _ms(number: float) -> str:
    if abs(number) >= 119_500:
        return f"{_digits(number / 60_000, 2)} min"
    if abs(number) >= 999.5:
        return f"{_digits(number / 1000, 2)} s"
    return f"{_digits(number, 3)} ms"


def _hours(number: float) -> str:
    if abs(number) >= 48:
        return f"{_digits(number / 24, 2)} days"
    if number and abs(number) < 1 / 60:
        return f"{_digits(number * 3600, 2)} s"
    if number and abs(number) < 1:
        return f"{_digits(number * 60, 2)} min"
    return _counted(number, "hour")


def _months(number: float) -> str:
    return f"{_digits(number / 12, 2)} years" if abs(number) >= 24 else _counted(number, "month")


def _counted(number: float, word: str) -> str:
    text = _digits(number, 2)
    return f"{text} {word}" if text == "1" else f"{text} {word}s"


IN, ALREADY = "in ", "already"
"""How the months until something are told: "in 4 months", and "already" where it is so."""

_A_HALF = 0.5
"""Months below which something is so already."""

_MAKERS: Mapping[str, Callable[[float], str]] = {
    "share": _share,
    "count": _count,
    "rate": _count,
    "gb": _gb,
    "money": lambda number: f"{_count(number)} USD",
    "ms": _ms,
    "hours": _hours,
    "months": _months,
    "until": lambda number: ALREADY if number < _A_HALF else f"{IN}{_months(number)}",
    "x": lambda number: f"{_digits(number, 2)}x",
    "int": lambda number: f"{round(number):,}",
    "plain": lambda number: f"{number:.6g}",
    "choice": _count,
}

_BY_UNIT: Mapping[str, str] = {
    "share": "share",
    "x": "x",
    "%": "plain",
    "GB": "gb",
    "ms": "ms",
    "h": "hours",
    "month": "months",
    "people": "int",
}

_HOURS = {"s": 1 / 3600, "min": 1 / 60, "day": 24.0}
_GIGABYTES = {"kB": 1e-6, "TB": 1e3}
_ONE_OF = {"users": "user", "people": "person", "points": "point"}
_PER = {
    "s": "a second",
    "h": "an hour",
    "day": "a day",
    "month": "a month",
    "users": "per user",
    "people": "per person",
}
