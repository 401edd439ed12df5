"""Renders numbers the way people type them, and knows what it rendered: an oracle for the reader of answers.

Nothing of the reader is used here: units, scales, habits of writing numbers and words are written down a second time.
A rendering carries every meaning that a careful person would grant it. The reader may refuse anything; what it takes must be
the only meaning that lies within the question's range.

By hand, for more: python -m tests.answers.typed_fuzz 100000
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Meaning = tuple[Fraction, Fraction]
"""Both ends, in the question's unit; equal for one number."""


@dataclass
class Typed:
    """A text, its meanings, and whether it was called rounded (then the ends lie around)."""

    question: str
    text: str
    meanings: list[Meaning]
    rounded: bool = False
    note: str = ""


_TIME = {
    "ms": Fraction(1, 1000), "s": Fraction(1), "sec": Fraction(1), "seconds": Fraction(1), "min": Fraction(60), "mins": Fraction(60),
    "minutes": Fraction(60), "h": Fraction(3600), "hrs": Fraction(3600), "hours": Fraction(3600), "d": Fraction(86400),
    "days": Fraction(86400), "weeks": Fraction(604800), "Stunden": Fraction(3600), "heures": Fraction(3600), "jours": Fraction(86400),
    "horas": Fraction(3600), "Minuten": Fraction(60), "Wochen": Fraction(604800),
}  # fmt: skip
_DATA = {
    "B": Fraction(1), "kB": Fraction(10**3), "KB": Fraction(10**3), "MB": Fraction(10**6), "mb": Fraction(10**6), "GB": Fraction(10**9),
    "gb": Fraction(10**9), "TB": Fraction(10**12), "tb": Fraction(10**12), "M": Fraction(10**6), "G": Fraction(10**9), "T": Fraction(10**12),
    "GiB": Fraction(2**30), "TiB": Fraction(2**40), "MiB": Fraction(2**20), "terabytes": Fraction(10**12),
}  # fmt: skip
_MONTH = Fraction(304375, 10000) * 86400
_PER = {
    "/s": Fraction(1), " per second": Fraction(1), "/sec": Fraction(1), "/min": Fraction(60), " per minute": Fraction(60),
    " a minute": Fraction(60), "/h": Fraction(3600), " per hour": Fraction(3600), " an hour": Fraction(3600),
    "/day": Fraction(86400), " a day": Fraction(86400), " per day": Fraction(86400), " daily": Fraction(86400), "/d": Fraction(86400),
    "/week": Fraction(604800), " weekly": Fraction(604800), " each week": Fraction(604800), "/month": _MONTH, "/mo": _MONTH,
    " monthly": _MONTH, " a month": _MONTH, "/year": 12 * _MONTH, "/yr": 12 * _MONTH, " p.a.": 12 * _MONTH,
    "/Woche": Fraction(604800), " pro Tag": Fraction(86400), " par jour": Fraction(86400), " par mois": _MONTH, "/mois": _MONTH,
    " pro Jahr": 12 * _MONTH, " par an": 12 * _MONTH, " por hora": Fraction(3600), " täglich": Fraction(86400),
    " per 90 days": Fraction(90 * 86400), " every 2 weeks": Fraction(2 * 604800), "/7 months": 7 * _MONTH,
}  # fmt: skip
_SCALES = {
    "": 1, "k": 10**3, "K": 10**3, " k": 10**3, " thousand": 10**3, " tsd": 10**3, "M": 10**6, " million": 10**6, " Mio": 10**6, "m": 10**6,
    "MM": 10**6, "bn": 10**9, " billion": 10**9, " lakh": 10**5, " crore": 10**7, " Cr": 10**7, " Millionen": 10**6, "万": 10**4, " hundred": 100, " Mrd": 10**9,
}  # fmt: skip
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_STRANGE = [
    " EUR", " €", "€", " parsecs", " rows", " per request", " per user", " Tbit", " km", " kg", " users per rack", " bananas", " USD CHF",
    " sessions", " %/month", " degrees", " CAD", "zł", " nines",
]  # fmt: skip


@dataclass
class Kind:
    """What is asked: the size of its unit, and how it is typed."""

    units: dict[str, Fraction] = field(default_factory=dict)
    above: Fraction = Fraction(1)
    per: Fraction | None = None
    scales: bool = True
    nouns: tuple[str, ...] = ("",)
    wrong: tuple[str, ...] = ()


_BARE = ("",)
_KINDS: dict[str, Kind] = {
    "mau_now": Kind(nouns=("", " users", " people", " MAU", " Nutzer", " utilisateurs"), wrong=(" requests", " engineers", " h", " GB", "%", " rows", " $")),
    "engineers": Kind(nouns=("", " engineers", " devs", " people", " FTE", " Entwickler"), wrong=(" requests", " GB", " hours", "%", " teams")),
    "teams": Kind(nouns=("", " teams", " squads"), wrong=(" users", " engineers", " GB", " h", "%")),
    "deployables": Kind(nouns=("", " units", " services", " microservices"), wrong=(" users", " MB", " h", " teams")),
    "sync_deps": Kind(nouns=("", " systems"), wrong=(" users", " MB", " h", " %")),
    "queries_per_req": Kind(nouns=("", " queries"), wrong=(" users", " MB", " ms", " requests")),
    "rto_h": Kind(_TIME, Fraction(3600), scales=False, wrong=(" users", " GB", " $", "%", " rows", " requests", " engineers")),
    "rpo_min": Kind(_TIME, Fraction(60), scales=False, wrong=(" users", " GB", " $", "%", " rows")),
    "stale_ok_s": Kind(_TIME, Fraction(1), scales=False, wrong=(" users", " GB", " $", "%", " pages")),
    "p95_now_ms": Kind(_TIME, Fraction(1, 1000), scales=False, wrong=(" users", " GB", " $", "%", " rps")),
    "lead_time_d": Kind(_TIME, Fraction(86400), scales=False, wrong=(" users", " GB", " deploys", "%")),
    "down_min_90d": Kind(_TIME, Fraction(60), scales=False, wrong=(" users", " GB", " $", "%")),
    "data_gb": Kind(_DATA, Fraction(10**9), scales=False, wrong=(" users", " h", " $", "%", " rows", " requests")),
    "largest_table_gb": Kind(_DATA, Fraction(10**9), scales=False, wrong=(" users", " h", " $", "%", " rows", " thousand rows")),
    "resp_kb": Kind(_DATA, Fraction(10**3), scales=False, wrong=(" users", " h", " requests", "%")),
    "data_growth_gb_m": Kind(_DATA, Fraction(10**9), _MONTH, False, wrong=(" users", " h", " rows", " rows/day", "%")),
    "infra_usd_m": Kind({"$": Fraction(1), " USD": Fraction(1), " dollars": Fraction(1)}, per=_MONTH, wrong=(" users", " h", " GB", "%", "€")),
    "outage_usd_h": Kind({"$": Fraction(1), " USD": Fraction(1), " dollars": Fraction(1)}, per=Fraction(3600), wrong=(" users", " GB", "%", "£")),
    "peak_rps_now": Kind(per=Fraction(1), nouns=("", " requests", " req"), wrong=(" users", " GB", " $", "%", " users/s", " engineers")),
    "write_qps_now": Kind(per=Fraction(1), nouns=("", " writes", " statements", " inserts"), wrong=(" selects/s", " users", " GB", " reads/s", " requests/s", "%")),
    "deploys_per_week": Kind(per=Fraction(604800), nouns=("", " deploys", " times"), wrong=(" users", " GB", " h", "%", " pages")),
    "pages_per_week": Kind(per=Fraction(604800), nouns=("", " pages", " alerts"), wrong=(" users", " GB", " h", "%", " deploys")),
}  # fmt: skip
_SHARES = ("write_share", "far_users", "dau_mau", "error_rate", "change_fail")


class Renderer:
    """Renders with the numbers of one generator."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def typed(self, questions: Any) -> Typed:
        """Something a person might type, and what it means; mostly something that the question takes."""
        for _ in range(20):
            typed = self._any()
            if typed.note in ("strange", "bound") or _within(
                typed.meanings, *(questions[typed.question].range or (0, 1))
            ):
                break
            if self.rng.random() < 0.1:
                break
        return self._around(typed)

    def _any(self) -> Typed:
        if self.rng.random() < 0.2:
            return self._share()
        name = self.rng.choice(list(_KINDS))
        make: Callable[[str, Kind], Typed] = self.rng.choices(
            [
                self._one,
                self._range,
                self._strange,
                self._bound,
                self._plus_minus,
                self._duration,
                self._rows,
            ],
            [8, 7, 3, 1, 1, 2, 1],
        )[0]
        return make(name, _KINDS[name])

    # -- numbers in many habits

    def number(self) -> tuple[str, list[Fraction]]:
        """A number as somebody writes it, and all that it may mean."""
        r = self.rng
        whole = r.choice(
            [r.randint(1, 12), r.randint(1, 999), r.randint(1000, 99_999), r.randint(10**5, 10**7)]
        )
        styles: list[Callable[[int], tuple[str, list[Fraction]]]] = [
            self._plain, self._plain, self._decimals, self._decimals, self._grouped, self._grouped, self._one_dot, self._one_comma,
            self._nought, self._foreign, self._exponent, self._in_words, self._fraction, self._in_other_words, self._myriads,
        ]  # fmt: skip
        return r.choice(styles)(whole)

    def _plain(self, whole: int) -> tuple[str, list[Fraction]]:
        return str(whole), [Fraction(whole)]

    def _decimals(self, whole: int) -> tuple[str, list[Fraction]]:
        digits = "".join(self.rng.choice("0123456789") for _ in range(self.rng.choice([1, 2, 4])))
        mark = self.rng.choice(".,")
        return f"{whole}{mark}{digits}", [Fraction(f"{whole}.{digits}")]

    def _grouped(self, whole: int) -> tuple[str, list[Fraction]]:
        whole = whole if whole >= 10**6 else whole + 10**6
        mark, decimal = self.rng.choice(
            [
                (",", "."),
                (".", ","),
                ("'", "."),
                ("’", "."),
                (" ", ","),
                (" ", "."),
                ("\u00a0", ","),
                ("\u2009", "."),
                ("_", "."),
            ]
        )
        text = f"{whole:,}".replace(",", mark)
        if self.rng.random() < 0.3:
            digits = str(self.rng.randint(1, 99))
            return f"{text}{decimal}{digits}", [Fraction(f"{whole}.{digits}")]
        return text, [Fraction(whole)]

    def _one_dot(self, whole: int) -> tuple[str, list[Fraction]]:
        """`12.345`: one thing in England, another in Germany."""
        head, tail = self.rng.randint(1, 999), f"{self.rng.randint(0, 999):03}"
        return f"{head}.{tail}", [Fraction(f"{head}.{tail}"), Fraction(f"{head}{tail}")]

    def _one_comma(self, whole: int) -> tuple[str, list[Fraction]]:
        """`12,345` are thousands, as the program writes them itself; a comma of decimals only where thousands cannot be."""
        head, tail = self.rng.randint(1, 999), f"{self.rng.randint(0, 999):03}"
        return f"{head},{tail}", [Fraction(f"{head}{tail}"), Preferred(Fraction(f"{head}.{tail}"))]

    def _nought(self, whole: int) -> tuple[str, list[Fraction]]:
        tail = f"{self.rng.randint(1, 999):03}"
        if self.rng.random() < 0.5:
            return f"0.{tail}", [Fraction(f"0.{tail}")]
        return f"0,{tail}", [Fraction(f"0.{tail}"), Doubtful(tail)]

    def _foreign(self, whole: int) -> tuple[str, list[Fraction]]:
        zero = self.rng.choice("０٠०০")
        return "".join(chr(ord(zero) + int(digit)) for digit in str(whole)), [Fraction(whole)]

    def _exponent(self, whole: int) -> tuple[str, list[Fraction]]:
        power = self.rng.randint(0, 6)
        head = self.rng.choice(["1", "2", "1.5", "7.25"])
        return f"{head}{self.rng.choice('eE')}{power}", [Fraction(head) * 10**power]

    def _in_words(self, whole: int) -> tuple[str, list[Fraction]]:
        value = self.rng.choice([self.rng.randint(1, 19), self.rng.randint(1, 99), self.rng.randint(1, 999)])
        text = in_words(value)
        return (text.replace("-", " ") if self.rng.random() < 0.3 else text), [Fraction(value)]

    def _in_other_words(self, whole: int) -> tuple[str, list[Fraction]]:
        words = self.rng.choice(
            [
                "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
                "un deux trois quatre cinq six sept huit neuf dix onze douze",
            ]
        )
        value = self.rng.randint(1, 12)
        return words.split()[value - 1], [Fraction(value)]

    def _myriads(self, whole: int) -> tuple[str, list[Fraction]]:
        """`12,0000`: twelve with four decimals, or in China and Japan 120,000."""
        head = self.rng.randint(1, 99)
        return f"{head},0000", [Fraction(head), Fraction(head * 10_000)]

    def _fraction(self, whole: int) -> tuple[str, list[Fraction]]:
        text, value = self.rng.choice([("½", Fraction(1, 2)), ("¼", Fraction(1, 4)), ("¾", Fraction(3, 4))])
        head = self.rng.randint(0, 20)
        return (f"{head}{text}", [head + value]) if head else (text, [value])

    # -- one number, with scale, unit and time

    def _pieces(self, kind: Kind) -> tuple[str, str, Fraction, list[Fraction]]:
        """What stands before and behind a number, the factor to the question's unit, and factors of parts of it."""
        r, factor, before, behind, parts = self.rng, Fraction(1), "", "", [Fraction(1)]
        if kind.scales and r.random() < 0.5:
            scale = r.choice(list(_SCALES))
            behind, factor = scale, Fraction(_SCALES[scale])
        if kind.units and r.random() < 0.75:
            unit = r.choice(list(kind.units))
            factor *= kind.units[unit] / kind.above
            parts.append(kind.units[unit] / kind.above)
            if unit == "$" and r.random() < 0.7:
                before = "$"
            else:
                behind += r.choice(["", " "]) + unit if unit != "$" else unit
        noun = r.choice(kind.nouns)
        behind += noun
        if kind.per is not None and r.random() < 0.6:
            per = r.choice(list(_PER))
            behind += per
            factor *= kind.per / _PER[per]
            parts = [each * kind.per / _PER[per] for each in parts]
        return before, behind, factor, parts

    def _one(self, name: str, kind: Kind) -> Typed:
        text, values = self.number()
        before, behind, factor, _ = self._pieces(kind)
        if (
            kind.units is _DATA and kind.above == _DATA["kB"] and self.rng.random() < 0.1
        ):  # kilobytes, or thousands of them
            return Typed(
                name, f"{text} k", [_same(value, Fraction(many)) for value in values for many in (1, 1000)]
            )
        return Typed(name, _joined(before, text, behind), [_same(value, factor) for value in values])

    def _range(self, name: str, kind: Kind) -> Typed:
        """Both ends in the same words, or the lower one short of what stands behind both."""
        (low, lows), (high, highs) = self.number(), self.number()
        before, behind, factor, parts = self._pieces(kind)
        mark = self.rng.choice(["..", " .. ", "-", " - ", "–", " to ", "...", "…", "−", " until "])
        short = self.rng.random() < 0.6
        named = before if self.rng.random() < 0.5 or not short else ""
        if short and not before and kind.nouns[-1] and "hundred" not in high and self.rng.random() < 0.2:
            named = " "  # the noun, behind
        first = _joined(named.strip(), low, kind.nouns[-1] if named == " " else "" if short else behind)
        text = f"{first}{mark}{_joined(before, high, behind)}"
        if self.rng.random() < 0.1:
            text = f"between {first} and {_joined(before, high, behind)}"
        # Nobody writes two habits in one breath: where a comma parts decimals, a dot parts thousands.
        # An end that says what it counts may be meant without the other's thousands: $5-10k, 20 users to 50k.
        in_full = bool(named) and short and factor != parts[-1] and kind.scales
        pairs = [
            (one, other)
            for one in lows
            for other in highs
            if len({_decimal_comma(low, one), _decimal_comma(high, other)} - {None}) < 2
        ] or [(one, other) for one in lows for other in highs]
        if short and behind and not all(value * factor <= other * factor for value, other in pairs):
            # The lower end may be meant without the scale, or in the question's own unit: 500..2k, 500..2 TB.
            own = [
                _ends(one * each / factor, other, factor) for one, other in pairs for each in [*parts, factor]
            ]
            return Typed(name, text, [pair for pair in own if pair[0] <= pair[1]], note="either")
        found = [_ends(one, other, factor) for one, other in pairs if one <= other]
        if in_full:
            found += [
                _ends(one * parts[-1] / factor, other, factor)
                for one, other in pairs
                if one * parts[-1] <= other * factor
            ]
        return Typed(name, text, found)

    def _strange(self, name: str, kind: Kind) -> Typed:
        """A unit of another kind, a foreign currency, a word that nobody knows: never an answer."""
        text, _ = self.number()
        wrong = self.rng.choice([*kind.wrong, *_STRANGE])
        if wrong == " nines" or (wrong == " per user" and name == "req_per_dau"):
            wrong = " parsecs"
        if self.rng.random() < 0.1:
            return Typed(name, f"+{text}", [], note="strange")  # so many, or so many more?
        return Typed(name, f"{text}{wrong}", [], note="strange")

    def _bound(self, name: str, kind: Kind) -> Typed:
        text, _ = self.number()
        before, behind, _, _ = self._pieces(kind)
        sign = self.rng.choice([">", "<", "up to ", "at most ", "at least ", "over ", ">= "])
        body = _joined(before, text, behind)
        return Typed(name, f"{sign}{body}" if self.rng.random() < 0.7 else f"{body}+", [], note="bound")

    def _plus_minus(self, name: str, kind: Kind) -> Typed:
        value, part = self.rng.randint(20, 999), self.rng.choice([5, 10, 20])
        before, behind, factor, _ = self._pieces(kind)
        text = f"{_joined(before, str(value), behind)} {self.rng.choice(['±', '+/-', '+-'])} {part}%"
        width = Fraction(value * part, 100)
        return Typed(name, text, [_ends(value - width, value + width, factor)])

    def _duration(self, name: str, kind: Kind) -> Typed:
        if kind.units is not _TIME:
            return self._one(name, kind)
        hours, minutes = self.rng.randint(1, 48), self.rng.randint(1, 59)
        seconds = Fraction(hours * 3600 + minutes * 60)
        made = [
            f"{hours}h{minutes:02}",
            f"{hours}h{minutes}m",
            f"{hours} h {minutes} min",
            f"{hours} hours and {minutes} minutes",
        ]
        meanings = [_same(seconds, 1 / kind.above)]
        if self.rng.random() < 0.2:
            if name != "rto_h":
                meanings.append(_same(Fraction(hours * 60 + minutes), 1 / kind.above))
            return Typed(name, f"{hours}:{minutes:02}", meanings)
        return Typed(name, self.rng.choice(made), meanings)

    def _rows(self, name: str, kind: Kind) -> Typed:
        if kind.units is not _DATA:
            return self._one(name, kind)
        rows, scale = self.rng.randint(1, 999), self.rng.choice(["k", "M", " million", ""])
        size, unit = self.rng.randint(1, 999), self.rng.choice(["B", "kB", "KB"])
        mark = self.rng.choice([" x ", " × ", " * ", " of "])
        value = Fraction(rows * _SCALES[scale] * size) * _DATA[unit]
        per = Fraction(1) if kind.per is None else kind.per / 86400
        text = f"{rows}{scale} rows{'' if kind.per is None else '/day'}{mark}{size} {unit}"
        return Typed(name, text, [_same(value, per / kind.above)])

    # -- shares

    def _share(self) -> Typed:
        name, r = self.rng.choice(_SHARES), self.rng
        percent = r.choice([r.randint(0, 100), r.randint(1, 30)])
        tenth = Fraction(percent * 10 + r.randint(0, 9), 10)
        made: list[tuple[str, list[Fraction]]] = [
            (f"{percent}%", [Fraction(percent, 100)]),
            (f"{float(tenth):g} %", [tenth / 100]),
            (f"{float(tenth):g}".replace(".", ",") + "%", [tenth / 100]),
            (f"{percent} percent", [Fraction(percent, 100)]),
            (f"{percent}％", [Fraction(percent, 100)]),
            (f"{percent}", [Fraction(percent)] if percent in (0,) else [Fraction(1, 100), Fraction(1)] if percent == 1 else []),
            (f"0.{percent:02}" if percent < 100 else "1.0", [Fraction(percent, 100)]),
            (f",{percent:02}" if percent < 100 else "1", [Fraction(percent, 100)] if percent < 100 else [Fraction(1, 100), Fraction(1)]),
            (f"0,{percent:02}" if percent < 100 else "1,0", [Fraction(percent, 100)]),
            (f"1 in {percent + 1}", [Fraction(1, percent + 1)]),
            (f"{percent}/{percent + 3}", [Fraction(percent, percent + 3)]),
            (f"one in {in_words(percent + 1)}", [Fraction(1, percent + 1)]),
            ("half", [Fraction(1, 2)]),
            ("a third", [Fraction(1, 3)]),
            ("three quarters", [Fraction(3, 4)]),
            ("two thirds", [Fraction(2, 3)]),
            ("½", [Fraction(1, 2)]),
            (f"{percent} GB", []),
            (f"{percent} users", []),
            (f"{percent}%/month", []),
            (f"{percent}k", []),
            (f"{percent + 1}:{percent + 7}", [Fraction(percent + 1, 2 * percent + 8), Fraction(percent + 7, 2 * percent + 8)]),
        ]  # fmt: skip
        if name == "write_share":
            made += [
                (f"{percent + 1}:1 reads to writes", [Fraction(1, percent + 2)]),
                (f"{percent + 1}:1 writes to reads", [Fraction(percent + 1, percent + 2)]),
                (f"{percent}% writes", [Fraction(percent, 100)]),
                (f"{percent}% reads", [Fraction(100 - percent, 100)]),
                (f"{percent}% of statements", [Fraction(percent, 100)]),
            ]
        text, values = r.choice(made)
        if r.random() < 0.2 and percent < 90:
            wider = percent + r.randint(1, 10)
            bare = r.random() < 0.5
            text = f"{percent}{'' if bare else '%'}{r.choice(['-', '..', ' to ', '–'])}{wider}%"
            low = [Fraction(percent, 100)] + ([Fraction(percent)] if bare and percent == 1 else [])
            return Typed(
                name, text, [(one, Fraction(wider, 100)) for one in low if one <= Fraction(wider, 100)]
            )
        return Typed(name, text, [(value, value) for value in values])

    # -- what people put around it

    def _around(self, typed: Typed) -> Typed:
        r = self.rng.random()
        if r < 0.06 and typed.note == "" and "±" not in typed.text and "+" not in typed.text:
            typed.text = self.rng.choice(["~", "about ", "ca. ", "roughly ", "≈ "]) + typed.text
            typed.rounded = True
        elif r < 0.1 and typed.note != "bound":
            typed.text = self.rng.choice(
                ['"{}"', "{}?", "{}.", " {} ", "= {}", "“{}”", "{} (measured)"]
            ).format(typed.text)
        return typed


class Preferred(Fraction):
    """A meaning that counts only where the first one cannot be."""


class Doubtful(Preferred):
    """A meaning that is worth asking back, and never an answer by itself."""


def in_words(value: int) -> str:
    """A number below a thousand in words."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_SMALL[value % 10]}" if value % 10 else "")
    rest = f" and {in_words(value % 100)}" if value % 100 else ""
    return f"{_SMALL[value // 100]} hundred{rest}"


def judge(typed: Typed, question: Any, answer: Any) -> str:
    """`refused` (no answer), `understood`, or what is wrong with what was taken."""
    if answer is None:
        return "refused"
    low, high = (answer.value, answer.value) if answer.kind == "exact" else (answer.low, answer.high)
    if not isinstance(low, float | int) or not isinstance(high, float | int):
        return f"not a number: {answer}"
    least, most = question.range or (0, 1)
    if typed.note == "bound":
        return "understood" if low == least or high == most else f"a bound became {low} to {high}"
    fitting = _within(typed.meanings, least, most)
    if not fitting:
        return f"taken as {low} to {high}, and is no answer"
    if typed.note == "either":
        near = any(
            math.isclose(low, a, rel_tol=1e-9) and math.isclose(high, b, rel_tol=1e-9) for a, b in fitting
        )
        return (
            "understood"
            if near
            else f"taken as {low} to {high}, and means none of {[(float(a), float(b)) for a, b in fitting]}"
        )
    if len({(float(one), float(other)) for one, other in fitting}) > 1:
        return f"taken as {low} to {high}, and could be {[(float(a), float(b)) for a, b in fitting]}"
    one, other = (float(end) for end in fitting[0])
    if typed.rounded and one == other and answer.kind == "range":
        around = low <= one <= high and low >= one / 1.6 - 1e-12 and high <= one * 1.6 + 1e-12
        return "understood" if around else f"rounded to {low} to {high}, not around {one}"
    if math.isclose(low, one, rel_tol=1e-9, abs_tol=1e-15) and math.isclose(
        high, other, rel_tol=1e-9, abs_tol=1e-15
    ):
        return "understood"
    return f"taken as {low} to {high}, and means {one} to {other}"


def run(
    count: int, seed: int, questions: Any, read: Callable[[Any, str], Any], lost: list[str] | None = None
) -> tuple[Counter[str], list[str]]:
    """Counts of refused, understood and wrong, and a line for each wrong one."""
    renderer, counts, wrong = Renderer(random.Random(seed)), Counter[str](), []
    for _ in range(count):
        typed = renderer.typed(questions)
        question = questions[typed.question]
        outcome = judge(typed, question, read(question, typed.text))
        known = outcome if outcome in ("refused", "understood") else "wrong"
        counts[known] += 1
        if known == "refused":
            sensible = _within(typed.meanings, *(question.range or (0, 1)))
            counts["refused with one meaning"] += len(set(sensible)) == 1
            if len(set(sensible)) == 1 and lost is not None:
                lost.append(f"{typed.question}={typed.text}")
        if known == "wrong":
            wrong.append(f"{typed.question}={typed.text}: {outcome}")
    return counts, wrong


def _within(meanings: Iterable[Meaning], least: float, most: float) -> list[Meaning]:
    found = [pair for pair in meanings if least * (1 - 1e-12) <= pair[0] and pair[1] <= most * (1 + 1e-12)]
    if all(any(isinstance(end, Doubtful) for end in pair) for pair in found):
        return []
    first = [pair for pair in found if not any(type(end) is Preferred for end in pair)]
    return first or found


def _same(value: Fraction, factor: Fraction) -> Meaning:
    scaled = Fraction(value) * factor
    end = type(value)(scaled)
    return end, end


def _ends(low: Fraction | int, high: Fraction | int, factor: Fraction) -> Meaning:
    one, other = Fraction(low) * factor, Fraction(high) * factor
    sort = next(
        (each for each in (Doubtful, Preferred) if isinstance(low, each) or isinstance(high, each)), Fraction
    )
    return sort(one), sort(other)


def _decimal_comma(text: str, value: Fraction) -> bool | None:
    """Whether this meaning of a number takes commas for decimals (and dots for thousands); None when it tells nothing."""
    text = "".join(char for char in text.lower().split("e")[0] if char in "0123456789.,")
    marks = [char for char in text if char in ".,"]
    if not marks or not text[-1].isdecimal():
        return None
    if len(set(marks)) == 2 or len(marks) > 1:
        return (marks[-1] == ",") if len(set(marks)) == 2 else marks[-1] == "."
    as_decimal = text.replace(",", ".")
    if text.endswith(",0000"):
        return value == Fraction(as_decimal)
    grouped = len(text.split(marks[0])[1]) == 3 and value == Fraction(text.replace(marks[0], ""))
    decimal = not grouped or value == Fraction(as_decimal)
    return (marks[0] == ",") == decimal


def _joined(before: str, number: str, behind: str) -> str:
    """A word does not run into a number in words."""
    gap = " " if number[-1:].isalpha() and behind[:1].isalpha() else ""
    return f"{before}{number}{gap}{behind}"


def main() -> None:
    """Runs as many as the command line says, on the questions of the shipped rules."""
    from archassist.answers import AnswerError
    from archassist.answers.parse import read_answer
    from archassist.session import shipped_rulebook

    def read(question: Any, text: str) -> Any:
        try:
            return read_answer(question, text)
        except AnswerError:
            return None

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 14
    counts, wrong = run(count, seed, shipped_rulebook().questions, read)
    print(f"{count} typed (seed {seed}): {dict(counts)}")
    print("\n".join(wrong[:60]))


if __name__ == "__main__":
    main()
