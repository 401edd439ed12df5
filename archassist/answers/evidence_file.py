"""Measurements from a file, for a check: ids of questions or facts, and values. TOML, JSON or CSV.

Texts are read by the reader of answers, those of one file together; numbers of TOML and JSON are in the unit that is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from archassist import foreign
from archassist.answers.answer import Answer, AnswerError, QuestionLike
from archassist.answers.answer_tables import answer_from
from archassist.answers.answer_text import readable, understood
from archassist.answers.evidence_columns import read_rows
from archassist.answers.parse import read_answer
from archassist.answers.shapes import shown
from archassist.answers.typed.asked import AskedField
from archassist.answers.typed.habits import NumberCell, read_together
from archassist.answers.typed.numbers import read_number
from archassist.foreign import ForeignFault
from archassist.unicode import is_text
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook

_TRUE, _FALSE = ("true", "yes", "y", "1"), ("false", "no", "n", "0")

_OVER = re.compile(r"\b(?:on|in|of|per|a) a? ?(day|week|month)\b", re.I)
"""Over which time a fact counts users, by its title."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Answers by question, values by fact (true and false for what is one of these), what each was understood as, and
    remarks on how it was read."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    understood: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


class _Entry(NamedTuple):
    id: str
    value: Any
    line: int


def read_evidence(path: Path, rulebook: Rulebook, given: Mapping[str, Answer] | None = None) -> Evidence:
    """The measurements in a file. `given` are the review's own answers, from which users of a day become users of a month.

    Raises AnswerError, naming file, line and entry.
    """
    try:
        entries = list(_known(path.suffix.lower(), foreign.read_text(path), rulebook))
        return _understood(rulebook, entries, dict(given or {}))
    except ForeignFault as fault:
        raise AnswerError(fault.told(path)) from None


def _known(kind: str, text: str, rulebook: Rulebook) -> Iterator[_Entry]:
    """The entries, each of which names something that can be measured, once. Raises ForeignFault."""
    lines: dict[str, int] = {}
    for id, value, unit, line in _entries(kind, text):
        if id in lines:
            raise ForeignFault(f"{id} is listed twice: line {lines[id]} has it, too. Keep one", line)
        lines[id] = line
        if isinstance(value, dict):
            raise ForeignFault(f"{id}: write one value for it, such as {id} = 120000", line)
        if id not in rulebook.questions and id not in rulebook.facts:
            known = [*rulebook.questions, *rulebook.facts]
            raise ForeignFault(no_such("question or fact", id, known).rstrip("."), line)
        yield _Entry(id, _with_unit(rulebook, id, value, unit), line)
    if not lines:
        raise ForeignFault("there is no measurement in it. Write an id and a value, such as mau_now = 120000")


def _with_unit(rulebook: Rulebook, id: str, value: Any, unit: str) -> Any:
    """A cell with the unit that its row names, unless it is the one that is asked."""
    asked = _asked(rulebook, id)
    plain = ("", "1", "-", "none", "count")
    own = "" if asked is None else asked.type if asked.type == "share" else asked.unit
    same = unit.casefold() == own.casefold() or (
        unit.casefold() in plain and own in ("", "1", "x", "users", "people")
    )
    return value if same or not unit else f"{value} {unit}"


def _understood(rulebook: Rulebook, entries: list[_Entry], given: dict[str, Answer]) -> Evidence:
    answers: dict[str, Answer] = {}
    facts: dict[str, float] = {}
    said: dict[str, str] = {}
    texts: list[tuple[_Entry, QuestionLike]] = []
    for entry in entries:
        asked = _asked(rulebook, entry.id)
        if asked is not None and isinstance(entry.value, str) and entry.value.strip():
            texts.append((entry, asked))
        elif entry.id in rulebook.questions:
            answers[entry.id] = _answer(rulebook, entry)
        else:
            facts[entry.id] = _fact(rulebook, entry, asked)
    together = read_together([_cell(each, asked, given | answers, texts) for each, asked in texts])
    for (entry, _), found in zip(texts, together.found, strict=False):
        if isinstance(found, AnswerError):
            raise ForeignFault(f"{entry.id}: {str(found).rstrip('.')}", entry.line)
        if entry.id in rulebook.questions:
            answers[entry.id] = found
        else:
            facts[entry.id] = _one(entry, found)
    said = {id: understood(rulebook.questions[id], answer) for id, answer in answers.items()}
    said |= {id: _shown(_asked(rulebook, id), value) for id, value in facts.items()}
    return Evidence(answers, facts, said, (together.remark,) if together.remark else ())


def _asked(rulebook: Rulebook, id: str) -> QuestionLike | None:
    """The question for a number that an entry answers; a fact is asked like one. None for choices, flags and the like."""
    from archassist.expressions import Kind

    if id in rulebook.questions:
        question = rulebook.questions[id]
        return question if question.type in ("number", "share") else None
    if rulebook.types[id].kind is not Kind.NUMBER:
        return None
    fact = rulebook.facts[id]
    per = _OVER.search(fact.title) if fact.unit == "users" else None
    return AskedField(
        fact.title,
        type="share" if fact.unit == "share" else "number",
        unit=fact.unit,
        range=(0, 1e30),
        id=id,
        per=per[1] if per else "",
    )


def _cell(
    entry: _Entry,
    asked: QuestionLike,
    given: Mapping[str, Answer],
    texts: Iterable[tuple[_Entry, QuestionLike]],
) -> NumberCell:
    ratios = [(each, question) for each, question in texts if each.id == asked.spoken.daily]

    def read(habit: bool | None) -> Answer:
        shares = {each.id: read_answer(question, each.value, given, habit) for each, question in ratios}
        reader = read_number if isinstance(asked, AskedField) else read_answer
        return reader(asked, entry.value, {**given, **shares}, habit)

    return NumberCell(entry.value, read, lambda answer: understood(asked, answer))


def _answer(rulebook: Rulebook, entry: _Entry) -> Answer:
    try:
        if not _writable(entry.value):
            raise ValueError("it contains half of a character, which is not valid text")
        return answer_from(rulebook.questions[entry.id], entry.value)
    except ValueError as error:  # also AnswerError and what a session says of a value of the wrong kind
        raise ForeignFault(f"{entry.id}: {str(error).rstrip('.')}", entry.line) from None


def _fact(rulebook: Rulebook, entry: _Entry, asked: QuestionLike | None) -> float:
    """The value of a fact that is written as a number, true or false."""
    from archassist.expressions import Kind

    id, value, line = entry
    if asked is not None:
        number = _number(value)
        if number is None:
            raise ForeignFault(f"{id}: {shown(value)} where {_wanted(asked)} belongs", line)
        if asked.type == "share" and number > 1:
            raise ForeignFault(
                f"{id}: {number:g} is more than the whole. Write {number / 100:g} or “{number:g}%”", line
            )
        return number
    word = str(value).strip().casefold()
    if rulebook.types[id].kind is not Kind.FLAG:
        raise ForeignFault(f"{id} is computed from other answers. Give those", line)
    if word not in (*_TRUE, *_FALSE):
        raise ForeignFault(f"{id}: {shown(value)} where true or false belongs", line)
    return word in _TRUE


def _one(entry: _Entry, answer: Answer) -> float:
    if answer.kind != "exact" or not isinstance(answer.value, float | int):
        raise ForeignFault(f"{entry.id}: {shown(entry.value)} where one number belongs", entry.line)
    return float(answer.value)


def _shown(asked: QuestionLike | None, value: float) -> str:
    return ("yes" if value else "no") if asked is None else readable(asked, value)


def _wanted(asked: QuestionLike) -> str:
    if asked.type == "share":
        return "a share such as 0.4 or “40%”"
    unit = "" if asked.unit in ("", "1", "x") else f" in {asked.unit}"
    return f"a number{unit}, such as 1200,"


def _number(value: Any) -> float | None:
    """A finite number of TOML or JSON; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _entries(kind: str, text: str) -> Iterator[tuple[str, Any, str, int]]:
    """Every id with its value, unit (of a CSV file that names one) and line. Raises ForeignFault."""
    if kind == ".csv":
        yield from read_rows(text)
        return
    found: Any
    if kind == ".json":
        found = foreign.read_json(text)
        lines = {key: mine[0] for key, mine in foreign.json_lines(text).items()}
    else:
        from archassist.rulebook.lines import Lines

        found, places = foreign.read_toml(text), Lines(text)
        table = ("answers",) if isinstance(found.get("answers"), dict) else ()
        found = found["answers"] if table else found
        lines = {key: places.of((*table, key)) for key in found}
    if not isinstance(found, Mapping):
        raise ForeignFault(f"{shown(found)} where an object with ids and values belongs")
    for id, value in found.items():
        yield str(id), value, "", lines.get(id, 0)


def _writable(value: Any) -> bool:
    texts = value if isinstance(value, list) else [value]
    return all(is_text(each) for each in texts if isinstance(each, str))
