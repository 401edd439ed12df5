"""Everything that a pack holds, one line each: what `rules list` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archassist.casebase import Case
    from archassist.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PackObject:
    """An object of a pack: `id` is unique within its `kind`; `covers` are the inventory ids that it answers for.

    The names of the fields are public: scripts read them through `rules list --json`.
    """

    kind: str
    id: str
    title: str
    covers: tuple[str, ...]


def inventory(rulebook: Rulebook, cases: Iterable[Case] = ()) -> tuple[PackObject, ...]:
    """Every object of the rules, and the cases given, kind by kind in the order of the files."""
    groups: Mapping[str, Mapping[str, Any]] = {
        "section": rulebook.sections,
        "question": rulebook.questions,
        "parameter": rulebook.parameters,
        "fact": rulebook.facts,
        "phase": rulebook.phases,
        "decision": rulebook.decisions,
        "practice": rulebook.practices,
        "source": rulebook.sources,
        "term": rulebook.terms,
        "limit": rulebook.limits,
        "contradiction": rulebook.contradictions,
        "capability": rulebook.capabilities,
        "requirement": rulebook.requirements,
        "signal": rulebook.signals,
        "attribute": rulebook.attributes,
        "pain": rulebook.pains,
        "stage": rulebook.stages,
        "case": {case.id: case for case in cases},
    }
    return tuple(_objects(groups))


def _objects(groups: Mapping[str, Mapping[str, Any]]) -> Iterator[PackObject]:
    for kind, group in groups.items():
        for id, described in group.items():
            yield _object(kind, id, described)
            if kind == "decision":
                for option in described.options.values():
                    yield _object("option", option.full_id, option)
                for rule in described.rules:
                    yield _object("rule", rule.id, rule)


def _object(kind: str, id: str, described: Any) -> PackObject:
    title = getattr(described, "title", "") or getattr(described, "note", "")
    if kind == "rule":
        title = f"{described.says.replace('_', ' ')} {described.decision}.{described.option}"
    return PackObject(kind, id, title, tuple(getattr(described, "covers", ())))
