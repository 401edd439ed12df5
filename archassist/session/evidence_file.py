"""Measurements from a file, for a check: ids of questions or facts, and values. TOML, JSON or CSV."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist import foreign
from archassist.foreign import ForeignFault
from archassist.session.answers import Answer, AnswerError
from archassist.session.content import answer_from, no_such
from archassist.session.shapes import shown
from archassist.unicode import is_text

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook

_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def read_evidence(path: Path, rulebook: Rulebook) -> tuple[dict[str, Answer], dict[str, float]]:
    """Answers by question and values by fact (true and false for what is one of these).

    Raises AnswerError, naming file, line and entry.
    """
    answers: dict[str, Answer] = {}
    facts: dict[str, float] = {}
    lines: dict[str, int] = {}
    try:
        for id, value, line in _entries(path.suffix.lower(), foreign.read_text(path)):
            if id in lines:
                raise ForeignFault(f"{id} stands twice, in line {lines[id]}, too. Keep one", line)
            lines[id] = line
            if isinstance(value, dict):
                raise ForeignFault(f"{id}: write one value for it, such as {id} = 120000", line)
            if id in rulebook.questions:
                answers[id] = _answer(rulebook, id, value, line)
            elif id in rulebook.facts:
                facts[id] = _fact(rulebook, id, value, line)
            else:
                known = [*rulebook.questions, *rulebook.facts]
                raise ForeignFault(no_such("question or fact", id, known).rstrip("."), line)
        if not lines:
            raise ForeignFault(
                "there is no measurement in it. Write an id and a value, such as mau_now = 120000"
            )
    except ForeignFault as fault:
        raise AnswerError(fault.told(path)) from None
    return answers, facts


def _answer(rulebook: Rulebook, id: str, value: Any, line: int) -> Answer:
    try:
        if not _writable(value):
            raise ValueError("it holds half a character, which no text can hold")
        return answer_from(rulebook.questions[id], value)
    except ValueError as error:  # also AnswerError and what a session says of a value of the wrong kind
        raise ForeignFault(f"{id}: {str(error).rstrip('.')}", line) from None


def _fact(rulebook: Rulebook, id: str, value: Any, line: int) -> float:
    from archassist.expressions import Kind

    type = rulebook.types[id]
    if type.kind is Kind.NUMBER:
        number = _number(value)
        if number is None:
            unit = f" in {type.unit}" if str(type.unit or "") not in ("", "1") else ""
            raise ForeignFault(f"{id}: {shown(value)} where a number{unit} belongs", line)
        return number
    word = str(value).strip().casefold()
    if type.kind is Kind.FLAG and word in (*_TRUE, *_FALSE):
        return word in _TRUE
    if type.kind is Kind.FLAG:
        raise ForeignFault(f"{id}: {shown(value)} where true or false belongs", line)
    raise ForeignFault(f"{id} follows from other answers. Give those", line)


def _number(value: Any) -> float | None:
    """A finite number, also one in a text, as CSV has it; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and ("_" in value or len(value) > foreign.LONGEST_NUMBER):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _entries(kind: str, text: str) -> Iterator[tuple[str, Any, int]]:
    """Every id with its value and line. Raises ForeignFault."""
    if kind == ".csv":
        yield from _rows(text)
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
        yield str(id), value, lines.get(id, 0)


def _rows(text: str) -> Iterator[tuple[str, Any, int]]:
    at, width = 1, 2
    for number, (line, cells) in enumerate(foreign.read_csv(text)):
        if number == 0 and cells[0].casefold() == "id":
            heads = [cell.casefold() for cell in cells]
            at, width = (heads.index("value") if "value" in heads else 1), len(cells)
            continue
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) <= at or len(cells) > width or not cells[0] or not cells[at]:
            raise ForeignFault("a row needs an id and a value, and nothing else", line)
        yield cells[0], cells[at], line


def _writable(value: Any) -> bool:
    texts = value if isinstance(value, list) else [value]
    return all(is_text(each) for each in texts if isinstance(each, str))
