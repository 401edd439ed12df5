"""Types of values in expressions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from archassist.dataclass_later import dataclass
from archassist.expressions.units import Unit


class Kind(Enum):
    """What sort of value it is."""

    NUMBER = auto()
    CHOICE = auto()
    CHOICES = auto()
    FLAG = auto()
    TEXT = auto()
    """A string literal: it takes its meaning from the choice it is compared with."""


@dataclass(frozen=True)
class Type:
    """The type of a name or of an expression.

    `unit` is the unit of a number; None for a literal, which fits any. `choices` are the ids a choice can
    have, and `ordered` says whether their order means something, so that `<` does.
    """

    kind: Kind
    unit: Unit | None = None
    choices: tuple[str, ...] = ()
    ordered: bool = False

    @staticmethod
    def number(unit: Unit | None = None) -> Type:
        """A number in this unit."""
        return Type(Kind.NUMBER, unit)

    @staticmethod
    def choice(ids: Iterable[str], ordered: bool = False) -> Type:
        """One of these ids."""
        return Type(Kind.CHOICE, choices=tuple(ids), ordered=ordered)

    @staticmethod
    def choices_of(ids: Iterable[str]) -> Type:
        """Any of these ids together."""
        return Type(Kind.CHOICES, choices=tuple(ids))

    @staticmethod
    def flag() -> Type:
        """True or false."""
        return Type(Kind.FLAG)

    def __str__(self) -> str:
        if self.kind is Kind.NUMBER:
            return f"a number in {self.unit}" if self.unit else "a number"
        return {
            Kind.CHOICE: "a choice",
            Kind.CHOICES: "a set of choices",
            Kind.FLAG: "true or false",
            Kind.TEXT: "text",
        }[self.kind]
