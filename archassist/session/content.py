"""What a session file holds, between TOML tables and typed records. Keys that are not understood stay in the tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from archassist.session import toml
from archassist.session.answers import Answer, AnswerError, QuestionLike, read_grade
from archassist.session.errors import SessionError
from archassist.session.reading import check_number, read_answer
from archassist.session.toml import Table

SCHEMA = 1
TABLES = ("review", "answers", "decisions", "practices")
INLINE = {"review": 1, "answers": 1, "decisions": 2, "practices": 2}
"""How many levels of each table have headings of their own in the file; the rest stands on one line."""

DecisionStatus = Literal["proposed", "accepted", "rejected", "superseded"]
PracticeStatus = Literal["todo", "doing", "done", "dropped"]
DECISION_STATUSES: tuple[DecisionStatus, ...] = get_args(DecisionStatus)
PRACTICE_STATUSES: tuple[PracticeStatus, ...] = get_args(PracticeStatus)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the team did with one decision. `option` is an option's id within the decision, empty when none."""

    status: DecisionStatus
    option: str = ""
    because: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one practice stands and who owns it."""

    status: PracticeStatus
    owner: str = ""


@dataclass(slots=True)
class Content:
    """The typed records of a file, and remarks on what was kept without being understood."""

    title: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    decisions: dict[str, Taken] = field(default_factory=dict)
    practices: dict[str, Mark] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _Fault(ValueError):
    """An entry has the wrong shape."""


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
        tables = toml.read(text.replace("\r\n", "\n"))
    except toml.TomlError as error:
        raise SessionError(path, f"not valid TOML: {error}", line=error.line, column=error.column) from None
    schema = tables.get("schema")
    if schema is None:
        raise SessionError(path, "this is not a session: it has no line “schema = 1”")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        line = toml.line_of(text, ("schema",))
        raise SessionError(path, f"schema must be a whole number, not {_shown(schema)}", line=line)
    if schema > SCHEMA:
        line = toml.line_of(text, ("schema",))
        said = f"schema {schema} comes from a newer archassist; this one reads schema {SCHEMA}"
        raise SessionError(path, said, line=line, remedy="Update archassist; the file was left as it is.")
    return tables


def understand(path: Path, text: str, tables: Table, rulebook: Any) -> Content:
    """The typed records in `tables`. Unknown ids become notes; every other fault is reported in one SessionError."""
    faults: list[tuple[tuple[str, ...], str]] = []
    found = Content()

    def each(name: str) -> Iterable[tuple[str, Any]]:
        table = tables.get(name, {})
        if isinstance(table, dict):
            return table.items()
        faults.append(((name,), f"[{name}] must be a table, not {_shown(table)}"))
        return ()

    for key, value in each("review"):
        if key == "title":
            if isinstance(value, str):
                found.title = value
            else:
                faults.append((("review", key), f"the title must be text, not {_shown(value)}"))
    readers: Mapping[str, tuple[Mapping[str, Any], dict[str, Any], Any]] = {
        "answers": (rulebook.questions, found.answers, answer_from),
        "decisions": (rulebook.decisions, found.decisions, lambda _, value: taken_from(value)),
        "practices": (rulebook.practices, found.practices, lambda _, value: mark_from(value)),
    }
    for name, (known, records, reader) in readers.items():
        for key, value in each(name):
            if key not in known:
                line = toml.line_of(text, (name, key))
                place = f"{path}:{line}" if line else str(path)
                found.notes.append(f"{place}: {no_such(name[:-1], key, known)} It is kept and not used.")
                continue
            try:
                records[key] = reader(known[key], value)
            except (_Fault, AnswerError) as error:
                faults.append(((name, key), f"{name}.{key}: {error}"))
    for key, taken in found.decisions.items():
        options = rulebook.decisions[key].options
        if taken.option and taken.option not in options:
            line = toml.line_of(text, ("decisions", key, "option"))
            place = f"{path}:{line}" if line else str(path)
            found.notes.append(
                f"{place}: {no_such('option', taken.option, options)} It is kept and not used."
            )
    if faults:
        raise _all(path, text, faults)
    return found


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence: there is no such question, with the nearest id."""
    shown = name if len(name) <= 60 else name[:57] + "..."
    near = difflib.get_close_matches(name[:80], list(known), n=1, cutoff=0.6)
    what = {"answer": "question"}.get(what, what)
    return f"there is no {what} “{shown}”." + (f" Did you mean {near[0]}?" if near else "")


def answer_from(question: QuestionLike, value: Any) -> Answer:
    """The answer that a TOML value stands for. Raises AnswerError or a fault in plain words."""
    if not isinstance(value, dict):
        return _plain_answer(question, value)
    texts = {key: _text(value, key) for key in ("by", "source", "note")}
    grade = read_grade(_text(value, "grade"))
    if "low" in value or "high" in value:
        if "low" not in value or "high" not in value:
            raise _Fault("a range needs both low and high")
        low, high = (_end(question, value[key]) for key in ("low", "high"))
        if low > high:
            raise _Fault(f"the range runs backwards: low = {low:g} is more than high = {high:g}")
        answer = Answer.between(low, high) if low < high else Answer.exact(low)
    elif "out_of_scope" in value:
        answer = Answer.out_of_scope(_text(value, "out_of_scope"))
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
    table |= _strange(before, ("value", "low", "high", "out_of_scope", "grade", "by", "source", "note"))
    return table["value"] if table.keys() == {"value"} else table


def taken_from(value: Any) -> Taken:
    """The decision that a TOML table stands for."""
    table = _table(value)
    status = _text(table, "status") or "proposed"
    if status not in DECISION_STATUSES:
        raise _Fault(f"status “{status}” is none of {', '.join(DECISION_STATUSES)}")
    return Taken(status, _text(table, "option"), _text(table, "because"), _text(table, "by"))


def taken_to(taken: Taken, before: Any = None) -> Table:
    """The TOML table for a decision taken."""
    table: Table = {"status": taken.status}
    table |= {key: text for key in ("option", "because", "by") if (text := getattr(taken, key))}
    return table | _strange(before, ("status", "option", "because", "by"))


def mark_from(value: Any) -> Mark:
    """The mark on a practice that a TOML table stands for."""
    table = _table(value)
    status = _text(table, "status") or "todo"
    if status not in PRACTICE_STATUSES:
        raise _Fault(f"status “{status}” is none of {', '.join(PRACTICE_STATUSES)}")
    return Mark(status, _text(table, "owner"))


def mark_to(mark: Mark, before: Any = None) -> Table:
    """The TOML table for a mark on a practice."""
    table: Table = {"status": mark.status} | ({"owner": mark.owner} if mark.owner else {})
    return table | _strange(before, ("status", "owner"))


def ordered(tables: Table, rulebook: Any) -> Table:
    """The same tables in the order they are written: known ids as the rules have them, then the rest as they were."""
    known = {"answers": rulebook.questions, "decisions": rulebook.decisions, "practices": rulebook.practices}
    result: Table = {"schema": tables.get("schema", SCHEMA)}
    for name in (*TABLES, *tables):
        if name in tables and name not in result:
            table = tables[name]
            if name in known and isinstance(table, dict):
                table = {key: table[key] for key in (*known[name], *table) if key in table}
            result[name] = table
    return result


def _plain_answer(question: QuestionLike, value: Any) -> Answer:
    if isinstance(value, str):
        return read_answer(question, value) if value.strip() else Answer.unknown()
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
        answers = [read_answer(question, each) for each in value]
        if all(isinstance(answer.value, tuple) for answer in answers):
            chosen = {choice for answer in answers for choice in cast("tuple[str, ...]", answer.value)}
            return Answer.exact(tuple(choice for choice in question.choices if choice in chosen))
    wanted = {"choice": "the id of a choice", "choices": "a list of choices"}.get(question.type, "a number")
    raise _Fault(f"{_shown(value)} where {wanted} belongs")


def _end(question: QuestionLike, value: Any) -> float:
    if question.type not in ("number", "share"):
        raise _Fault("a range where a choice belongs")
    if isinstance(value, str):
        answer = read_answer(question, value)
        if answer.kind == "exact" and isinstance(answer.value, float):
            return answer.value
        raise _Fault(f"{_shown(value)} where a number belongs")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _Fault(f"{_shown(value)} where a number belongs")
    try:
        return check_number(question, float(value))
    except OverflowError:
        raise _Fault("this number is too large to reckon with") from None


def _number(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def _table(value: Any) -> Table:
    if not isinstance(value, dict):
        raise _Fault(f"{_shown(value)} where a table belongs")
    return value


def _text(table: Table, key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise _Fault(f"{key} must be text, not {_shown(value)}")
    return value


def _strange(before: Any, known: tuple[str, ...]) -> Table:
    return (
        {key: value for key, value in before.items() if key not in known} if isinstance(before, dict) else {}
    )


def _shown(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    what = names.get(type(value), "a date or time")
    text = str(value) if not isinstance(value, bool) else str(value).lower()
    return f"{what} ({text if len(text) <= 40 else text[:37] + '...'})"


def _all(path: Path, text: str, faults: list[tuple[tuple[str, ...], str]]) -> SessionError:
    placed = [(toml.line_of(text, where), message) for where, message in faults]
    line, first = placed[0]
    more = "".join(f"\n  line {number}: {message}" for number, message in placed[1:])
    return SessionError(path, first + more, line=line)
