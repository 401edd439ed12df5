"""What a session file holds, as its JSON Schema says it to editors. The file itself is read by `session/codec.py`, which
keeps what it does not know: no table forbids other keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from archassist.answers.answer import Grade
from archassist.session.entries import MOST_DAYS, DecisionStatus
from archassist.session.events import HOURS_A_DAY, MOST_SURGE_DAYS, Multiplied
from archassist.session.meeting_entries import LONGEST_MEETING, ItemStatus, RoleName, RoundState
from archassist.words import PracticeStatus


class Open(BaseModel):
    """A table that may hold keys of other programs."""

    model_config = ConfigDict(extra="allow", defer_build=True)


Month = Annotated[str, StringConstraints(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$"), Field(examples=["2027-03"])]
Day = Annotated[date | Literal[""], Field(description="A day, such as 2027-03-31.")]
Names = Annotated[str | list[str], Field(description="Who decided: a text with commas, or a list.")]
Number = Annotated[
    float | str, Field(description="A number in the question's unit, or as people write it: 40k.")
]
Days = Annotated[float, Field(ge=0, le=MOST_DAYS)]


class Evidence(Open):
    """Where an answer comes from."""

    grade: Grade | Literal[""] = Field(default="", description="How sure it is.")
    by: str = Field(default="", description="Who said so.")
    source: str = Field(default="", description="Where it was read.")
    note: str = Field(default="", description="What to know of it.")


class AnswerTable(Evidence):
    """An answer with what it rests on: a value, a range, out of scope, unknown, or parked."""

    value: float | str | list[str] | None = Field(
        default=None, description='A number, a choice, several choices, or "unknown".'
    )
    low: Number | None = Field(default=None, description="The least it can be; with high.")
    high: Number | None = Field(default=None, description="The most it can be; with low.")
    out_of_scope: str | None = Field(default=None, description="Why it does not apply; may be empty.")
    parked: Literal[True] | None = Field(default=None, description="That the question was put aside.")


class DissentTable(Open):
    """One person who was against a verdict."""

    who: str = Field(default="", description="Who it was.")
    what: str = Field(default="", description="What they said against it.")


class VerdictTable(Open):
    """What the team said of an option."""

    status: DecisionStatus = Field(default="proposed", description="What became of it.")
    because: str = Field(default="", description="Why.")
    by: Names = ""
    dissent: str | list[str] = Field(default="", description="Who was against it, and why.")
    against: list[DissentTable] = Field(
        default_factory=list,
        description="The same, person by person; where `dissent` says something else, that counts.",
    )
    date: Day = ""
    review_on: Day = ""


class DecisionTable(VerdictTable):
    """The verdict by which a decision stands, and those on other options below it."""

    option: str = Field(default="", description="The option it is on; empty for the decision as a whole.")
    options: dict[str, VerdictTable] = Field(default_factory=dict, description="Verdicts on other options.")


class MarkTable(Open):
    """Where a checklist item or a step stands, and how a person changed the plan for it."""

    status: PracticeStatus = Field(default="todo", description="Where it stands.")
    owner: str = Field(default="", description="Who does it.")
    start: Month = Field(default="", description="The month it is pinned to.")
    not_before: Month = Field(default="", description="The month before which it does not begin.")
    days: Days | Annotated[list[Days], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="The team's own estimate in working days: one number, or low and high."
    )


class RiskTable(Open):
    """A risk that somebody accepted."""

    title: str = Field(min_length=1, description="What is accepted.")
    owner: str = Field(default="", description="Who answers for it.")
    because: str = Field(default="", description="Why it is accepted.")
    expires: Day = ""
    decision: str = Field(default="", description="The decision it belongs to.")


class EventTable(Open):
    """A surge of load for hours or days, or users who come in a month."""

    month: Month = Field(description="When it begins.")
    multiplies: Multiplied | None = Field(
        default=None,
        description="The load of an ordinary busiest hour, for hours or days; or the users of a month, for months or "
        "for good. Not said: load where days or hours are given, else users.",
    )
    factor: float = Field(ge=0.01, le=1000, description="By how much that is multiplied.")
    months: int = Field(default=0, ge=0, le=120, description="Users: for how many months; 0: for good.")
    days: float | None = Field(default=None, gt=0, le=MOST_SURGE_DAYS, description="Load: for how many days.")
    hours: float | None = Field(
        default=None, gt=0, le=MOST_SURGE_DAYS * HOURS_A_DAY, description="Load: for how many hours."
    )


class PlanTable(Open):
    """How much time the team has for the plan."""

    share: float | None = Field(default=None, ge=0.01, le=1, description="The share of the engineers' time.")
    at_once: int | None = Field(default=None, ge=1, le=100, description="How many things may be in progress.")
    away: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, description="By month (2027-08), the share of the time that is missing."
    )


Minutes = Annotated[float, Field(ge=0, le=LONGEST_MEETING)]


class VoiceTable(AnswerTable):
    """What one person answered, beside the answer that counts."""

    after: bool = Field(default=False, description="That the answers of others were shown by then.")
    abstains: bool = Field(default=False, description="That they leave it to the others.")


class ItemTable(Open):
    """An item of the agenda: a decision, a question, or a topic of the team's own."""

    title: str = Field(default="", description="What a topic of the team's own is about.")
    minutes: Minutes = Field(default=0, description="Its time box.")
    spent: Minutes = Field(default=0, description="Minutes spent on it.")
    place: float = Field(default=0, description="Its place, from 1.")
    due: Day = ""
    status: ItemStatus = Field(default="open", description="Whether it is dealt with, or parked.")


class ParkedTable(Open):
    """Something that was brought up and is not for now."""

    text: str = Field(min_length=1, description="What was brought up.")
    by: str = Field(default="", description="Who brought it up.")
    date: Day = ""


class ActionTable(Open):
    """Something of the team's own to do."""

    title: str = Field(min_length=1, description="What is to be done.")
    owner: str = Field(default="", description="Who does it.")
    due: Day = ""
    status: PracticeStatus = Field(default="todo", description="Where it stands.")
    decision: str = Field(default="", description="The decision that it follows from.")


class MeetingTable(Open):
    """A meeting: when it began and ended, the time it took, and what came out of it."""

    title: str = Field(default="", description="What it is called.")
    begun: datetime = Field(description="When it began: 2026-11-28T09:30:00+01:00.")
    minutes: Minutes = Field(default=90, description="How long it is to take.")
    spent: float = Field(default=0, ge=0, description="Minutes it has taken up to the last break.")
    since: datetime | None = Field(default=None, description="When it went on; not there in a break.")
    item: str = Field(default="", description="The item of the agenda that is talked about.")
    item_since: datetime | None = Field(default=None, description="Since when.")
    present: list[str] = Field(default_factory=list, description="Who was there.")
    closed: datetime | None = Field(default=None, description="When it ended.")
    summary: str = Field(default="", description="What came out of it.")
    done: list[str] = Field(default_factory=list, description="What was dealt with.")
    changed: list[str] = Field(default_factory=list, description="What was changed in the review.")
    agreed: list[str] = Field(
        default_factory=list, description="Which answers were agreed on, with what each answered."
    )
    decided: list[str] = Field(default_factory=list, description="What was decided, as decision.option.")


class ReviewTable(Open):
    """The review itself."""

    title: str = Field(default="", description="What it is about.")
    pack: str = Field(default="", description="The rules it was made with.")
    priorities: list[str] = Field(
        default_factory=list, description="Quality attributes, the most important first."
    )
    pains: list[str] = Field(default_factory=list, description="What hurts, the worst first.")
    present: list[str] = Field(default_factory=list, description="Who is in the room: roles or names.")


class SessionFile(Open):
    """One review: what a team answered and decided."""

    model_config = ConfigDict(title="a session file")

    schema_: Literal[1] = Field(alias="schema", description="The version of this form.")
    review: ReviewTable | None = Field(default=None, description="The review itself.")
    at_issue: dict[str, str] = Field(
        default_factory=dict,
        description='Decisions that must be taken, and by when: caching = "2027-03-31", or "" for no day.',
    )
    answers: dict[str, float | str | list[str] | AnswerTable] = Field(
        default_factory=dict,
        description='Answers by question: 12, { low = 1, high = 2 }, { value = 12, by = "ana" }.',
    )
    today: dict[str, str] = Field(
        default_factory=dict, description='Which option of a decision stands today: caching = "shared_cache".'
    )
    decisions: dict[str, DecisionTable] = Field(
        default_factory=dict, description="What the team decided, by decision."
    )
    practices: dict[str, MarkTable] = Field(
        default_factory=dict, description="Marks on checklist items and on steps (decision.option)."
    )
    risks: dict[str, RiskTable] = Field(default_factory=dict, description="Risks that were accepted.")
    events: dict[str, EventTable] = Field(
        default_factory=dict, description="Surges of load, and users who come in a month."
    )
    plan: PlanTable | None = Field(default=None, description="How much time the team has for the plan.")
    history: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=dict, description="Users by month of the past (2026-03)."
    )
    people: dict[str, RoleName] = Field(
        default_factory=dict, description="What people do in meetings, by name."
    )
    voices: dict[str, float | str | list[str] | VoiceTable] = Field(
        default_factory=dict, description='What each person answered, by "question.person".'
    )
    rounds: dict[str, RoundState] = Field(
        default_factory=dict, description="By question, whether the answers of several people are shown yet."
    )
    actions: dict[str, ActionTable] = Field(
        default_factory=dict, description="What the team set itself to do."
    )
    parking_lot: dict[str, ParkedTable] = Field(
        default_factory=dict, description="What was brought up and is not for now."
    )
    agenda: dict[str, ItemTable] = Field(
        default_factory=dict, description="What is to be talked about: decisions, questions, topics."
    )
    meetings: dict[str, MeetingTable] = Field(default_factory=dict, description="The meetings, by day.")
    before: dict[str, Any] = Field(
        default_factory=dict,
        description="While a meeting goes on: how entries that were changed stood when it began.",
    )
