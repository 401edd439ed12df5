"""Which rules, and which branches of their conditions, the cases and scenarios of a pack exercise.

A branch is one side of one part of a condition: each operand of `and`, `or` and `not` should have been seen
true and seen false in some profile. A rule whose branches are not covered may be right, but nobody has looked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archassist.engine import Belief, Engine
from archassist.expressions import Expression, compile_program
from archassist.rulebook import Place, Rulebook


@dataclass(frozen=True, slots=True)
class ConditionBranch:
    """A part of a condition, and whether it has been seen true and false."""

    text: str
    true: bool
    false: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """What the profiles exercised of one rule or practice."""

    kind: str
    id: str
    place: Place
    fired: int
    silent: int
    branches: tuple[ConditionBranch, ...]

    @property
    def whole(self) -> bool:
        """Whether it has been seen firing and silent."""
        return self.fired > 0 and self.silent > 0

    @property
    def one_sided(self) -> tuple[ConditionBranch, ...]:
        """Branches of the condition that were not seen both true and false."""
        return tuple(branch for branch in self.branches if not (branch.true and branch.false))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of a pack by a number of profiles."""

    profiles: int
    covered: tuple[Covered, ...]

    @property
    def open(self) -> tuple[Covered, ...]:
        """What was not seen both ways, itself or a branch of its condition."""
        return tuple(covered for covered in self.covered if not covered.whole or covered.one_sided)

    def rules(self) -> tuple[int, int]:
        """How many rules and practices were seen both firing and silent, and of how many."""
        return sum(each.whole for each in self.covered), len(self.covered)

    def branches(self) -> tuple[int, int]:
        """How many sides of branches were seen, and of how many."""
        every = [branch for each in self.covered for branch in each.branches]
        return sum(branch.true + branch.false for branch in every), 2 * len(every)


def coverage(rulebook: Rulebook, profiles: Iterable[Mapping[str, Belief]]) -> Coverage:
    """Try every rule and practice on every profile (single values, no samples)."""
    engine = Engine(rulebook)
    conditions = list(_conditions(rulebook))
    parts = {text: part for _, _, _, condition in conditions for text, part in _parts(condition)}
    names = {text: f"part {place}" for place, text in enumerate(parts)}
    inputs = (*rulebook.questions, *rulebook.parameters, *rulebook.facts)
    program = compile_program({names[text]: part for text, part in parts.items()}, rulebook.types, inputs)
    true: dict[str, int] = dict.fromkeys(parts, 0)
    count = 0
    for beliefs in profiles:
        count += 1
        codes = engine.profile(beliefs)
        found = program.row({**codes, **engine.compiled.program.row(codes)})
        for text, name in names.items():
            true[text] += bool(found[name])
    return Coverage(
        count,
        tuple(
            Covered(
                kind,
                id,
                place,
                true[condition.text],
                count - true[condition.text],
                tuple(
                    ConditionBranch(text, true[text] > 0, true[text] < count)
                    for text, part in _parts(condition)
                    if part is not condition or len(list(_parts(condition))) == 1
                ),
            )
            for kind, id, place, condition in conditions
        ),
    )


def _conditions(rulebook: Rulebook) -> Iterator[tuple[str, str, Place, Expression]]:
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            yield "rule", rule.id, rule.place, rule.when
        if decision.when is not None:
            yield "decision", decision.id, decision.place, decision.when
    for id, practice in rulebook.practices.items():
        yield "practice", id, practice.place, practice.when


def _parts(condition: Expression) -> Iterator[tuple[str, Expression]]:
    """The condition and its operands down to comparisons, by text."""
    yield condition.text, condition
    waiting: list[ast.expr] = [condition.tree]
    while waiting:
        node = waiting.pop()
        operands: list[ast.expr] = []
        if isinstance(node, ast.BoolOp):
            operands = node.values
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            operands = [node.operand]
        for each in operands:
            if isinstance(each, (ast.BoolOp, ast.UnaryOp)):
                waiting.append(each)
            else:
                names = frozenset(part.id for part in ast.walk(each) if isinstance(part, ast.Name))
                functions = {
                    part.func.id
                    for part in ast.walk(each)
                    if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
                }
                yield ast.unparse(each), Expression(ast.unparse(each), each, names - functions)


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of something was seen."""

    seen: int
    of: int


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule or practice that was not seen both ways: in how many profiles it fired and was silent, and branches of its
    condition that were not both true and false."""

    kind: str
    id: str
    fired: int
    silent: int
    branches: tuple[ConditionBranch, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Coverage of a pack: profiles tried, rules and sides of branches seen, and what is open still."""

    profiles: int
    rules: Seen
    branches: Seen
    open: tuple[OpenRule, ...]


def coverage_view(coverage: Coverage) -> CoverageView:
    """What is covered, and what is open."""
    return CoverageView(
        profiles=coverage.profiles,
        rules=Seen(*coverage.rules()),
        branches=Seen(*coverage.branches()),
        open=tuple(map(_open, coverage.open)),
    )


def _open(covered: Covered) -> OpenRule:
    return OpenRule(covered.kind, covered.id, covered.fired, covered.silent, covered.one_sided)
