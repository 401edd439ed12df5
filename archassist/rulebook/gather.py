"""Merges the tables of all files of all packs into one collection per kind, each with its place."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archassist.rulebook.files import Document
from archassist.rulebook.problems import Problem, did_you_mean
from archassist.rulebook.table import Table

DEPTH = {
    "section": 1,
    "question": 1,
    "parameter": 1,
    "fact": 1,
    "phase": 1,
    "source": 1,
    "term": 1,
    "limit": 1,
    "contradiction": 1,
    "capability": 1,
    "requirement": 1,
    "signal": 1,
    "attribute": 1,
    "pain": 1,
    "stage": 1,
    "practice": 1,
    "decision": 1,
    "option": 2,
    "rule": 3,
}
"""The kinds of tables, and how many ids name one (`[rule.decision.option.name]`)."""

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_GRAMMAR = {
    "source": (re.compile(r"[a-z0-9][a-z0-9_.-]*"), "lower-case letters, digits and hyphens"),
    "practice": (
        re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+"),
        'an area and an item, like "db.index"',
    ),
}
_WORD_SAID = "lower-case letters, digits and underscores, a letter first"
_FUNCTIONS = "min max log log2 log10 exp sqrt ceil floor abs clamp size known safe_util has"
_RESERVED = {*keyword.kwlist, *_FUNCTIONS.split()}
_NAMED = ("question", "fact", "parameter")
"""Kinds that share one space of names, because expressions use them alike."""


@dataclass(slots=True)
class Gathered:
    """All tables by kind and id. `declared` also holds ids of tables in files that could not be parsed."""

    tables: dict[str, dict[str, Table]] = field(default_factory=lambda: {kind: {} for kind in DEPTH})
    declared: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in DEPTH})

    def names(self) -> set[str]:
        """Everything that an expression may name."""
        return {name for kind in _NAMED for name in self.declared[kind]}


def gather(documents: Sequence[Document], problems: list[Problem]) -> Gathered:
    """Merge `documents`. Within a pack an id stands once; a later pack replaces what an earlier one said."""
    found = Gathered()
    for document in documents:
        if document.data is None:
            # Reported already; its ids still count, so that uses of them are not reported as well.
            for path, _ in document.lines.headers():
                if len(path) > 1 and len(path) - 1 == DEPTH.get(path[0]):
                    found.declared[path[0]].add(".".join(path[1:]))
            continue
        for kind, path, data in _tables(document, document.data, problems):
            table = Table(document, (kind, *path), data, problems)
            name = ".".join(path)
            found.declared[kind].add(name)
            _check_id(kind, path, table)
            earlier = found.tables[kind].get(name)
            if earlier and earlier.document.pack == document.pack:
                table.fault(
                    "", f"this {kind} is already at {earlier.place}", "Give one another id, or join them."
                )
            else:
                found.tables[kind][name] = table
    _check_shared_names(found)
    return found


def _tables(
    document: Document, content: dict[str, Any], problems: list[Problem]
) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    for kind, inner in content.items():
        if kind not in DEPTH:
            if not (document.top and document.name.endswith("/pack.toml")):
                line = document.lines.of((kind,))
                remedy = did_you_mean(kind, DEPTH, f"Known tables: {', '.join(DEPTH)}.")
                remedy = "Roles are named in pack.toml." if kind == "roles" else remedy
                problems.append(Problem(document.name, line, kind, "unknown key", remedy))
        else:
            yield from _deeper(document, kind, (), inner, problems)


def _deeper(
    document: Document, kind: str, path: tuple[str, ...], content: Any, problems: list[Problem]
) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    if len(path) == DEPTH[kind]:
        yield kind, path, content
    elif isinstance(content, dict):
        for name, inner in content.items():
            yield from _deeper(document, kind, (*path, name), inner, problems)
    else:
        form = {1: f"[{kind}.ID]", 2: f"[{kind}.DECISION.ID]", 3: f"[{kind}.DECISION.OPTION.NAME]"}[
            DEPTH[kind]
        ]
        at = (kind, *path)
        remedy = f"Each {kind} is a table of its own: {form}."
        problems.append(
            Problem(document.name, document.lines.of(at), ".".join(at), f"is not a {kind}", remedy)
        )


def _check_id(kind: str, path: tuple[str, ...], table: Table) -> None:
    grammar, said = _GRAMMAR.get(kind, (_WORD, _WORD_SAID))
    for part in path:
        if not grammar.fullmatch(part):
            remedy = f"Write {said}."
            if kind == "practice" and any(
                isinstance(value, dict) and "title" in value for value in table.data.values()
            ):
                remedy = f'Put the id in quotation marks: [practice."{part}.ITEM"].'
            table.fault("", f'"{part}" cannot be an id', remedy)
    if kind in _NAMED and path[-1] in _RESERVED:
        table.fault("", f'"{path[-1]}" is a word of the rule language', "Choose another id.")


def _check_shared_names(found: Gathered) -> None:
    for at, kind in enumerate(_NAMED):
        for name, table in found.tables[kind].items():
            for other in _NAMED[:at]:
                if earlier := found.tables[other].get(name):
                    said = f'"{name}" is already a {other} at {earlier.place}'
                    table.fault(
                        "", said, "Questions, facts and parameters share their names: choose another id."
                    )
