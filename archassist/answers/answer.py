"""What a team answered to one question, and how sure it is of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.rulebook.spoken import Spoken

Kind = Literal["exact", "range", "unknown", "out_of_scope"]
Grade = Literal["guessed", "estimated", "documented", "measured"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""Evidence grades, from the weakest to the strongest."""

AnswerValue = float | str | tuple[str, ...]
"""A number in the question's unit, a choice id, or several choice ids in the question's order."""


class AnswerError(ValueError):
    """What was typed cannot be an answer. The message is complete and says what to type instead."""


class UndecidedError(AnswerError):
    """What was typed may mean several things. Another way to read it, which came to an answer, decides nothing."""


class QuestionLike(Protocol):
    """The part of a question that reading and showing its answers needs."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def ask(self) -> str: ...
    @property
    def out_of_scope(self) -> str: ...
    @property
    def type(self) -> Literal["number", "share", "choice", "choices"]: ...
    @property
    def unit(self) -> str: ...
    @property
    def range(self) -> tuple[float, float] | None: ...
    @property
    def choices(self) -> Mapping[str, str]: ...
    @property
    def levels(self) -> tuple[float, ...]: ...
    @property
    def spoken(self) -> Spoken: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Numbers are in the question's unit; shares lie between 0 and 1.

    `value` is set when `kind` is exact, `low` and `high` when it is a range, `reason` may be set when it is out of scope.
    """

    kind: Kind
    value: AnswerValue | None = None
    low: float | None = None
    high: float | None = None
    grade: Grade | None = None
    by: str = ""
    source: str = ""
    note: str = ""
    reason: str = ""

    @classmethod
    def exact(cls, value: AnswerValue) -> Answer:
        """The team knows the value."""
        return cls("exact", value=value)

    @classmethod
    def between(cls, low: float, high: float) -> Answer:
        """The team knows that the value lies between `low` and `high`."""
        return cls("range", low=low, high=high)

    @classmethod
    def unknown(cls) -> Answer:
        """Nobody knows; the question was asked, and the prior stands in."""
        return cls("unknown")

    @classmethod
    def out_of_scope(cls, reason: str = "") -> Answer:
        """The question does not apply to this system."""
        return cls("out_of_scope", reason=reason)

    @property
    def known(self) -> bool:
        """Whether the answer says anything about the value."""
        return self.kind in ("exact", "range")

    def with_evidence(
        self,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """The same answer with evidence changed; None leaves a part as it is, an empty text removes it.

        Raises AnswerError for a grade that does not exist.
        """
        return Answer(
            self.kind,
            self.value,
            self.low,
            self.high,
            grade=self.grade if grade is None else read_grade(grade),
            by=self.by if by is None else by,
            source=self.source if source is None else source,
            note=self.note if note is None else note,
            reason=self.reason,
        )


def read_grade(text: str) -> Grade | None:
    """The evidence grade that `text` names, None for an empty text. Raises AnswerError."""
    word = text.strip().casefold()
    if not word:
        return None
    if word not in GRADES:
        raise AnswerError(f"“{text}” is not an evidence grade. Grades are: {', '.join(GRADES)}.")
    return word


def same_value(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same of the question, whatever their evidence."""

    def core(answer: Answer | None) -> tuple[Any, ...] | None:
        return (answer.kind, answer.value, answer.low, answer.high) if answer else None

    return core(one) == core(other)


def same_enough(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same, but for the last digits that a conversion of units leaves."""
    if one.kind != other.kind or isinstance(one.value, str | tuple) or isinstance(other.value, str | tuple):
        return same_value(one, other)
    pairs = ((one.value, other.value), (one.low, other.low), (one.high, other.high))
    return all(
        a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9)) for a, b in pairs
    )
