"""Reads the cases of a pack: one TOML file each, every fault of every file at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from archassist.casebase.case import Case, Cited
from archassist.engine import Belief, BeliefError, Engine, Exact, Range
from archassist.rulebook import Place, Problem, Rulebook, RulebookError
from archassist.rulebook.convert import read
from archassist.rulebook.files import Document, read_folder
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.raw.answers import CaseFile, PublishedRange, PublishedValue
from archassist.rulebook.table import Table


def load_cases(pack: Path, rulebook: Rulebook) -> tuple[Case, ...]:
    """The cases in the `cases` folder of a pack, by file name; none when there is no such folder.

    Raises RulebookError with every fault.
    """
    folder = pack / "cases"
    return read_cases(folder, rulebook) if folder.is_dir() else ()


def read_cases(folder: Path, rulebook: Rulebook) -> tuple[Case, ...]:
    """The cases in a folder, by file name. Raises RulebookError with every fault."""
    problems: list[Problem] = []
    engine = Engine(rulebook)
    cases = [
        _Reader(document, rulebook, engine, problems).case()
        for document in read_folder(folder, 0, problems)
        if document.data is not None
    ]
    if problems:
        raise RulebookError(problems)
    return tuple(cases)


class _Reader:
    """Reads one case, and holds it to the rulebook: its questions, decisions and options."""

    def __init__(
        self, document: Document, rulebook: Rulebook, engine: Engine, problems: list[Problem]
    ) -> None:
        self._table = Table(document, (), document.data, problems)
        self._rulebook, self._engine = rulebook, engine

    def case(self) -> Case:
        said = read(self._table, CaseFile)
        file = self._table.document.name
        return Case(
            id=Path(file).stem,
            company=said.company,
            year=said.year,
            product=said.product,
            situation=said.situation,
            did=said.did,
            outcome=said.outcome,
            verdict=said.verdict,
            beliefs=MappingProxyType(self._beliefs(said)),
            notes=MappingProxyType({question: answer.note for question, answer in said.answers.items()}),
            today=self._today(said.today),
            accepted=self._options("accepted", said.accepted),
            forbidden=self._options("forbidden", said.forbidden),
            in_force=self._options("in_force", said.in_force),
            sources=MappingProxyType({id: Cited(**dict(source)) for id, source in said.sources.items()}),
            covers=said.covers,
            place=Place(file, 1),
        )

    def _beliefs(self, said: CaseFile) -> dict[str, Belief]:
        questions = self._rulebook.questions
        for question in _keys(self._table.data.get("answers")):
            if question not in questions:
                remedy = did_you_mean(question, questions)
                self._table.fault_at(("answers", question), f'unknown question "{question}"', remedy)
        beliefs: dict[str, Belief] = {}
        for question, answer in said.answers.items():
            belief = _belief(answer)
            try:
                if question in questions:
                    self._engine.check({question: belief})
                    beliefs[question] = belief
            except BeliefError as error:
                message = str(error).removeprefix(f"{question}: ")
                self._table.fault_at(("answers", question), message, "Correct the answer.")
        return beliefs

    def _today(self, said: Mapping[str, str]) -> Mapping[str, str]:
        return {
            decision: options[0]
            for decision, options in self._options(
                "today", {id: (each,) for id, each in said.items()}
            ).items()
        }

    def _options(self, key: str, chosen: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        decisions = self._rulebook.decisions
        for decision in _keys(self._table.data.get(key)):
            if decision not in decisions:
                remedy = did_you_mean(decision, decisions)
                self._table.fault_at((key, decision), f'unknown decision "{decision}"', remedy)
        known = {decision: options for decision, options in chosen.items() if decision in decisions}
        for decision, options in known.items():
            for option in options:
                if option not in decisions[decision].options:
                    remedy = did_you_mean(option, decisions[decision].options)
                    said = f'"{option}" is not an option of {decision}'
                    self._table.fault_at((key, decision), said, remedy)
        return MappingProxyType(known)


def _keys(table: object) -> tuple[str, ...]:
    """The keys of what should be a table; what is none has been reported."""
    return tuple(table) if isinstance(table, dict) else ()


def _belief(answer: PublishedValue | PublishedRange) -> Belief:
    if isinstance(answer, PublishedRange):
        # What was published is documented: the truth is taken to lie inside the range.
        return Range(answer.low, answer.high, "measured")
    return Exact(frozenset(answer.value) if isinstance(answer.value, tuple) else answer.value)
