"""What each question and fact reaches: the decisions, practices and phases that read it, and at which values.

All of it is worked out from the rules; nobody types it.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archassist.dataclass_later import dataclass, field
from archassist.expressions import Expression
from archassist.rulebook.book import Rulebook

Border = float | str
"""A value at which a condition turns: a number, or the id of a choice."""


@dataclass(slots=True)
class Reach:
    """What one name reaches, itself or through facts.

    `decisions` holds, by decision, the values with which conditions compare the name itself, in order;
    empty when it acts through facts alone.
    """

    decisions: dict[str, list[Border]] = field(default_factory=dict)
    practices: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether the name can change any advice at all: contradictions only tell of answers."""
        return bool(self.decisions or self.practices or self.phases or self.options or self.limits)


def reach(rulebook: Rulebook) -> Mapping[str, Reach]:
    """What every question, fact and parameter reaches, by id."""
    names = (*rulebook.questions, *rulebook.facts, *rulebook.parameters)
    found = {name: Reach() for name in names}
    behind = names_behind(rulebook)
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            here = borders_in(rulebook, rule.when)
            for name in _all_behind(rule.when, behind):
                borders = found[name].decisions.setdefault(decision.id, [])
                borders += [each for each in here.get(name, ()) if each not in borders]
        for name in _all_behind(decision.when, behind) if decision.when else ():
            found[name].decisions.setdefault(decision.id, [])
        for option in decision.options.values():
            if isinstance(option.ops_points, Expression):
                for name in _all_behind(option.ops_points, behind):
                    found[name].options.append(option.full_id)
    for id, demands in rulebook.demands.items():
        for demand in demands:
            for condition in (demand.needed, *(offer.short for offer in demand.offers if offer is not None)):
                here = borders_in(rulebook, condition)
                for name in _all_behind(condition, behind):
                    borders = found[name].decisions.setdefault(id, [])
                    borders += [each for each in here.get(name, ()) if each not in borders]
    for id, practice in rulebook.practices.items():
        for name in _all_behind(practice.when, behind):
            found[name].practices.append(id)
    for id, phase in rulebook.phases.items():
        for name in _all_behind(phase.when, behind):
            found[name].phases.append(id)
    for id, limit in rulebook.limits.items():
        for name in _all_behind(limit.when, behind):
            found[name].limits.append(id)
    for id, contradiction in rulebook.contradictions.items():
        for name in _all_behind(contradiction.when, behind):
            found[name].contradictions.append(id)
    for each in found.values():
        for values in each.decisions.values():
            values.sort(key=lambda value: (isinstance(value, str), value))
    return found


def names_behind(rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """For every fact all names from which it follows, itself or through other facts."""
    behind: dict[str, frozenset[str]] = {}
    for id in rulebook.fact_order:
        names = rulebook.facts[id].expression.names
        behind[id] = names.union(*(behind.get(name, frozenset()) for name in names))
    return behind


def borders_in(rulebook: Rulebook, condition: Expression) -> Mapping[str, Sequence[Border]]:
    """The values with which a condition compares names directly, by name."""
    found: dict[str, list[Border]] = {}
    for node in ast.walk(condition.tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        for left, right in itertools.pairwise(sides):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, ast.Name):
                    found.setdefault(one.id, []).extend(_values(rulebook, other))
    return found


def _values(rulebook: Rulebook, node: ast.expr) -> Iterator[Border]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Constant) and not isinstance(node.value, bool):
        assert isinstance(node.value, (int, float))
        yield float(node.value)
    elif isinstance(node, ast.Name) and node.id in rulebook.parameters:
        yield rulebook.parameters[node.id].value
    elif isinstance(node, ast.Tuple):
        for each in node.elts:
            yield from _values(rulebook, each)


def _all_behind(expression: Expression, behind: Mapping[str, Iterable[str]]) -> list[str]:
    names = set(expression.names)
    for name in expression.names:
        names.update(behind.get(name, ()))
    return sorted(names)
