"""Loads packs: reads, merges, checks, and gives back either a whole Rulebook or every problem."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from archassist.rulebook.book import Rulebook
from archassist.rulebook.calibration_reader import is_calibration, read_calibration
from archassist.rulebook.convert import read
from archassist.rulebook.demands import check_capabilities, demands_of
from archassist.rulebook.files import Document, read_folder
from archassist.rulebook.gather import DEPTH, gather
from archassist.rulebook.parts import read_parts
from archassist.rulebook.problems import Problem, RulebookError
from archassist.rulebook.raw import PackHead
from archassist.rulebook.references import check_references, prior_order
from archassist.rulebook.roles_reader import TABLE as ROLES
from archassist.rulebook.roles_reader import read_roles
from archassist.rulebook.table import Table
from archassist.rulebook.type_check import Typing


def load(*folders: Path) -> Rulebook:
    """Load the pack in the first folder, and lay the packs in the others over it: they add, or replace by id.

    Raises RulebookError with every problem of every file; nothing of a faulty pack is ever returned.
    """
    problems: list[Problem] = []
    documents: list[Document] = []
    for at, folder in enumerate(folders):
        documents += read_folder(Path(folder), at, problems)
    heads = [_head(folder, at, documents, problems) for at, folder in enumerate(folders)]
    gathered = gather([each for each in documents if not is_calibration(each)], problems)
    parts = read_parts(gathered)
    typing = Typing(parts)
    typing.check_all()
    check_capabilities(parts, typing)
    notes = list(check_references(parts))
    calibration = read_calibration(documents, parts.questions, parts.decisions, problems, notes)
    roles = read_roles(documents, parts, typing.types, problems)
    if problems or not heads:
        raise RulebookError(problems or [Problem("", 0, "", "no pack is named", "Name a folder.")])
    frozen = MappingProxyType
    return Rulebook(
        **heads[0],
        sections=frozen(parts.sections),
        questions=frozen(parts.questions),
        parameters=frozen(parts.parameters),
        facts=frozen(parts.facts),
        phases=frozen(parts.phases),
        decisions=frozen(parts.decisions),
        practices=frozen(parts.practices),
        sources=frozen(parts.sources),
        terms=frozen(parts.terms),
        limits=frozen(parts.limits),
        contradictions=frozen(parts.contradictions),
        capabilities=frozen(parts.capabilities),
        requirements=frozen(parts.requirements),
        demands=demands_of(parts),
        signals=frozen(parts.signals),
        attributes=frozen(parts.attributes),
        pains=frozen(parts.pains),
        stages=frozen(parts.stages),
        roles=roles,
        types=frozen(typing.types),
        fact_order=typing.fact_order,
        prior_order=prior_order(parts),
        notes=tuple(notes),
        fingerprint=_fingerprint(documents),
        calibration=calibration,
    )


def _head(folder: Path, pack: int, documents: Sequence[Document], problems: list[Problem]) -> dict[str, str]:
    head = next((document for document in documents if document.pack == pack and _is_head(document)), None)
    if head is None:
        if folder.is_dir():
            remedy = 'Write id = "...", title = "..." and version = "1.0" in it.'
            problems.append(Problem(f"{folder.name}/pack.toml", 0, "", "there is no such file", remedy))
    elif head.data is not None:
        own = {key: value for key, value in head.data.items() if key not in (*DEPTH, ROLES)}
        return dict(read(Table(head, (), own, problems), PackHead))
    return {}


def _is_head(document: Document) -> bool:
    return document.top and document.name.endswith("/pack.toml")


def _fingerprint(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        # Lengths keep apart what two files say, wherever the boundary between them lies.
        digest.update(f"{document.pack} {document.name.partition('/')[2]} {len(document.content)}\n".encode())
        digest.update(document.content)
    return digest.hexdigest()
