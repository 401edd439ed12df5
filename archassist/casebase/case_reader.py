"""Reads the cases of a pack: one TOML file each, every fault of every file at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from archassist.casebase.case import Case, Cited, Outcome
from archassist.engine import Belief, BeliefError, Engine, Exact, Range
from archassist.rulebook import Place, Problem, Rulebook, RulebookError
from archassist.rulebook.files import Document, read_folder
from archassist.rulebook.problems import did_you_mean
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
    def __init__(
        self, document: Document, rulebook: Rulebook, engine: Engine, problems: list[Problem]
    ) -> None:
        self._document = document
        self._rulebook = rulebook
        self._engine = engine
        self._problems = problems

    def case(self) -> Case:
        top = self._table((), self._document.data)
        sources = {key: self._source(key, data) for key, data in self._tables(top, "sources").items()}
        beliefs, notes = self._answers(self._tables(top, "answers"), sources)
        verdict: Outcome = top.one_of("verdict", get_args(Outcome))
        accepted = self._options("accepted", self._tables(top, "accepted"))
        forbidden = self._options("forbidden", self._tables(top, "forbidden"))
        for decision in accepted.keys() & forbidden.keys():
            for option in set(accepted[decision]) & set(forbidden[decision]):
                top.fault(f"forbidden.{decision}", f'"{option}" is accepted as well', "Keep one of the two.")
        if verdict != "anecdote" and not accepted and not forbidden:
            top.fault(
                "", "says nothing of any decision", "Add [accepted] or [forbidden], or call it an anecdote."
            )
        case = Case(
            id=Path(self._document.name).stem,
            company=top.text("company", required=True),
            year=top.whole("year", 1900, 2200),
            product=top.text("product"),
            situation=top.text("situation", required=True),
            did=top.text("did"),
            outcome=top.text("outcome", required=True),
            verdict=verdict,
            beliefs=MappingProxyType(beliefs),
            notes=MappingProxyType(notes),
            accepted=MappingProxyType(accepted),
            forbidden=MappingProxyType(forbidden),
            in_force=MappingProxyType(self._options("in_force", self._tables(top, "in_force"))),
            sources=MappingProxyType(sources),
            covers=top.texts("covers"),
            place=Place(self._document.name, 1),
        )
        top.finish()
        return case

    def _table(self, path: tuple[str, ...], data: Any) -> Table:
        return Table(self._document, path, data, self._problems)

    def _tables(self, top: Table, key: str) -> Mapping[str, Any]:
        data = top.raw(key)
        if data is None or isinstance(data, dict):
            return data or {}
        top.fault(key, "must be a table", f"Write [{key}] and its keys below.")
        return {}

    def _source(self, key: str, data: Any) -> Cited:
        table = self._table(("sources", key), data)
        cited = Cited(
            table.text("title", required=True),
            table.text("publisher"),
            table.whole("year", 1900, 2200) if table.has("year") else None,
            table.text("where"),
            table.one_of("kind", ("primary", "secondary")),
        )
        table.finish()
        return cited

    def _answers(
        self, answers: Mapping[str, Any], sources: Mapping[str, Cited]
    ) -> tuple[dict[str, Belief], dict[str, str]]:
        beliefs: dict[str, Belief] = {}
        notes: dict[str, str] = {}
        for question, data in answers.items():
            table = self._table(("answers", question), data)
            source = table.text("source", required=True)
            if source and source not in sources:
                table.fault("source", f'unknown source "{source}"', f"Add [sources.{source}].")
            notes[question] = table.text("note")
            belief = self._belief(table)
            table.finish()
            if question not in self._rulebook.questions:
                table.fault(
                    "", f'unknown question "{question}"', did_you_mean(question, self._rulebook.questions)
                )
            elif table.sound:
                try:
                    self._engine.check({question: belief})
                except BeliefError as error:
                    table.fault("", str(error).removeprefix(f"{question}: "), "Correct the answer.")
                else:
                    beliefs[question] = belief
        return beliefs, notes

    def _belief(self, table: Table) -> Belief:
        if table.has("low") or table.has("high"):
            # What was published is documented: the truth is taken to lie inside the range.
            return Range(table.number("low", required=True), table.number("high", required=True), "measured")
        value = table.raw("value", required=True)
        if isinstance(value, list):
            return Exact(frozenset(table.texts("value")))
        if isinstance(value, str):
            return Exact(table.text("value"))
        return Exact(table.number("value"))

    def _options(self, key: str, chosen: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        table = self._table((key,), chosen)
        found: dict[str, tuple[str, ...]] = {}
        for decision in chosen:
            options = table.texts(decision, required=True)
            known = self._rulebook.decisions.get(decision)
            if known is None:
                remedy = did_you_mean(decision, self._rulebook.decisions)
                table.fault(decision, f'unknown decision "{decision}"', remedy)
                continue
            for option in options:
                if option not in known.options:
                    remedy = did_you_mean(option, known.options)
                    table.fault(decision, f'"{option}" is not an option of {decision}', remedy)
            found[decision] = options
        return found
