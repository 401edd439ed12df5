"""The sign that an option's time has come: the comparison in a rule that turns when it does."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine import Assessment, with_unit
from archassist.engine.compiled import Compiled
from archassist.engine.telling import COUNTED
from archassist.expressions import Kind
from archassist.forecast.months import Forecast
from archassist.rulebook import Decision, Rule, Rulebook
from archassist.words import of_any_day

MANY = 100
"""From so many on, people and units are counted in two digits, too."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The sign that the time has come: a metric, the value at which it turns, and its value by the answers.

    `metric` is the id of a question or fact; `today` is its value with its mark, `beside` the same within brackets;
    `measure` says how to watch it; `border` is the threshold as a number. `rule`
    is the rule that turns with it, "" where its size speaks by itself.
    """

    metric: str
    title: str
    rises: bool
    threshold: str
    today: str
    measure: str
    rule: str
    border: float
    beside: str

    @property
    def text(self) -> str:
        """The trigger as a clause."""
        return f"{self.title} {'above' if self.rises else 'below'} {self.threshold} ({self.beside})"


def trigger_of(
    found: Forecast, decision: Decision, here: int, number: int, first: NDArray[Any], assessment: Assessment
) -> tuple[Trigger | None, tuple[str, ...]]:
    """The comparison that turns most often when the option comes within reach, and the questions behind its rule that
    nobody answered.

    `here` and `number` are the places of today's option and of the coming one; `first` the month in which it comes in each
    future. A rule turns when it begins to speak for the option or against a simpler one, or ceases to speak for that.
    """
    rows = np.flatnonzero(first > 0)
    if not len(rows):
        return None, ()
    options, months = list(decision.options), first[rows]
    places = [(rule, options.index(rule.option), rule.says in ("for", "requires")) for rule in decision.rules]
    # What begins to speak tells more than what falls silent.
    for begins, rules in (
        (
            True,
            [rule for rule, at, speaks_for in places if (here < at <= number if speaks_for else at < number)],
        ),
        (False, [rule for rule, at, speaks_for in places if speaks_for and at <= here]),
    ):
        best: tuple[float, Rule, _Turn] | None = None
        for rule in rules:
            fired = found.of(f"rule {rule.id}").astype(bool)
            before, after = fired[rows, 0], fired[rows, months]
            turned = float((after & ~before if begins else before & ~after).mean()) * max(rule.weight, 1)
            if turned <= 0 or (best and turned <= best[0]):
                continue
            turn = _what_turned(found, rule, rows, months, assessment, begins)
            if turn is not None:
                best = turned, rule, turn
        if best is not None:
            _, rule, turn = best
            open_ = found.world.compiled.behind(rule.when).difference(
                _answered(assessment, found.world.compiled)
            )
            return _told(found, rule, turn, assessment), tuple(sorted(open_))
    return _grown(found, decision, (here, number), rows, months, assessment), ()


def _grown(
    found: Forecast,
    decision: Decision,
    places: tuple[int, int],
    rows: NDArray[Any],
    months: NDArray[Any],
    assessment: Assessment,
) -> Trigger | None:
    """Where no rule turns: the figure whose size comes to speak most for the coming option, beside today's."""
    compiled, best = found.world.compiled, None
    here, number = places
    strengths = compiled.strengths[list(found.rulebook.decisions).index(decision.id)]
    for name, values in strengths.leans.items():
        question = name.partition("=")[0]
        if found.rulebook.types[question].kind is not Kind.NUMBER:
            continue
        sizes, figures = found.of(f"lean {name}"), found.of(question)
        gained = float(((sizes[rows, months] - sizes[rows, 0]) * (values[number] - values[here])).mean())
        today = assessment.facts[question].value
        if gained <= 0 or (best and gained <= best[0]) or not isinstance(today, float):
            continue
        reached = float(np.median(figures[rows, months]))
        if reached != today:
            border = _Border(_told_border(reached, today, compiled.encoding.unit(question)), figures)
            best = gained, _Turn(question, reached > today, border)
    return _told(found, None, best[1], assessment) if best else None


def _told_border(reached: float, today: float, unit: str) -> float:
    """A border where the size of a figure begins to speak, as well as it is known, on its own side of today's value.

    Of what is counted, more than 1.9 is 2 or more, so above 1; of everything else two digits are known.
    """
    rises = reached > today
    if unit.partition("/")[0] in COUNTED and 1 <= abs(reached) < MANY:
        ends = float(math.floor(reached)), float(math.ceil(reached))
        for whole in ends if rises else ends[::-1]:
            if whole == today or (whole > today) == rises:
                return whole
    near = float(f"{reached:.2g}")
    return near if near != today and (near > today) == rises else reached


def _answered(assessment: Assessment, compiled: Compiled) -> Iterator[str]:
    """The questions that somebody answered, as the assessment tells."""
    for id in compiled.rulebook.questions:
        if id in assessment.facts and not assessment.facts[id].assumed:
            yield id


@dataclass(frozen=True, slots=True)
class _Border:
    """What a figure is compared with: its value today, and in every future and month; `name` when it moves itself."""

    today: float
    values: NDArray[Any]
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A figure that comes to lie above its border (`rises`) or below it."""

    name: str
    rises: bool
    border: _Border


def _what_turned(
    found: Forecast,
    rule: Rule,
    rows: NDArray[Any],
    months: NDArray[Any],
    assessment: Assessment,
    begins: bool,
) -> _Turn | None:
    """The comparison of a rule that most often begins (or ceases) to hold together with it."""
    best: tuple[float, _Turn] | None = None
    for node in ast.walk(rule.when.tree):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not isinstance(node.left, ast.Name):
            continue
        name, rulebook = node.left.id, found.rulebook
        if name in rulebook.parameters or rulebook.types[name].kind is not Kind.NUMBER:
            continue
        border = _border(found, node.comparators[0], assessment)
        if border is None or not isinstance(node.ops[0], (ast.Gt, ast.GtE, ast.Lt, ast.LtE)):
            continue
        rises = isinstance(node.ops[0], (ast.Gt, ast.GtE)) == begins
        figures = found.of(name)
        beyond = _beyond(figures, border.values, rises)
        if not border.name and _moves_away(figures[rows, 0], figures[rows, months], rises):
            continue
        turned = float((beyond[rows, months] & ~beyond[rows, 0]).mean())
        today = assessment.facts[name].value
        there = isinstance(today, float) and bool(_beyond(today, border.today, rises))
        if turned > 0 and not there and (best is None or turned > best[0]):
            best = turned, _Turn(name, rises, border)
    return best[1] if best else None


def _moves_away(now: NDArray[Any], then: NDArray[Any], rises: bool) -> bool:
    """Whether a figure moves away from a border that it would have to pass, in most futures: it then passes it in a few,
    and nobody would watch for that."""
    moved = float(np.median(then - now))
    return moved < 0 if rises else moved > 0


def _beyond(values: Any, borders: Any, rises: bool) -> Any:
    return values > borders if rises else values < borders


def _border(found: Forecast, node: ast.expr, assessment: Assessment) -> _Border | None:
    shape = (found.futures, found.months)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        assert isinstance(node.value, (int, float))
        return _Border(float(node.value), np.broadcast_to(float(node.value), shape))
    if not isinstance(node, ast.Name):
        return None
    if node.id in found.rulebook.parameters:
        value = found.rulebook.parameters[node.id].value
        return _Border(value, np.broadcast_to(value, shape))
    fact = assessment.facts.get(node.id)
    if fact is None or not isinstance(fact.value, float):
        return None
    return _Border(fact.value, found.of(node.id), node.id)


def _told(found: Forecast, rule: Rule | None, turn: _Turn, assessment: Assessment) -> Trigger:
    name, border, rulebook = turn.name, turn.border, found.rulebook
    unit = found.world.compiled.encoding.unit(name)
    behind = sorted(found.world.compiled.rests_on(name), key=list(rulebook.questions).index)
    moving = [id for id in behind if rulebook.questions[id].grows_with]
    # Users move everything; what is nearer to the metric is the better thing to watch.
    moving = [id for id in moving if id != rulebook.roles.users_now] or moving
    asked = (
        rulebook.questions[name] if name in rulebook.questions else rulebook.questions[(moving or behind)[0]]
    )
    other = f"“{_title(rulebook, border.name)}”, " if border.name else ""
    threshold = assessment.facts[border.name].told if border.name else with_unit(border.today, unit)
    return Trigger(
        name,
        of_any_day(_title(rulebook, name)),
        turn.rises,
        other + threshold,
        assessment.facts[name].told,
        asked.measure,
        rule.id if rule else "",
        border.today,
        assessment.facts[name].beside,
    )


def _title(rulebook: Rulebook, name: str) -> str:
    known = rulebook.figure(name)
    return known.title if known else name
