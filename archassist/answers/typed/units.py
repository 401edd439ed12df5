"""Units as people type them: `min`, `TB`, `$`, `/day`, `req/s`. Reads a unit and converts between units of one kind.

The rule language never converts silently; this room does, because a person typed the unit and is shown the result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

_DAY = 86_400
_SIZES: dict[str, dict[str, str]] = {
    # kind -> spelling -> size in the kind's smallest ordinary unit
    "time": {
        "us µs μs microsecond microseconds": "0.000001",
        "ms millisecond milliseconds msec msecs millis": "0.001",
        "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos": "1",
        "min mins minute minutes minuten minuto minutos": "60",
        "h hr hrs hour hours std stunde stunden heure heures hora horas": "3600",
        "day days d tag tage jour jours dia dias día días": str(_DAY),
        "week weeks wk wks w woche wochen semaine semaines semana semanas": str(7 * _DAY),
        "fortnight fortnights": str(14 * _DAY),
        "month months mo mos mth mths monat monate mois mes meses": str(Decimal("30.4375") * _DAY),
        "quarter quarters": str(Decimal("91.3125") * _DAY),
        "year years yr yrs y annum jahr jahre ans année années año años": str(Decimal("365.25") * _DAY),
    },
    "data": {
        "B byte bytes": "1",
        "kB KB Ko ko kilobyte kilobytes": "1e3",
        "MB Mo megabyte megabytes meg megs": "1e6",
        "GB Go gigabyte gigabytes gig gigs": "1e9",
        "TB To terabyte terabytes": "1e12",
        "PB Po petabyte petabytes": "1e15",
        "KiB kibibyte kibibytes": "1024",
        "MiB mebibyte mebibytes": str(1024**2),
        "GiB gibibyte gibibytes": str(1024**3),
        "TiB tebibyte tebibytes": str(1024**4),
        "PiB pebibyte pebibytes": str(1024**5),
    },
    "money": {"USD $ dollar dollars buck bucks": "1"},
    "users": {"users user": "1"},
    "percent": {"% percent pct percents prozent": "1"},
}
_EXACT_CASE = frozenset(["Ko", "ko", "Mo", "Go", "To", "Po", "mo"])
"""`Mo` is a megabyte in French and `mo` a month: these are read as they are spelt, and in no other case."""
_BITS = re.compile(r"[kmgt]?bits?|[kmgt]bps", re.I)

_ATOMS = {
    spelling: (kind, Decimal(size))
    for kind, sizes in _SIZES.items()
    for spellings, size in sizes.items()
    for spelling in spellings.split()
}
_ANY_CASE = {
    spelling.casefold(): atom for spelling, atom in reversed(_ATOMS.items()) if spelling not in _EXACT_CASE
}

SCALES: Mapping[str, int] = MappingProxyType({
    "hundred": 2, "k": 3, "thousand": 3, "thousands": 3, "tsd": 3, "tausend": 3, "mille": 3, "grand": 3, "千": 3,
    "万": 4, "萬": 4, "lakh": 5, "lakhs": 5, "lac": 5, "lacs": 5,
    "l": 5, "m": 6, "mm": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6, "millionen": 6, "millones": 6, "kk": 6,
    "cr": 7, "crore": 7, "crores": 7, "亿": 8, "億": 8,
    "b": 9, "bn": 9, "g": 9, "billion": 9, "billions": 9, "mrd": 9, "mia": 9, "milliard": 9, "milliards": 9, "milliarden": 9,
    "t": 12, "tn": 12, "trillion": 12, "trillions": 12,
})  # fmt: skip
"""Words for powers of ten, by their exponent. `mil`, which is a thousand to some and a million to others, is not here."""

RATES: Mapping[str, str] = MappingProxyType(
    {"qps": "s", "tps": "s", "ops": "s", "hz": "s", "rps": "s", "rpm": "min", "rph": "h", "qpm": "min"}
)
"""Words for something in a time. `rps` and its like say that requests are counted."""

ADVERBS: Mapping[str, str] = MappingProxyType({
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "fortnight", "monthly": "month",
    "stündlich": "hour", "täglich": "day", "wöchentlich": "week", "monatlich": "month", "jährlich": "year",
    "pm": "month", "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year", "pa": "year",
})  # fmt: skip

PER = ("per", "a", "an", "each", "every", "in", "pro", "par", "por")
"""Words between an amount and the time or the head that it is counted for."""

_CURRENCIES = frozenset([
    "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₫", "₱", "₦", "₪", "₿", "¢", "zł", "eur", "euro", "euros",
    "gbp", "pound", "pounds", "chf", "franken", "jpy", "yen", "inr", "rupee", "rupees", "rs", "cny", "rmb",
    "yuan", "cad", "aud", "nzd", "sek", "nok", "dkk", "kr", "kč", "czk", "pln", "zloty", "huf", "try",
    "rub", "brl", "mxn", "sgd", "hkd", "krw", "zar", "btc", "eth", "cent", "cents",
])  # fmt: skip


class UnitError(ValueError):
    """The text is not a unit, or not one that fits. The message names it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: what is measured and the size of one, and the times or heads that it is counted per, with their sizes.

    `kind` is empty for a plain count.
    """

    kind: str = ""
    size: Decimal = Decimal(1)
    per: Mapping[str, Decimal] = field(default_factory=dict)


def atom(word: str) -> tuple[str, Decimal] | None:
    """Kind and size of a unit word; None for a word that is none. Raises UnitError for one that is never converted."""
    folded = word.casefold()
    found = _ATOMS.get(word) or _ANY_CASE.get(folded)
    if found is None and folded in _CURRENCIES:
        raise UnitError(f"“{word}” is not converted: amounts are in USD")
    if found is None and _BITS.fullmatch(word):
        raise UnitError(f"“{word}” counts bits, which are not converted")
    return found


def is_currency(word: str) -> bool:
    """Whether a word or sign names money, of any country."""
    return word in ("$", "USD", "usd") or word.casefold() in _CURRENCIES


def measure_of(unit: str) -> Measure:
    """The measure that a question's unit names; one that this module does not know is a plain count."""
    top, *below = (part.strip() for part in unit.split("/"))
    kind, size = (_ATOMS.get(top) or ("", Decimal(1))) if top else ("", Decimal(1))
    per = {}
    for part in below:
        if part in _ATOMS:
            name, length = _ATOMS[part]
            per[name] = length
    return Measure("" if kind == "users" else kind, size, per)


def conversion(typed: Measure, asked: Measure) -> Decimal:
    """The factor that turns a number in `typed` into one in `asked`.

    A person who is asked for USD/month may say `$5k` or `60k/year`: what they leave out is taken as asked.
    Raises UnitError when the two measure different things.
    """
    factor = Decimal(1)
    if typed.kind:
        if typed.kind != asked.kind:
            raise UnitError("measures something else")
        factor = typed.size / asked.size
    for kind, size in typed.per.items():
        if kind not in asked.per:
            raise UnitError("measures something else")
        factor *= asked.per[kind] / size
    return factor
