"""Questions that were put aside: open still, with a note or with who will find out.

In the file: `mau_now = { parked = true, note = "Ben asks", by = "Ben" }`. A parked question counts neither as answered
nor as a guess. When it is answered, what was noted stays with the answer.
"""

from __future__ import annotations

from typing import Any

from archassist.answers.answer import Answer, Grade, read_grade
from archassist.answers.shapes import ShapeFault, Table, shown, strange, text_of
from archassist.dataclass_later import dataclass, replace

_VALUES = ("value", "low", "high", "out_of_scope")
_KEYS = ("parked", "grade", "by", "source", "note")


@dataclass(frozen=True, slots=True)
class Parked:
    """What was noted of an open question: a note, and evidence that came before the answer."""

    note: str = ""
    grade: Grade | None = None
    by: str = ""
    source: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was noted."""
        return self == Parked()

    def with_evidence(
        self,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Parked:
        """The same with something changed; None leaves a part as it is, an empty text removes it. Raises AnswerError."""
        return replace(
            self,
            grade=self.grade if grade is None else read_grade(grade),
            by=self.by if by is None else by,
            source=self.source if source is None else source,
            note=self.note if note is None else note,
        )

    def onto(self, answer: Answer) -> Answer:
        """The answer with what had been noted."""
        return answer.with_evidence(self.grade or "", self.by, self.source, self.note)


def is_parked(value: Any) -> bool:
    """Whether the TOML value of an answer stands for a question that was only put aside."""
    return isinstance(value, dict) and bool(value.get("parked")) and not any(key in value for key in _VALUES)


def parked_from(value: Any) -> Parked:
    """What a TOML table says of a parked question. Raises Fault or AnswerError."""
    if value["parked"] is not True:
        raise ShapeFault(f"parked must be true, not {shown(value['parked'])}")
    by, source, note = (text_of(value, key) for key in ("by", "source", "note"))
    return Parked(note, read_grade(text_of(value, "grade")), by, source)


def parked_to(parked: Parked, before: Any = None) -> Table:
    """The TOML table for a parked question."""
    table: Table = {"parked": True}
    table |= {key: text for key in ("grade", "by", "source", "note") if (text := getattr(parked, key))}
    return table | strange(before, (*_KEYS, *_VALUES))


def said_of_parked(parked: Parked) -> str:
    """A parked question in words."""
    known = [
        parked.grade or "",
        f"by {parked.by}" if parked.by else "",
        parked.source,
        " ".join(parked.note.split()),
    ]
    return "; ".join(["parked", *(part for part in known if part)])
