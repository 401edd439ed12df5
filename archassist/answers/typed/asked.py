"""What a question asks for, as the reader of numbers needs it, and how to say what to type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from archassist.answers.answer import AnswerError, QuestionLike
from archassist.answers.typed.units import Measure, atom, measure_of
from archassist.rulebook.spoken import Spoken
from archassist.terminal_text import shortened
from archassist.words import capital

Kind = Literal["share", "percent", "factor", "time", "data", "money", "count"]
_KINDS: dict[str, Kind] = {"time": "time", "data": "data", "money": "money", "percent": "percent"}


@dataclass(frozen=True, slots=True)
class AskedField:
    """A number that is asked outside the rules; as much of a question as reading it needs. Unknown is no answer to it."""

    title: str
    ask: str = ""
    out_of_scope: str = ""
    type: Literal["number", "share", "choice", "choices"] = "number"
    unit: str = ""
    range: tuple[float, float] | None = None
    id: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[float, ...] = ()
    per: str = ""

    @property
    def spoken(self) -> Spoken:
        """Nothing beyond the unit is understood, and the time over which users are counted."""
        return Spoken(per=self.per)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the kind of number that answers it, and the measure in which it is kept."""

    question: QuestionLike
    kind: Kind
    measure: Measure

    @property
    def users(self) -> bool:
        """Whether users are counted, over a time that the question names (monthly users)."""
        return self.kind == "count" and self.question.unit == "users"

    @property
    def period(self) -> Decimal | None:
        """The time over which users are counted, in seconds."""
        return time_size(self.question.spoken.per) if self.question.spoken.per else None


def asked_of(question: QuestionLike) -> Asked:
    """What the question asks for."""
    if question.type == "share":
        return Asked(question, "share", Measure())
    if question.unit == "x":
        return Asked(question, "factor", Measure())
    measure = measure_of(question.unit)
    per = question.spoken.per
    if per and question.unit in ("", "1"):
        measure = Measure("", Decimal(1), {"time": time_size(per)})
    return Asked(question, _KINDS.get(measure.kind, "count"), measure)


def time_size(word: str) -> Decimal:
    """Seconds in a unit of time."""
    found = atom(word)
    return found[1] if found and found[0] == "time" else Decimal(1)


def how_to_answer(question: QuestionLike) -> str:
    """One sentence: what to type for this question."""
    one = isinstance(question, AskedField)
    typical = f", or what fits of: {', '.join(question.spoken.typical)}" if question.spoken.typical else ""
    if question.type == "share":
        return f"Write a share such as 40%{' or 0.4' if one else f', 0.4 or 30..50%, or unknown{typical}'}."
    if question.levels:
        return f"Write one of {', '.join(f'{level:g}' for level in question.levels)}, or unknown."
    unit = "" if question.unit in ("", "1", "x") else f" in {question.unit}"
    return f"Write a number{unit} such as 1200{' or 1.2k' if one else f', 1.2k or 800..2k, or unknown{typical}'}."


def no_number(said: str, question: QuestionLike) -> AnswerError:
    """The refusal of something that is not a number."""
    return AnswerError(f"“{short(said)}” is not a number. {how_to_answer(question)}")


def short(text: str) -> str:
    """A text that fits into a message."""
    return shortened(text, 60)


def refused(question: QuestionLike, reason: str) -> AnswerError:
    """The refusal of a unit or a word: why, what is asked, what to write."""
    unit = question.unit
    per = f", per {question.spoken.per}" if question.spoken.per and unit in ("", "1") else ""
    if question.type == "share":
        asked = "This is asked as a share."
    else:
        asked = f"This is asked in {unit}." if unit not in ("", "1", "x") else f"This is a plain count{per}."
        asked = "This is asked as a factor." if unit == "x" else asked
    return AnswerError(f"{capital(reason)}. {asked} {how_to_answer(question)}")
