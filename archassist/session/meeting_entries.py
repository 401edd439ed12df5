"""What a session file says of meetings: who has which role, what each answered, the agenda, the parking lot, actions.

Every record reads itself from a TOML value and writes itself back, with the keys it does not know:

    [people]
    Ana = "facilitator"

    [voices]
    "mau_now.Ben" = { low = 10000, high = 20000, note = "from the dashboard" }

    [rounds]
    mau_now = "shown"

    [agenda]
    caching = { minutes = 20, place = 1 }

    [parking_lot]
    who-pays = { text = "Who pays for the second region?", by = "Carla", date = 2026-11-28 }

    [actions]
    load-test = { title = "Load test with ten times the users", owner = "Ben", due = 2026-12-15, status = "todo" }
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any, Literal, get_args

from archassist.answers.answer import Answer, AnswerError, QuestionLike
from archassist.answers.answer_tables import answer_from, answer_to
from archassist.answers.shapes import ShapeFault, Table, date_of, number_of, shown, strange, table_of, text_of
from archassist.dataclass_later import dataclass
from archassist.words import PracticeStatus

RoleName = Literal["facilitator", "participant", "reader"]
ROLES: tuple[RoleName, ...] = get_args(RoleName)

RoundState = Literal["blind", "shown", "agreed"]
ROUND_STATES: tuple[RoundState, ...] = get_args(RoundState)

ItemStatus = Literal["open", "done", "parked"]
ITEM_STATUSES: tuple[ItemStatus, ...] = get_args(ItemStatus)

ACTION_STATUSES: tuple[PracticeStatus, ...] = get_args(PracticeStatus)

LONGEST_MEETING = 24 * 60
"""Minutes that no meeting, and no item of one, exceeds."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person answered to a question. `after` says that the answers of others were shown by then, `abstains` that
    they leave it to the others: their answer is unknown then, and is not compared."""

    answer: Answer
    after: bool = False
    abstains: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda: its time box and the time spent on it, in minutes, and its place, from 1.

    `title` is that of a topic of the team's own, "" for a decision or question of the rules. `due` is the day until which
    it must be dealt with, as 2027-01-15, "" for none.
    """

    minutes: float = 0.0
    place: float = 0.0
    title: str = ""
    spent: float = 0.0
    status: ItemStatus = "open"
    due: str = ""


@dataclass(frozen=True, slots=True)
class ParkedTopic:
    """Something that was brought up and is not for now: what, by whom, and on which day."""

    text: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something of the team's own to do: who does it, until which day, where it stands, which decision it follows from."""

    title: str
    owner: str = ""
    due: str = ""
    status: PracticeStatus = "todo"
    decision: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """One meeting. `spent` counts the minutes up to the last break; `since` is when it went on, None while there is one.

    `item` is what is talked about, since `item_since`. `closed` is None until it ends; `done`, `changed` and `agreed` then
    say in words what was dealt with, what was changed, and which answers were agreed on; `decided` holds what was decided as
    `decision.option`, None in a meeting of which the file does not say it.
    """

    begun: datetime.datetime
    title: str = ""
    minutes: float = 90.0
    spent: float = 0.0
    since: datetime.datetime | None = None
    item: str = ""
    item_since: datetime.datetime | None = None
    present: tuple[str, ...] = ()
    closed: datetime.datetime | None = None
    summary: str = ""
    done: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    decided: tuple[str, ...] | None = None


def role_from(value: Any) -> RoleName:
    """A person's role, from a TOML value."""
    role: RoleName = _one_of(value, ROLES, "the role")
    return role


def round_from(value: Any) -> RoundState:
    """How far the answers of several people to one question are, from a TOML value."""
    state: RoundState = _one_of(value, ROUND_STATES, "the round")
    return state


_OF_A_VOICE = ("after", "abstains")


def voice_from(question: QuestionLike, value: Any) -> Voice:
    """What one person answered. A fault does not quote the answer: others may read it."""
    said = [value.get(key, False) if isinstance(value, dict) else False for key in _OF_A_VOICE]
    for key, each in zip(_OF_A_VOICE, said, strict=True):
        if not isinstance(each, bool):
            raise ShapeFault(f"{key} must be true or false")
    try:
        return Voice(answer_from(question, value), *said)
    except (AnswerError, ShapeFault):
        raise ShapeFault("this is no answer to the question") from None


def voice_to(voice: Voice, before: Any = None) -> Any:
    """The TOML value of what one person answered."""
    value = answer_to(voice.answer, strange(before, _OF_A_VOICE))
    said = {key: True for key in _OF_A_VOICE if getattr(voice, key)}
    return {**(value if isinstance(value, dict) else {"value": value}), **said} if said else value


def item_from(value: Any) -> Item:
    """An item of the agenda, from a TOML table."""
    table = table_of(value)
    status = _one_of(table.get("status", "open"), ITEM_STATUSES, "status")
    minutes, spent = (number_of(table.get(key, 0), key, 0, LONGEST_MEETING) for key in ("minutes", "spent"))
    return Item(
        minutes, number_of(table.get("place", 0), "place", 0, 1e6), text_of(table, "title"), spent, status,
        date_of(table, "due"),
    )  # fmt: skip


def item_to(item: Item, before: Any = None) -> Table:
    """The TOML table of an item of the agenda."""
    table: Table = {"title": item.title} if item.title else {}
    table |= {"minutes": _short(item.minutes), "place": _short(item.place)}
    table |= _day("due", item.due)
    if item.spent:
        table["spent"] = _short(item.spent)
    if item.status != "open":
        table["status"] = item.status
    return table | strange(before, ("title", "minutes", "place", "spent", "status", "due"))


def topic_from(value: Any) -> ParkedTopic:
    """Something in the parking lot, from a TOML table."""
    table = table_of(value)
    if not text_of(table, "text").strip():
        raise ShapeFault("what is parked needs a text")
    return ParkedTopic(text_of(table, "text"), text_of(table, "by"), date_of(table, "date"))


def topic_to(topic: ParkedTopic, before: Any = None) -> Table:
    """The TOML table of something in the parking lot."""
    table: Table = {"text": topic.text} | ({"by": topic.by} if topic.by else {})
    return table | _day("date", topic.date) | strange(before, ("text", "by", "date"))


def action_from(value: Any) -> Action:
    """An action of the team's own, from a TOML table."""
    table = table_of(value)
    if not text_of(table, "title").strip():
        raise ShapeFault("an action needs a title: what is to be done")
    status = _one_of(table.get("status", "todo"), ACTION_STATUSES, "status")
    owner, decision = text_of(table, "owner"), text_of(table, "decision")
    return Action(text_of(table, "title"), owner, date_of(table, "due"), status, decision)


def action_to(action: Action, before: Any = None) -> Table:
    """The TOML table of an action."""
    table: Table = {"title": action.title} | ({"owner": action.owner} if action.owner else {})
    table |= _day("due", action.due) | {"status": action.status}
    table |= {"decision": action.decision} if action.decision else {}
    return table | strange(before, ("title", "owner", "due", "status", "decision"))


_MEETING = (
    "title", "begun", "minutes", "spent", "since", "item", "item_since", "present", "closed", "summary", "done",
    "changed", "agreed", "decided",
)  # fmt: skip


def meeting_from(value: Any) -> MeetingRecord:
    """A meeting, from a TOML table."""
    table = table_of(value)
    if (begun := _time_of(table, "begun")) is None:
        raise ShapeFault("a meeting needs a time at which it began, such as begun = 2026-11-28T09:30:00")
    return MeetingRecord(
        begun,
        text_of(table, "title"),
        number_of(table.get("minutes", 90), "minutes", 1, LONGEST_MEETING),
        number_of(table.get("spent", 0), "spent", 0, 1e6),
        _time_of(table, "since"),
        text_of(table, "item"),
        _time_of(table, "item_since"),
        _texts_of(table, "present"),
        _time_of(table, "closed"),
        text_of(table, "summary"),
        _texts_of(table, "done"),
        _texts_of(table, "changed"),
        _texts_of(table, "agreed"),
        _texts_of(table, "decided") if "decided" in table else None,
    )


def meeting_to(meeting: MeetingRecord, before: Any = None) -> Table:
    """The TOML table of a meeting."""
    table: Table = {}
    for key in _MEETING:
        value = getattr(meeting, key)
        if isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, float):
            value = _short(value)
        if (value not in (None, "", []) or (key == "decided" and value is not None)) and (
            key != "spent" or value
        ):
            table[key] = value
    return table | strange(before, _MEETING)


def _short(number: float) -> float | int:
    """A number as people write it: whole where it is, to a hundredth else."""
    return int(number) if float(number).is_integer() else round(number, 2)


def _day(key: str, day: str) -> Table:
    return {key: datetime.date.fromisoformat(day)} if day else {}


def _one_of(value: Any, known: Collection[Any], name: str) -> Any:
    if value not in known:
        raise ShapeFault(f"{name} must be one of {', '.join(known)}, not {shown(value)}")
    return value


def _time_of(table: Table, key: str) -> datetime.datetime | None:
    """A time with its offset, that of this machine where the file gives none; None when it is not there."""
    value = table.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime.datetime):
        raise ShapeFault(f"{key} is not a time. Write it as 2026-11-28T09:30:00")
    return value if value.tzinfo else value.astimezone()


def _texts_of(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ShapeFault(f"{key} must be a list of texts, not {shown(value)}")
    return tuple(value)
