"""Reads `calibration.toml`. What was learned of rules and options that are no longer there is left out, with a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pydantic import ValidationError

from archassist.expressions import Expression, parse
from archassist.rulebook.calibration import Calibration, Learned, Weighing
from archassist.rulebook.decisions import Decision
from archassist.rulebook.files import Document
from archassist.rulebook.models import Question
from archassist.rulebook.problems import Problem
from archassist.rulebook.raw.calibration import CalibrationFile, Scale, Weighed

FILE = "calibration.toml"
REMEDY = "Run `archassist rules calibrate --keep` again instead of changing it by hand."
LARGEST = 3
"""Terms are cut at so many standard deviations: beyond what teams answered nothing was learned."""


def is_calibration(document: Document) -> bool:
    """Whether a file holds what was learned, not rules."""
    return document.top and document.name.endswith(f"/{FILE}")


def read_calibration(
    documents: Sequence[Document],
    questions: Mapping[str, Question],
    decisions: Mapping[str, Decision],
    problems: list[Problem],
    notes: list[Problem],
) -> Calibration | None:
    """What the last of these files says that there are; None without one. Faults and notes are added to the lists."""
    mine = [document for document in documents if is_calibration(document) and document.data is not None]
    if not mine:
        return None
    document = mine[-1]
    try:
        said = CalibrationFile.model_validate(document.data)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            path = tuple(map(str, each["loc"]))
            message = f"is not what was learned: {each['msg'][:1].lower()}{each['msg'][1:]}"
            line = document.lines.of(path)
            problems.append(Problem(document.name, line, ".".join(path), message, REMEDY))
        return None
    reader = _Reader(document, said, questions, decisions, notes)
    return reader.calibration()


class _Reader:
    def __init__(
        self,
        document: Document,
        said: CalibrationFile,
        questions: Mapping[str, Question],
        decisions: Mapping[str, Decision],
        notes: list[Problem],
    ) -> None:
        self._document, self._said, self._notes = document, said, notes
        self._questions, self._decisions = questions, decisions

    def calibration(self) -> Calibration:
        said = self._said
        weighings = {
            id: weighing
            for id, each in said.decision.items()
            if (weighing := self._weighing(id, each)) is not None
        }
        used = {term for weighing in weighings.values() for term in weighing.leans}
        terms = {
            name: expression for name, expression in terms_of(self._questions, said.scale) if name in used
        }
        learned = Learned(
            said.cases, said.judgements, said.firm, said.leaning, tuple(said.unsure), said.answers
        )
        return Calibration(MappingProxyType(terms), MappingProxyType(weighings), learned)

    def _weighing(self, id: str, said: Weighed) -> Weighing | None:
        decision = self._decisions.get(id)
        if decision is None or said.options != list(decision.options) or len(said.base) != len(said.options):
            self._stale(("decision", id), "was learned of other options than the pack has: it is left out")
            return None
        rules = {rule.id for rule in decision.rules}
        known = {name for name, _ in terms_of(self._questions, self._said.scale)}
        found: dict[str, int] = {}
        for name, weight in said.rules.items():
            if f"{id}.{name}" in rules:
                found[f"{id}.{name}"] = weight
            else:
                self._stale(("decision", id, "rules", name), "is no rule of the pack: it is left out")
        leans: dict[str, tuple[int, ...]] = {}
        for name, values in said.leans.items():
            if name in known and len(values) == len(said.options):
                leans[name] = tuple(values)
            else:
                self._stale(("decision", id, "leans", name), "is no answer of the pack: it is left out")
        return Weighing(tuple(said.base), MappingProxyType(found), MappingProxyType(leans), said.stays)

    def _stale(self, path: tuple[str, ...], message: str) -> None:
        line = self._document.lines.of(path)
        self._notes.append(Problem(self._document.name, line, ".".join(path), message, REMEDY))


def terms_of(
    questions: Mapping[str, Question], scales: Mapping[str, Scale]
) -> Iterator[tuple[str, Expression]]:
    """Every term that there can be: the size of a numeric answer that has a scale, and every choice of a question."""
    for id, question in questions.items():
        # What would not be asked says nothing, whatever was answered before that was known.
        counts = f"known({id})" + (f" and ({question.ask_if.text})" if question.ask_if else "")
        if question.choices:
            several = question.type == "choices"
            for choice in question.choices:
                made = f"'{choice}' in {id}" if several else f"{id} == '{choice}'"
                yield f"{id}={choice}", parse(f"{counts} and {made}")
        elif id in scales:
            scale = scales[id]
            beyond = f"(size({id}) - {scale.middle!r}) / {scale.spread!r}"
            yield id, parse(f"clamp({beyond}, -{LARGEST}, {LARGEST}) if {counts} else 0")
