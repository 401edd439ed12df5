"""Units of measure: products of powers of a few atoms. Nothing converts silently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from archassist.dataclass_later import dataclass
from archassist.expressions.errors import ExpressionError
from archassist.words import nearest

ATOMS = frozenset(
    (
        *("s", "ms", "min", "h", "day", "week", "month", "year"),
        *("B", "kB", "MB", "GB", "TB"),
        *("USD", "users", "people", "points", "%"),
    )
)
"""The atoms of units. Requests, queries, nodes and other things counted have none."""

_DIMENSIONLESS = frozenset({"", "1", "x", "share"})
_FACTOR = re.compile(r"\s*([A-Za-z%]+|1)\s*(?:\^\s*(-?\d))?\s*")


@dataclass(frozen=True)
class Unit:
    """A unit as powers of atoms, sorted by atom: `GB/month` is `(("GB", 1), ("month", -1))`."""

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    @lru_cache(maxsize=1024)
    def parse(text: str) -> Unit:
        """Read `GB/month`, `1/users/day` or `s^2`; each `/` divides by the one atom after it.

        Raises ExpressionError, naming the nearest atom, for anything else.
        """
        if text.strip() in _DIMENSIONLESS:
            return Unit()
        powers: list[tuple[str, int]] = []
        at, sign = 0, 1
        while True:
            match = _FACTOR.match(text, at)
            if match is None:
                raise ExpressionError(f'"{text}" is not a unit', at + 1)
            atom, power = match[1], int(match[2] or 1)
            if atom != "1":
                if atom not in ATOMS:
                    raise ExpressionError(f'unknown unit "{atom}"', match.start(1) + 1, nearest(atom, ATOMS))
                powers.append((atom, sign * power))
            at = match.end()
            if at == len(text):
                return _unit(powers)
            if text[at] not in "*/":
                raise ExpressionError(f'"{text}" is not a unit', at + 1)
            sign = -1 if text[at] == "/" else 1
            at += 1

    def __mul__(self, other: Unit) -> Unit:
        return _unit([*self.powers, *other.powers])

    def __truediv__(self, other: Unit) -> Unit:
        return self * other**-1

    def __pow__(self, exponent: int) -> Unit:
        return _unit((atom, power * exponent) for atom, power in self.powers)

    def root(self) -> Unit | None:
        """The unit of the square root; None when a power is odd."""
        if any(power % 2 for _, power in self.powers):
            return None
        return _unit((atom, power // 2) for atom, power in self.powers)

    def __bool__(self) -> bool:
        """False for a plain number."""
        return bool(self.powers)

    def __str__(self) -> str:
        above = [_power(atom, power) for atom, power in self.powers if power > 0]
        below = [_power(atom, -power) for atom, power in self.powers if power < 0]
        if not below:
            return "*".join(above)
        return "/".join(["*".join(above) or "1", *below])


def _unit(powers: Iterable[tuple[str, int]]) -> Unit:
    total: dict[str, int] = {}
    for atom, power in powers:
        total[atom] = total.get(atom, 0) + power
    return Unit(tuple(sorted((atom, power) for atom, power in total.items() if power)))


def _power(atom: str, power: int) -> str:
    return atom if power == 1 else f"{atom}^{power}"
