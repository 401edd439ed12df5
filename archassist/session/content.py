"""What a session file holds, between TOML tables and typed records. Keys that are not understood stay in the tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from archassist.session import layout, toml
from archassist.session.allowed import check_number
from archassist.session.answers import Answer, AnswerError, QuestionLike, read_grade
from archassist.session.errors import SessionError
from archassist.session.far_dates import far_away
from archassist.session.parking import Parked, is_parked, parked_from
from archassist.session.records import (
    Event,
    Mark,
    Risk,
    Team,
    event_from,
    history_from,
    mark_from,
    priorities_from,
    risk_from,
    team_from,
)
from archassist.session.shapes import Fault, shown, strange, text_of
from archassist.session.toml import Table
from archassist.session.verdicts import Taken, taken_from
from archassist.terminal_text import shortened

SCHEMA = 1
TABLES = ("review", "answers", "decisions", "practices", "risks", "events", "plan", "history")
INLINE = {
    "review": 1,
    "answers": 1,
    "decisions": 3,
    "practices": 2,
    "risks": 2,
    "events": 1,
    "plan": 1,
    "history": 1,
}
"""How many levels of each table have headings of their own in the file; the rest stands on one line."""

MOST_TOLD = 20
"""Faults, or unknown entries, that are told one by one."""


@dataclass(slots=True)
class Content:
    """The typed records of a file, and remarks on what was kept without being understood."""

    title: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    parked: dict[str, Parked] = field(default_factory=dict)
    decisions: dict[str, Taken] = field(default_factory=dict)
    practices: dict[str, Mark] = field(default_factory=dict)
    risks: dict[str, Risk] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    history: dict[str, float] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    team: Team = field(default_factory=Team)
    notes: list[str] = field(default_factory=list)


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
        tables = toml.read(text)
    except toml.TomlError as error:
        said = str(error) if isinstance(error, toml.Beyond) else f"not valid TOML: {error}"
        raise SessionError(path, said, line=error.line, column=error.column) from None
    schema = tables.get("schema")
    if schema is None:
        raise SessionError(path, "this is not a session: it has no line “schema = 1”")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        line = layout.line_of(text, ("schema",))
        raise SessionError(path, f"schema must be a whole number, not {shown(schema)}", line=line)
    if schema > SCHEMA:
        line = layout.line_of(text, ("schema",))
        said = f"schema {schema} comes from a newer archassist; this one reads schema {SCHEMA}"
        raise SessionError(path, said, line=line, remedy="Update archassist; the file was left as it is.")
    return tables


def understand(path: Path, text: str, tables: Table, rulebook: Any) -> Content:
    """The typed records in `tables`. Unknown ids become notes; every other fault is reported in one SessionError."""
    said = _Said(path, text)
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
        elif key == "priorities":
            try:
                found.priorities = priorities_from(value, rulebook.attributes)
            except Fault as error:
                said.fault(("review", key), str(error))
    plan = dict(each("plan"))
    try:
        found.team = team_from(plan)
    except Fault as error:
        said.fault(("plan", str(error).partition(" ")[0].partition(".")[0]), f"plan: {error}")
    readers: Mapping[str, tuple[Mapping[str, Any] | None, dict[str, Any], Any]] = {
        "answers": (rulebook.questions, found.answers, answer_from),
        "decisions": (rulebook.decisions, found.decisions, lambda _, value: taken_from(value)),
        "practices": (markable(rulebook), found.practices, lambda _, value: mark_from(value)),
        "risks": (None, found.risks, lambda _, value: risk_from(value)),
        "events": (None, found.events, lambda _, value: event_from(value)),
        "history": (None, found.history, lambda key, value: history_from(value, key)),
    }
    for name, (known, records, reader) in readers.items():
        for key, value in each(name):
            if known is not None and key not in known:
                said.unknown((name, key), name[:-1], key, known)
                continue
            try:
                if name == "answers" and is_parked(value):
                    found.parked[key] = parked_from(value)
                    continue
                records[key] = reader(key if known is None else known[key], value)
            except (Fault, AnswerError) as error:
                said.fault((name, key), f"{name}.{shortened(key, 60)}: {error}")
    found.history = dict(sorted(found.history.items()))
    for key, taken in found.decisions.items():
        options = rulebook.decisions[key].options
        for option in taken.verdicts:
            if option and option not in options:
                at = ("decisions", key, "option")
                below = ("decisions", key, "options", option)
                said.unknown(at if option == taken.option else below, "option", option, options)
    said.raise_faults()
    found.notes = [
        *said.notes(),
        *(said.at(*each) for each in far_away(found.practices, found.events, found.history)),
    ]
    return found


class _Said:
    """What there is to say of a file: faults, and entries that the rules do not know. Of many only the first are told."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        self._faults: list[tuple[layout.Path, str]] = []
        self._unknown: list[tuple[layout.Path, str, str, Iterable[str]]] = []

    def fault(self, where: layout.Path, message: str) -> None:
        self._faults.append((where, message))

    def unknown(self, where: layout.Path, what: str, name: str, known: Iterable[str]) -> None:
        self._unknown.append((where, what, name, known))

    def at(self, where: layout.Path, message: str) -> str:
        """The message, with the place in the file before it."""
        line = layout.line_of(self._text, where)
        return f"{self._path}:{line}: {message}" if line else f"{self._path}: {message}"

    def notes(self) -> list[str]:
        told = []
        for where, what, name, known in self._unknown[:MOST_TOLD]:
            told.append(self.at(where, f"{no_such(what, name, known)} It is kept and not used."))
        if (rest := len(self._unknown) - MOST_TOLD) > 0:
            told.append(
                f"{self._path}: {rest:,} more entries that the rules do not know. They are kept and not used."
            )
        return told

    def raise_faults(self) -> None:
        """Raises SessionError with all faults when there are any."""
        if not self._faults:
            return
        placed = [(layout.line_of(self._text, where), said) for where, said in self._faults[:MOST_TOLD]]
        line, first = placed[0]
        more = "".join(f"\n  line {number}: {said}" for number, said in placed[1:])
        if (rest := len(self._faults) - MOST_TOLD) > 0:
            more += f"\n  and {rest:,} more"
        raise SessionError(self._path, first + more, line=line)


def markable(rulebook: Any) -> Mapping[str, Any]:
    """What a mark may stand on: practices, and the steps that carry options out (`decision.option`)."""
    steps = {
        f"{id}.{option}": known
        for id, decision in rulebook.decisions.items()
        for option, known in decision.options.items()
    }
    return {**rulebook.practices, **steps}


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence: there is no such question, with the nearest id."""
    near = difflib.get_close_matches(name[:80], list(known), n=1, cutoff=0.6)
    what = {"answer": "question"}.get(what, what)
    return f"there is no {what} “{shortened(name, 60)}”." + (f" Did you mean {near[0]}?" if near else "")


def answer_from(question: QuestionLike, value: Any) -> Answer:
    """The answer that a TOML value stands for. Raises AnswerError or a fault in plain words."""
    if not isinstance(value, dict):
        return _plain_answer(question, value)
    texts = {key: text_of(value, key) for key in ("by", "source", "note")}
    grade = read_grade(text_of(value, "grade"))
    if "low" in value or "high" in value:
        if "low" not in value or "high" not in value:
            raise Fault("a range needs both low and high")
        low, high = (_end(question, value[key]) for key in ("low", "high"))
        if low > high:
            raise Fault(f"the range runs backwards: low = {low:g} is more than high = {high:g}")
        answer = Answer.between(low, high) if low < high else Answer.exact(low)
    elif "out_of_scope" in value:
        answer = Answer.out_of_scope(text_of(value, "out_of_scope"))
    elif "value" in value:
        answer = _plain_answer(question, value["value"])
    else:
        answer = Answer.unknown()
    return answer.with_evidence(grade, **texts)


def answer_to(answer: Answer, before: Any = None) -> Any:
    """The TOML value for an answer, with keys of the value `before` that this program does not know."""
    table: Table = {}
    if answer.kind == "exact":
        table["value"] = _number(answer.value)
    elif answer.kind == "range":
        table |= {"low": _number(answer.low), "high": _number(answer.high)}
    elif answer.kind == "out_of_scope":
        table["out_of_scope"] = answer.reason
    else:
        table["value"] = "unknown"
    for key in ("grade", "by", "source", "note"):
        if text := getattr(answer, key):
            table[key] = text
    known = ("value", "low", "high", "out_of_scope", "parked", "grade", "by", "source", "note")
    table |= strange(before, known)
    return table["value"] if table.keys() == {"value"} else table


def ordered(tables: Table, rulebook: Any) -> Table:
    """The same tables in the order they are written: known ids as the rules have them, then the rest as they were."""
    known = {"answers": rulebook.questions, "decisions": rulebook.decisions, "practices": markable(rulebook)}
    result: Table = {"schema": tables.get("schema", SCHEMA)}
    for name in (*TABLES, *tables):
        if name in tables and name not in result:
            table = tables[name]
            if name in known and isinstance(table, dict):
                table = {key: table[key] for key in (*known[name], *table) if key in table}
            result[name] = table
    return result


def _plain_answer(question: QuestionLike, value: Any) -> Answer:
    if value == "unknown" or (isinstance(value, str) and not value.strip()):
        return Answer.unknown()
    if isinstance(value, str):
        if question.type == "choice" and value in question.choices:
            return Answer.exact(value)
        return _read(question, value)
    if (
        question.type in ("number", "share")
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ):
        return Answer.exact(_end(question, value))
    if (
        question.type == "choices"
        and isinstance(value, list)
        and all(isinstance(each, str) for each in value)
    ):
        if all(each in question.choices for each in value):
            return Answer.exact(tuple(choice for choice in question.choices if choice in value))
        answers = [_read(question, each) for each in value]
        if all(isinstance(answer.value, tuple) for answer in answers):
            chosen = {choice for answer in answers for choice in cast("tuple[str, ...]", answer.value)}
            return Answer.exact(tuple(choice for choice in question.choices if choice in chosen))
    wanted = {"choice": "the id of a choice", "choices": "a list of choices"}.get(question.type, "a number")
    raise Fault(f"{shown(value)} where {wanted} belongs")


def _read(question: QuestionLike, text: str) -> Answer:
    """What a person wrote into the file by hand. What the program itself writes is told without the reader, which a
    start would wait for."""
    from archassist.session.reading import read_answer

    return read_answer(question, text)


def _end(question: QuestionLike, value: Any) -> float:
    if question.type not in ("number", "share"):
        raise Fault("a range where a choice belongs")
    if isinstance(value, str):
        answer = _read(question, value)
        if answer.kind == "exact" and isinstance(answer.value, float):
            return answer.value
        raise Fault(f"{shown(value)} where a number belongs")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Fault(f"{shown(value)} where a number belongs")
    try:
        return check_number(question, float(value))
    except OverflowError:
        raise Fault("this number is too large to reckon with") from None


def _number(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return list(value) if isinstance(value, tuple) else value
