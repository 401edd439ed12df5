"""A meeting as faces, documents and `--json` see it: who takes part, the agenda, people's answers, what came out of it."""

from __future__ import annotations

from typing import Literal

from archassist.dataclass_later import dataclass
from archassist.session.meeting_entries import ItemStatus, RoleName, RoundState
from archassist.views.records.answers import DissentView
from archassist.words import PracticeStatus

ItemKind = Literal["decision", "question", "topic"]
MeetingState = Literal["none", "running", "break", "closed"]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who takes part, and their role."""

    name: str
    role: RoleName


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What one person answered: in words, as it is typed, and the note on it. `after` says that the answers of others were
    shown by then."""

    person: str
    shown: str
    typed: str
    note: str
    after: bool


@dataclass(frozen=True, slots=True)
class LedApart:
    """A decision on which people's answers lead apart: `options` holds what each option has for it, by title and names."""

    decision: str
    title: str
    at_issue: bool
    options: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """Several people's answers to one question.

    `voices` are the answers that may be seen: one's own until all are shown. `waiting` are people who have not answered.
    `apart` are decisions that would come out otherwise with another's answer, and `weight` says how much that is: 0 when
    nothing would. `suggested` is an answer that holds them all, as it is typed; `agreed` is the one that counts, in words.
    """

    question: str
    title: str
    asks: str
    state: RoundState
    given: tuple[str, ...]
    waiting: tuple[str, ...]
    voices: tuple[VoiceView, ...]
    differ: bool
    apart: tuple[LedApart, ...]
    weight: int
    suggested: str
    agreed: str


@dataclass(frozen=True, slots=True)
class RoundsView:
    """What several people answered: answers that differ first, those whose difference changes most before others."""

    people: tuple[PersonView, ...]
    rounds: tuple[RoundView, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action of the team's own. `due` is a day, None when none was said; `overdue` says that it has passed.

    `decision` is the one it follows from, "" when none was named.
    """

    id: str
    title: str
    owner: str
    due: str | None
    status: PracticeStatus
    decision: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class TopicView:
    """Something in the parking lot: what, by whom, on which day."""

    id: str
    text: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the agenda: its time box and the time spent on it, in minutes. `because` says why it is on it, `result`
    what was decided of it in this meeting, "" for nothing."""

    id: str
    title: str
    kind: ItemKind
    minutes: float
    spent: float
    status: ItemStatus
    current: bool
    because: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class QueuedDecision:
    """A decision to be taken, the most urgent first: what is advised so far ("" before enough is answered), and why it is to
    be decided now."""

    id: str
    title: str
    advised: str
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class QueuedQuestion:
    """An open question, the most telling first; `decides` are titles of decisions that it may change."""

    id: str
    title: str
    asks: str
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """The meeting that goes on, or is prepared: `spent` of `minutes` have gone by.

    `decisions` and `questions` are the queues of what is to be decided and asked next.
    """

    name: str
    title: str
    state: MeetingState
    minutes: float
    spent: float
    people: tuple[PersonView, ...]
    agenda: tuple[ItemView, ...]
    decisions: tuple[QueuedDecision, ...]
    questions: tuple[QueuedQuestion, ...]
    parking_lot: tuple[TopicView, ...]
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class DecidedView:
    """A verdict of a meeting: what was decided, why, by whom, who was against it, and when it is looked at again.

    `dissents` holds the same as `dissent`, a text for each person; `against` who it was and what they said.
    """

    decision: str
    title: str
    option: str
    status: str
    because: str
    by: tuple[str, ...]
    dissent: str
    review_on: str
    dissents: tuple[str, ...] = ()
    against: tuple[DissentView, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesView:
    """What a meeting came to. `changed` says in words what was changed, `moved` which advice changed; both are kept in
    `changed` once it is closed. `open` are items of the agenda that wait for the next one. `breaks` are minutes in which the
    clock stood; `agreed` says which answers were agreed on, and what each had answered."""

    name: str
    title: str
    state: MeetingState
    begun: str
    closed: str
    spent: float
    people: tuple[str, ...]
    summary: str
    decided: tuple[DecidedView, ...]
    done: tuple[str, ...]
    open: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[str, ...]
    actions: tuple[ActionView, ...]
    parking_lot: tuple[TopicView, ...]
    disagreements: tuple[RoundView, ...]
    breaks: float = 0.0
    agreed: tuple[str, ...] = ()
