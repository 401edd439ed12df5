"""Many random teams through the real program: examples of nearly everything that can happen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine import Engine
from archassist.engine.columns.resolution import settle_all
from archassist.engine.columns.scores import cases_of
from archassist.engine.reason_text import format_value
from archassist.engine.strengths import Strengths
from archassist.expressions import Kind
from archassist.rulebook import Decision, Demand, Question, Rulebook, reach

TEAMS = 40_000


class Survey:
    """Teams drawn over the whole range of every question, denser at the borders that rules use."""

    def __init__(self, rulebook: Rulebook, teams: int = TEAMS, seed: int = 1) -> None:
        self.rulebook = rulebook
        self.engine = Engine(rulebook)
        self.compiled = self.engine.compiled
        self._teams = teams
        self._random = np.random.default_rng(seed)
        self._reach = reach(rulebook)
        inputs: dict[str, Any] = dict(self.compiled.parameters.items())
        for id, question in rulebook.questions.items():
            inputs[id] = self._draw(question)
            inputs[f"known:{id}"] = self._random.random(teams) < 0.8
        found = self.compiled.program.columns(inputs)
        self.columns: dict[str, NDArray[Any]] = {
            name: np.broadcast_to(np.asarray(column), (teams,))
            for name, column in (*inputs.items(), *found.items())
        }
        self.chosen = settle_all(self.compiled.agenda, cases_of(self.compiled, self.columns, teams))

    def holds(self, condition: str) -> int | None:
        """A team for which a condition ("rule ID", "practice ID") holds, or None."""
        return _first(self.columns[condition].astype(bool))

    def fails(self, condition: str) -> int | None:
        """A team for which a condition does not hold, or None."""
        return _first(~self.columns[condition].astype(bool))

    def wins(self, decision: int, option: int) -> int | None:
        """A team for which an option wins, or None."""
        return _first(self.chosen[:, decision] == option)

    def strengths(self, decision: Decision) -> Strengths:
        """How strongly what speaks for the options of a decision speaks."""
        return self.compiled.strengths[list(self.rulebook.decisions).index(decision.id)]

    def demands(self, decision: Decision) -> tuple[Demand, ...]:
        """What requirements ask of the options of a decision."""
        return self.rulebook.demands.get(decision.id, ())

    def where(self, rows: NDArray[Any]) -> int | None:
        """The first team among the marked ones, or None."""
        return _first(rows)

    def witness(self, team: int, names: frozenset[str]) -> dict[str, str]:
        """The answers of one team to the questions named, as `archassist set` takes them."""
        return self.written({name: self.columns[name][team].item() for name in sorted(names)})

    def written(self, codes: Mapping[str, Any]) -> dict[str, str]:
        """Codes of questions as people type them."""
        return {name: written(self.compiled.encoding.decode(name, code)) for name, code in codes.items()}

    def run(self, codes: Mapping[str, Any]) -> Mapping[str, Any]:
        """The program on one team. Questions that `codes` lacks have the middle of their prior and are unknown."""
        row = dict(self.engine.profile({}))
        for name, code in codes.items():
            row[name] = code
            if name in self.rulebook.questions:
                row[f"known:{name}"] = codes.get(f"known:{name}", True)
        return {**row, **self.compiled.program.row(row)}

    def settled(self, codes: Mapping[str, Any]) -> list[int]:
        """The option every decision takes for one team."""
        row = self.run(codes)
        columns = {name: np.asarray([value]) for name, value in row.items()}
        return [
            int(each) for each in settle_all(self.compiled.agenda, cases_of(self.compiled, columns, 1))[0]
        ]

    def _draw(self, question: Question) -> NDArray[Any]:
        random, teams = self._random, self._teams
        if question.levels:
            return random.choice(np.asarray(question.levels, dtype=float), teams)
        if question.type == "choice":
            return random.integers(0, len(question.choices), teams)
        if question.type == "choices":
            return random.integers(0, 2 ** len(question.choices), teams)
        low, high = question.range or (0.0, 1.0)
        numbers = random.uniform(low, high, teams)
        if question.type == "number":
            least = max(low, high * 1e-9, 1e-3)
            spread = np.exp(random.uniform(np.log(least), np.log(max(high, least * 1.001)), teams))
            numbers = np.where(random.random(teams) < 0.75, spread, numbers)
        borders = [
            each
            for values in self._reach[question.id].decisions.values()
            for each in values
            if not isinstance(each, str)
        ]
        borders += [low, high]
        near = random.choice(np.asarray(borders), teams) * random.choice([0.98, 1.0, 1.02], teams)
        numbers = np.where(random.random(teams) < 0.3, near, numbers)
        drawn: NDArray[Any] = np.clip(numbers, low, high)
        return drawn


def written(value: object) -> str:
    """A value as `archassist set` takes it."""
    if isinstance(value, tuple):
        return "+".join(value) or "none"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value) if isinstance(value, str) else format_value(value)


def is_number(rulebook: Rulebook, name: str) -> bool:
    """Whether a name is a number."""
    return rulebook.types[name].kind is Kind.NUMBER


def _first(rows: NDArray[Any]) -> int | None:
    places = np.flatnonzero(rows)
    return int(places[0]) if len(places) else None
