"""Units as people type them: `min`, `TB`, `$`, `/day`, `req/s`. Reads a unit and converts between units of one kind.

The rule language never converts silently; this room does, because a person typed the unit and is shown the result.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

_DAY = 86_400
_SIZES: dict[str, dict[str, str]] = {
    # kind -> spelling -> size in the kind's smallest ordinary unit
    "time": {
        "us µs μs": "0.000001",
        "ms millisecond milliseconds msec": "0.001",
        "s sec secs second seconds": "1",
        "min mins minute minutes m": "60",
        "h hr hrs hour hours": "3600",
        "day days d": str(_DAY),
        "week weeks wk w": str(7 * _DAY),
        "month months mo": str(Decimal("30.4375") * _DAY),
        "year years yr yrs y": str(Decimal("365.25") * _DAY),
    },
    "data": {
        "B byte bytes": "1",
        "kB KB kilobyte kilobytes": "1e3",
        "MB megabyte megabytes": "1e6",
        "GB gigabyte gigabytes gig gigs": "1e9",
        "TB terabyte terabytes": "1e12",
        "PB petabyte petabytes": "1e15",
        "KiB": "1024",
        "MiB": str(1024**2),
        "GiB": str(1024**3),
        "TiB": str(1024**4),
    },
    "money": {"USD $ US$ dollar dollars": "1"},
    "users": {"users user": "1"},
    "people": {"people person persons engineers engineer developers developer": "1"},
    "points": {"points point": "1"},
    "percent": {"% percent pct": "1"},
}
_NOTHING = ("", "1", "x", "×", "share", "times", "fold")
_RATES = {"rps": "s", "qps": "s", "tps": "s", "ops": "s", "rpm": "min", "qpm": "min"}
_HEADS = ("users", "people", "points")
_CURRENCIES = re.compile(r"[€£¥₹]|\b(?:eur|gbp|chf|jpy|inr|cny|euros?|pounds?)\b", re.IGNORECASE)
_COUNTED = frozenset(
    [
        "request",
        "requests",
        "req",
        "reqs",
        "query",
        "queries",
        "statement",
        "statements",
        "read",
        "reads",
        "write",
        "writes",
        "call",
        "calls",
        "hit",
        "hits",
        "event",
        "events",
        "message",
        "messages",
        "deploy",
        "deploys",
        "deployment",
        "deployments",
        "page",
        "pages",
        "team",
        "teams",
        "service",
        "services",
        "node",
        "nodes",
        "system",
        "systems",
        "connection",
        "connections",
        "instance",
        "instances",
        "row",
        "rows",
        "item",
        "items",
        "time",
    ]
)
"""What a bare count may be followed by; it says what is counted and changes nothing."""

_ATOMS = {
    spelling: (kind, Decimal(size))
    for kind, sizes in _SIZES.items()
    for spellings, size in sizes.items()
    for spelling in spellings.split()
}
_ANY_CASE = {spelling.casefold(): atom for spelling, atom in reversed(_ATOMS.items())}


class UnitError(ValueError):
    """The text is not a unit, or not one that fits. The message names it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: its size against the smallest unit of its kind, and the kinds above and below the line."""

    size: Decimal
    above: tuple[str, ...]
    below: tuple[str, ...]


def read_unit(text: str, counted: Collection[str] = ()) -> Measure:
    """The unit that `text` spells. Words of `counted` (and some ordinary ones) only say what is counted.

    Raises UnitError when a word is neither a unit nor something counted.
    """
    parts = re.split(r"\s*/\s*|\s+(?:per|a|an|each|every)\s+|^(?:per|a|an|each|every)\s+", text.strip())
    first, *rest = parts
    if first.casefold() in _RATES:
        first, rest = "", [_RATES[first.casefold()], *rest]
    size, above, below = Decimal(1), [], []
    for word in first.split():
        if (atom := _atom(word, counted)) is not None:
            size *= atom[1]
            above.append(atom[0])
    for part in rest:
        for word in part.split():
            if (atom := _atom(word, counted)) is not None:
                size /= atom[1]
                below.append(atom[0])
    return Measure(size, tuple(sorted(above)), tuple(sorted(below)))


def conversion(typed: Measure, asked: Measure) -> Decimal:
    """The factor that turns a number in `typed` into one in `asked`.

    A person who is asked for USD/month may say `$5k` or `60k/year`: what they leave out is taken as asked.
    Raises UnitError when the two measure different things.
    """
    if typed.above == asked.above and typed.below == asked.below:
        return typed.size / asked.size
    if not typed.above and not typed.below:
        return Decimal(1)
    raise UnitError("measures something else")


def fitting(typed: str, asked: str, counted: Collection[str] = ()) -> Decimal:
    """The factor from the unit text `typed` to the unit text `asked`, with omissions filled in as asked."""
    if found := _CURRENCIES.search(typed):
        raise UnitError(f"“{found.group()}” is not converted: amounts are in USD")
    top, _, bottom = asked.partition("/")
    there = read_unit(typed, counted)
    wanted = _asked(asked)
    # `12 engineers` answers a plain count as well as one in people.
    heads = tuple(kind for kind in there.above if kind not in _HEADS or kind in wanted.above)
    there = Measure(there.size, heads, there.below)
    if there.above == wanted.above and not there.below and wanted.below:
        return conversion(there, _asked(top))
    if there.below == wanted.below and not there.above and wanted.above:
        return conversion(there, _asked(f"1/{bottom}"))
    return conversion(there, wanted)


def _atom(word: str, counted: Collection[str]) -> tuple[str, Decimal] | None:
    """Kind and size of a unit word; None for a word that carries no unit."""
    if word.casefold() in _NOTHING:
        return None
    atom = _ATOMS.get(word) or _ANY_CASE.get(word.casefold())
    if atom is not None:
        return atom
    if word.casefold() in _COUNTED or word.casefold() in counted:
        return None
    raise UnitError(f"“{word}” is not a unit that is known here")


def kind_of(unit: str) -> str:
    """What a unit measures when it is one plain unit (`time`, `data`, `money` ...), otherwise an empty text."""
    measure = _asked(unit)
    return measure.above[0] if len(measure.above) == 1 and not measure.below else ""


def _asked(unit: str) -> Measure:
    """The unit of a question. One that this module does not know is as good as a plain count."""
    try:
        return read_unit(unit)
    except UnitError:
        return Measure(Decimal(1), (), ())
