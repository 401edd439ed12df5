"""What a session file holds, between TOML tables and typed records. Keys that are not understood stay in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from archassist.answers.answer import Answer, AnswerError
from archassist.answers.answer_tables import answer_from
from archassist.answers.shapes import ShapeFault, Table, shown
from archassist.dataclass_later import dataclass, field, replace
from archassist.session import toml_format, toml_layout
from archassist.session.entries import (
    Mark,
    Risk,
    Team,
    day_from,
    history_from,
    mark_from,
    option_from,
    pains_from,
    present_from,
    priorities_from,
    risk_from,
    team_from,
)
from archassist.session.errors import SessionError
from archassist.session.events import Event, ambiguous, event_from
from archassist.session.far_dates import far_away
from archassist.session.file_remarks import Remarks
from archassist.session.meeting_entries import (
    Action,
    Item,
    MeetingRecord,
    ParkedTopic,
    RoleName,
    RoundState,
    Voice,
    action_from,
    item_from,
    meeting_from,
    role_from,
    round_from,
    topic_from,
    voice_from,
)
from archassist.session.parked import Parked, is_parked, parked_from
from archassist.session.verdicts import Taken, taken_from
from archassist.terminal_text import shortened

SCHEMA = 1
TABLES = (
    "review",
    "at_issue",
    "answers",
    "today",
    "decisions",
    "practices",
    "risks",
    "events",
    "plan",
    "history",
    "people",
    "voices",
    "rounds",
    "actions",
    "parking_lot",
    "agenda",
    "meetings",
    "before",
)
ROOM = frozenset({"people", "voices", "rounds", "agenda", "meetings", "parking_lot"})
"""Tables that tell of the meeting itself, not of what came out of it."""

INLINE = {
    "review": 1,
    "at_issue": 1,
    "answers": 1,
    "today": 1,
    "decisions": 3,
    "practices": 2,
    "risks": 2,
    "events": 1,
    "plan": 1,
    "history": 1,
    "people": 1,
    "voices": 1,
    "rounds": 1,
    "actions": 1,
    "parking_lot": 1,
    "agenda": 1,
    "meetings": 2,
    "before": 1,
}
"""How many levels of each table have headings of their own in the file; the rest stands on one line."""

KEYS = {
    "at_issue": "decision",
    "answers": "answer",
    "today": "decision",
    "decisions": "decision",
    "practices": "practice",
    "rounds": "question",
    "voices": "question",
}
"""What the keys of a table that follows the rules name."""


@dataclass(slots=True)
class Content:
    """The typed records of a file, and remarks on what was kept without being understood."""

    title: str = ""
    at_issue: dict[str, str] = field(default_factory=dict)
    pains: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)
    parked: dict[str, Parked] = field(default_factory=dict)
    today: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, Taken] = field(default_factory=dict)
    practices: dict[str, Mark] = field(default_factory=dict)
    risks: dict[str, Risk] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    history: dict[str, float] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    team: Team = field(default_factory=Team)
    people: dict[str, RoleName] = field(default_factory=dict)
    voices: dict[str, dict[str, Voice]] = field(default_factory=dict)
    rounds: dict[str, RoundState] = field(default_factory=dict)
    agenda: dict[str, Item] = field(default_factory=dict)
    parking_lot: dict[str, ParkedTopic] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    meetings: dict[str, MeetingRecord] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def meets(self) -> bool:
        """Whether a meeting was begun and not closed."""
        return any(each.closed is None for each in self.meetings.values())

    def advises_as(self, other: Content) -> bool:
        """Whether the same advice follows from both: nothing but the meeting and what the team set itself differs."""
        alike = {name: getattr(other, name) for name in (*ROOM, "actions", "notes")}
        return replace(self, **alike) == other


def parse(path: Path, content: bytes) -> Table:
    """The tables of a session file. Raises SessionError when the bytes are no session of this or an older schema."""
    if not content.strip():
        raise SessionError(path, "the file is empty", remedy=f"Remove it, then: archassist new {path}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SessionError(path, f"this is not text in UTF-8 (byte {error.start})", line=line) from None
    try:
        tables = toml_format.read(text)
    except toml_format.TomlError as error:
        said = str(error) if isinstance(error, toml_format.Beyond) else f"not valid TOML: {error}"
        raise SessionError(path, said, line=error.line, column=error.column) from None
    schema = tables.get("schema")
    if schema is None:
        raise SessionError(path, "this is not a session: it has no line “schema = 1”")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        line = toml_layout.line_of(text, ("schema",))
        raise SessionError(path, f"schema must be a whole number, not {shown(schema)}", line=line)
    if schema > SCHEMA:
        line = toml_layout.line_of(text, ("schema",))
        said = f"schema {schema} comes from a newer archassist; this one reads schema {SCHEMA}"
        raise SessionError(path, said, line=line, remedy="Update archassist; the file was left as it is.")
    return tables


def understand(path: Path, text: str, tables: Table, rulebook: Any) -> Content:
    """The typed records in `tables`. Unknown ids become notes; every other fault is reported in one SessionError."""
    said = Remarks(path, text)
    found = Content()

    def each(name: str) -> Iterable[tuple[str, Any]]:
        table = tables.get(name, {})
        if isinstance(table, dict):
            return table.items()
        said.fault((name,), f"[{name}] must be a table, not {shown(table)}")
        return ()

    for key, value in each("review"):
        if key == "title":
            if isinstance(value, str):
                found.title = value
            else:
                said.fault(("review", key), f"the title must be text, not {shown(value)}")
        elif key in ("priorities", "pains", "present"):
            try:
                if key == "priorities":
                    found.priorities = priorities_from(value, rulebook.attributes)
                elif key == "pains":
                    found.pains = pains_from(value, rulebook.pains)
                else:
                    found.present = present_from(value)
            except ShapeFault as error:
                said.fault(("review", key), str(error))
    plan = dict(each("plan"))
    try:
        found.team = team_from(plan)
    except ShapeFault as error:
        said.fault(("plan", str(error).partition(" ")[0].partition(".")[0]), f"plan: {error}")
    readers: Mapping[str, tuple[Mapping[str, Any] | None, dict[str, Any], Any]] = {
        "at_issue": (rulebook.option_ids, found.at_issue, lambda _, value: day_from(value)),
        "answers": (rulebook.questions, found.answers, answer_from),
        "today": (rulebook.option_ids, found.today, lambda _, value: option_from(value)),
        "decisions": (rulebook.option_ids, found.decisions, lambda _, value: taken_from(value)),
        "practices": (rulebook.step_ids, found.practices, lambda _, value: mark_from(value)),
        "risks": (None, found.risks, lambda _, value: risk_from(value)),
        "events": (None, found.events, lambda _, value: event_from(value)),
        "history": (None, found.history, lambda key, value: history_from(value, key)),
        "people": (None, found.people, lambda _, value: role_from(value)),
        "rounds": (rulebook.questions, found.rounds, lambda _, value: round_from(value)),
        "agenda": (None, found.agenda, lambda _, value: item_from(value)),
        "parking_lot": (None, found.parking_lot, lambda _, value: topic_from(value)),
        "actions": (None, found.actions, lambda _, value: action_from(value)),
        "meetings": (None, found.meetings, lambda _, value: meeting_from(value)),
    }
    for name, (known, records, reader) in readers.items():
        for key, value in each(name):
            if known is not None and key not in known:
                said.unknown((name, key), KEYS[name], key, known)
                continue
            try:
                if name == "answers" and is_parked(value):
                    found.parked[key] = parked_from(value)
                    continue
                records[key] = reader(key if known is None else known[key], value)
            except (ShapeFault, AnswerError) as error:
                said.fault((name, key), f"{name}.{shortened(key, 60)}: {error}")
    for key, value in each("voices"):
        asked, _, person = key.partition(".")
        if asked not in rulebook.questions:
            said.unknown(("voices", key), "question", asked, rulebook.questions)
            continue
        try:
            found.voices.setdefault(asked, {})[person] = voice_from(rulebook.questions[asked], value)
        except ShapeFault as error:
            said.fault(("voices", key), f"voices.{shortened(key, 60)}: {error}")
    found.history = dict(sorted(found.history.items()))
    for key, option in [*found.today.items()]:
        if option not in (options := rulebook.option_ids[key]):
            said.unknown(("today", key), "option", option, options)
            del found.today[key]
    for key, taken in found.decisions.items():
        options = rulebook.option_ids[key]
        for option in taken.verdicts:
            if option and option not in options:
                at = ("decisions", key, "option")
                below = ("decisions", key, "options", option)
                said.unknown(at if option == taken.option else below, "option", option, options)
    said.raise_faults()
    found.notes = [
        *said.notes(),
        *(said.at(*each) for each in far_away(found.practices, found.events, found.history)),
        *(said.at(*each) for each in ambiguous(tables.get("events"), found.events)),
    ]
    return found


def markable(rulebook: Any) -> Mapping[str, Any]:
    """What a mark may stand on: practices, and the steps that carry options out (`decision.option`)."""
    steps = {
        f"{id}.{option}": known
        for id, decision in rulebook.decisions.items()
        for option, known in decision.options.items()
    }
    return {**rulebook.practices, **steps}


def ordered(tables: Table, rulebook: Any) -> Table:
    """The same tables in the order they are written: known ids as the rules have them, then the rest as they were."""
    known = {
        "at_issue": rulebook.option_ids,
        "answers": rulebook.questions,
        "today": rulebook.option_ids,
        "decisions": rulebook.option_ids,
        "practices": markable(rulebook),
        "rounds": rulebook.questions,
    }
    result: Table = {"schema": tables.get("schema", SCHEMA)}
    for name in (*TABLES, *tables):
        if name in tables and name not in result:
            table = tables[name]
            if name in known and isinstance(table, dict):
                table = {key: table[key] for key in (*known[name], *table) if key in table}
            result[name] = table
    return result
