"""Numbers as they are written in many habits: `1,200`, `1.234,5`, `1'000`, `1e5`, `two hundred and five`.

Some spellings mean one number here and another there. Which it is, is a fork: the reader goes down each branch, and
asks back where two of them arrive at answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from itertools import product

NUMBER = r"(?:\d+(?:[.,'_٫٬]\d+| \d{3}(?!\d))*|(?<![\d.,])[.,٫]\d+)(?:[eE][+-]?\d{1,3}(?!\d))?"
"""A regular expression for one written number; whether it is one, `numeral` tells."""

_GROUPS = re.compile(r"\d{1,3}(?:(.)\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
# German and French. Spanish is not here: `once` is eleven in it.
_WORDS |= {
    word: number
    for number, words in enumerate(
        ("ein eine einen eins un une", "zwei deux", "drei trois", "vier quatre", "fünf cinq", "sechs", "sieben sept",
         "acht huit", "neun neuf", "zehn dix", "elf onze", "zwölf douze"), 1)
    for word in words.split()
}  # fmt: skip


class Forks:
    """Which branch is taken where a spelling has several meanings, and which of these forks were met."""

    def __init__(self, taken: Mapping[str, int] | None = None) -> None:
        self._taken = taken or {}
        self.met: dict[str, Sequence[int]] = {}
        self.cost = 0
        self.decimal_commas: set[bool] = set()
        """Whether commas part decimals, as far as the numbers tell that can be read in one way only."""

    def take(self, name: str, count: int, costs: Sequence[int] = ()) -> int:
        """The branch to go down at a fork. A branch that costs more counts only where no cheaper one arrives."""
        costs = costs or (0,) * count
        if name not in self.met:
            self.met[name] = costs
            self.cost += costs[self._taken.get(name, 0)]
        return self._taken.get(name, 0)

    @property
    def way(self) -> dict[str, int]:
        """The branch that was taken at every fork that was met."""
        return {name: self._taken.get(name, 0) for name in self.met}

    def others(self) -> list[dict[str, int]]:
        """The other ways through the forks that were met now and had not been chosen before."""
        new = [name for name in self.met if name not in self._taken]
        branches = product(*(range(len(self.met[name])) for name in new))
        return [self.way | dict(zip(new, branch, strict=True)) for branch in branches if any(branch)]


def numeral(text: str, forks: Forks) -> Decimal | None:
    """The number that is written; None when it is none (`1.2.3`, `12,34,5`)."""
    mantissa, _, power = text.replace("E", "e").partition("e")
    number = _separated(mantissa, forks)
    return number if number is None or not power else number.scaleb(int(power))


def word_value(word: str) -> int | None:
    """The value of a small number word (`seven`, `forty`); None for any other word."""
    return _WORDS.get(word)


def marked(decimal_comma: bool) -> str:
    """The name of the mark before decimals, in one habit or the other."""
    return "comma" if decimal_comma else "point"


def likely(way: Mapping[str, int]) -> bool:
    """Whether a way counts by itself. `0,500` for five hundred is a slip that is worth asking back, and no habit."""
    return way.get("nought") != 1


def in_one_habit(way: Mapping[str, int], decimal_commas: Set[bool] = frozenset()) -> bool:
    """Nobody writes `0,5` and `1.5` in one breath: where commas part decimals, dots part thousands.

    `decimal_commas` is what the other numbers tell.
    """
    decimal_comma = set(decimal_commas)
    decimal_comma |= {way["nought"] == 0} if "nought" in way else set()
    decimal_comma |= {way["comma"] == 1} if "comma" in way else set()
    decimal_comma |= {way["dot"] == 1} if "dot" in way else set()
    decimal_comma |= {way["myriad"] == 0} if "myriad" in way else set()
    return len(decimal_comma) < 2


def _separated(text: str, forks: Forks) -> Decimal | None:
    marks = [char for char in text if not char.isdigit()]
    if not marks:
        return Decimal(text)
    last = marks[-1]
    whole, _, part = text.rpartition(last)
    if len(set(marks)) == 1:
        return _of_one_mark(text, last, whole, part, len(marks), forks)
    decimal = last in ".,٫" and marks.count(last) == 1
    if decimal and len(set(marks)) == 2 and (_GROUPS.fullmatch(whole) or marks[0] == "_"):
        if last != "٫":
            forks.decimal_commas.add(last == ",")
        return None if whole[0] == "0" else Decimal(f"{_digits(whole)}.{part}")
    return None


def _of_one_mark(text: str, mark: str, whole: str, part: str, count: int, forks: Forks) -> Decimal | None:
    grouped = _GROUPS.fullmatch(text) is not None and text[0] != "0"
    if mark == "_":
        return Decimal(_digits(text))
    if mark == "٫":
        return Decimal(f"{whole or 0}.{part}") if count == 1 else None
    if count > 1 or mark in "' ٬":
        if mark in ",.":
            forks.decimal_commas.add(mark == ".")
        return Decimal(_digits(text)) if grouped else None
    as_decimal = Decimal(f"{whole or 0}.{part}")
    if whole in ("0", "00") and mark == "," and len(part) == 3:
        return (as_decimal, Decimal(part))[forks.take("nought", 2)]
    if mark == "," and part == "0000":  # China and Japan part ten thousands
        return (as_decimal, Decimal(_digits(text)))[forks.take("myriad", 2)]
    if not grouped or (mark == "." and len(whole) > 3):
        forks.decimal_commas.add(mark == ",")
        return as_decimal
    if mark == ".":
        return (as_decimal, Decimal(_digits(text)))[forks.take("dot", 2)]
    # The program itself writes 1,200: a comma before three digits is a decimal one only where thousands cannot be meant.
    return (Decimal(_digits(text)), as_decimal)[forks.take("comma", 2, (0, 1))]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
