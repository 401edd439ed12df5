"""Answers, parked questions and verdicts as a team gave them."""

from __future__ import annotations

from archassist.answers.answer import Grade, Kind
from archassist.dataclass_later import dataclass, field
from archassist.session.entries import DecisionStatus
from archassist.views.plain import ABSENT


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Answers that contradict each other. `severity` is impossible (no system has both) or unlikely (hardly any has).

    `text` tells the answers with their figures, `why` says why both cannot be true, `check` what to look at; `shown` is
    all of it for people. `questions` are the ids of those whose answers are concerned, `source` ids of sources.
    """

    id: str
    title: str
    severity: str
    text: str
    why: str
    check: str
    questions: tuple[str, ...]
    source: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer. `typed` is what `set` takes, `shown` is for people; numbers are in `unit`.

    `contradicts` holds contradictions with other answers, if there are any.
    `kind` is exact (then `value` is there), range (`low` and `high`), unknown or out_of_scope (`reason`).
    """

    kind: Kind
    typed: str
    shown: str
    value: float | str | bool | tuple[str, ...] | None = field(default=None, metadata=ABSENT)
    low: float | None = field(default=None, metadata=ABSENT)
    high: float | None = field(default=None, metadata=ABSENT)
    unit: str = ""
    grade: Grade | None = field(default=None, metadata=ABSENT)
    by: str | None = field(default=None, metadata=ABSENT)
    source: str | None = field(default=None, metadata=ABSENT)
    note: str | None = field(default=None, metadata=ABSENT)
    reason: str | None = field(default=None, metadata=ABSENT)
    contradicts: tuple[ContradictionView, ...] | None = field(default=None, metadata=ABSENT)


@dataclass(frozen=True, slots=True)
class ParkedView:
    """An open question that was put aside, and what was noted. `shown` is for people."""

    question: str
    title: str
    note: str
    grade: Grade | None
    by: str
    source: str
    shown: str


@dataclass(frozen=True, slots=True)
class DissentView:
    """One person who was against a verdict; `who` is empty where nobody is named, `what` where no reason is given."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What the team said of an option: proposed, accepted, rejected or superseded; by whom and when.

    `dissent` says who was against it as one text, `against` person by person. `shown` is for people.
    """

    status: DecisionStatus
    because: str
    by: tuple[str, ...]
    dissent: str
    date: str
    shown: str
    against: tuple[DissentView, ...] = ()
