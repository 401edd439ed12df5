"""What a session file holds, as its JSON Schema says it to editors. The file itself is read by `session/codec.py`, which
keeps what it does not know: no table forbids other keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from archassist.answers.answer import Grade
from archassist.session.entries import MOST_DAYS, DecisionStatus
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


class VerdictTable(Open):
    """What the team said of an option."""

    status: DecisionStatus = Field(default="proposed", description="What became of it.")
    because: str = Field(default="", description="Why.")
    by: Names = ""
    dissent: str | list[str] = Field(default="", description="Who was against it, and why.")
    date: Day = ""


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
    """Something that multiplies users from a month on."""

    month: Month = Field(description="When it begins.")
    factor: float = Field(ge=0.01, le=1000, description="By how much users are multiplied.")
    months: int = Field(default=0, ge=0, le=120, description="For how many months; 0: for good.")


class PlanTable(Open):
    """How much time the team has for the plan."""

    share: float | None = Field(default=None, ge=0.01, le=1, description="The share of the engineers' time.")
    at_once: int | None = Field(default=None, ge=1, le=100, description="How many things may be in progress.")
    away: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, description="By month (2027-08), the share of the time that is missing."
    )


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
    events: dict[str, EventTable] = Field(default_factory=dict, description="Events that multiply users.")
    plan: PlanTable | None = Field(default=None, description="How much time the team has for the plan.")
    history: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=dict, description="Users by month of the past (2026-03)."
    )
