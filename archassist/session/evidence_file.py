"""Measurements from a file, for a check: ids of questions or facts, and values. TOML, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist.session.answers import Answer, AnswerError
from archassist.session.content import no_such
from archassist.session.reading import read_answer

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


def read_evidence(path: Path, rulebook: Rulebook) -> tuple[dict[str, Answer], dict[str, float]]:
    """Answers by question and numbers by fact. Raises AnswerError, naming file and entry."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise AnswerError(f"{path}: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise AnswerError(f"{path} is not text in UTF-8.") from None
    answers: dict[str, Answer] = {}
    facts: dict[str, float] = {}
    for id, value in _entries(path, text).items():
        if id in rulebook.questions:
            said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            try:
                answers[id] = read_answer(rulebook.questions[id], said)
            except AnswerError as error:
                raise AnswerError(f"{path}: {id}: {error}") from None
        elif id in rulebook.facts:
            try:
                facts[id] = float(value)
            except (TypeError, ValueError):
                facts[id] = math.nan
            if not math.isfinite(facts[id]):
                raise AnswerError(f"{path}: {id}: “{value}” is not a number.")
        else:
            raise AnswerError(
                f"{path}: {no_such('question or fact', id, [*rulebook.questions, *rulebook.facts])}"
            )
    return answers, facts


def _entries(path: Path, text: str) -> Mapping[str, Any]:
    try:
        if path.suffix.lower() == ".json":
            found = json.loads(text)
        elif path.suffix.lower() == ".csv":
            found = {row[0].strip(): row[1].strip() for row in csv.reader(io.StringIO(text)) if len(row) > 1}
            found.pop("id", None)
        else:
            found = tomllib.loads(text)
            if isinstance(found.get("answers"), dict):
                found = found["answers"]
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise AnswerError(f"{path}: {error}.") from None
    if not isinstance(found, dict) or any(isinstance(each, dict) for each in found.values()):
        raise AnswerError(f"{path}: write one value for each id, such as mau_now = 120000.")
    return found
