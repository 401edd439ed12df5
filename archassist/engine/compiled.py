"""The whole pack as one program: facts, conditions and operating points, with what each of them rests on."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from archassist.engine.encoding import Code, Encoding
from archassist.engine.preferences import NONE, preferences
from archassist.engine.reachable import reached
from archassist.engine.reason_text import format_value, with_unit
from archassist.engine.resolution import Agenda, Slate, agenda
from archassist.expressions import Expression, Kept, Program, compile_program
from archassist.rulebook import Decision, Formula, Multiple, Rulebook


class Compiled:
    """What of a rulebook does not change from one assessment to the next."""

    def __init__(self, rulebook: Rulebook, kept: Kept | None = None) -> None:
        self.rulebook = rulebook
        self._kept = kept
        self.encoding = Encoding(rulebook)
        self.decisions: tuple[Decision, ...] = tuple(rulebook.decisions.values())
        self.preferences = NONE
        self.parameters = {id: float(each.value) for id, each in rulebook.parameters.items()}
        self._inputs = (*rulebook.questions, *rulebook.parameters)
        self._rests: dict[str, frozenset[str]] = {}
        self._behind: dict[str, frozenset[str]] = {}
        self._open_for: frozenset[str] = frozenset()
        self._opened: dict[str, tuple[str, ...]] = {}
        self._partial: dict[str, Program] = {}

    def preferring(self, ranking: Sequence[str]) -> Compiled:
        """The same with a ranking of quality attributes; what is compiled is shared."""
        _ = self.program, self.choosing, self.agenda, self.questions_of, self.shown, self.measured
        other = copy.copy(self)
        other.preferences = preferences(self.rulebook, ranking)
        return other

    @cached_property
    def program(self) -> Program:
        """Everything in one straight line of code."""
        return compile_program(self._definitions(), self.rulebook.types, self._inputs, self._kept)

    @cached_property
    def choosing(self) -> Program:
        """Only what it takes to choose options, as one straight line of code."""
        definitions = {
            name: expression
            for name, expression in self._definitions().items()
            if name in self.rulebook.facts or name.startswith(("rule ", "points "))
        }
        return compile_program(definitions, self.rulebook.types, self._inputs, self._kept)

    @cached_property
    def agenda(self) -> Agenda:
        """The decisions and what their options require of each other."""
        places = {decision.id: place for place, decision in enumerate(self.decisions)}
        return agenda([self._slate(decision, places) for decision in self.decisions])

    @cached_property
    def questions_of(self) -> Mapping[str, tuple[str, ...]]:
        """For every question and fact the questions from which it follows, in order."""
        names = (*self.rulebook.questions, *self.rulebook.facts)
        return {name: tuple(sorted(self.rests_on(name))) for name in names}

    def rests_on(self, name: str) -> frozenset[str]:
        """The questions from which a question, fact or parameter follows."""
        if name not in self._rests:
            if name in self.rulebook.questions:
                found = frozenset({name})
            elif name in self.rulebook.facts:
                found = self.behind(self.rulebook.facts[name].expression)
            else:
                found = frozenset()
            self._rests[name] = found
        return self._rests[name]

    def behind(self, expression: Expression) -> frozenset[str]:
        """The questions from which the value of an expression follows."""
        found = self._behind.get(expression.text)
        if found is None:
            found = frozenset().union(*(self.rests_on(name) for name in expression.names))
            self._behind[expression.text] = found
        return found

    def unanswered(self, expression: Expression, answered: frozenset[str]) -> tuple[str, ...]:
        """The questions behind an expression that nobody answered, in order."""
        return self._open(expression.text, self.behind(expression), answered)

    def unanswered_behind(self, name: str, answered: frozenset[str]) -> tuple[str, ...]:
        """The questions behind a name that nobody answered, in order."""
        return self._open(f"name {name}", self.rests_on(name), answered)

    def _open(self, key: str, behind: frozenset[str], answered: frozenset[str]) -> tuple[str, ...]:
        # In a live interview the same questions stay answered from key to key.
        if answered != self._open_for:
            self._open_for, self._opened = answered, {}
        found = self._opened.get(key)
        if found is None:
            found = self._opened[key] = tuple(sorted(behind - answered))
        return found

    def fact_alone(self, fact: str, value_of: Callable[[str], object], many: bool) -> object:
        """The value of one fact that is needed before all questions have theirs, which `value_of` tells."""
        if fact not in self._partial:
            needed = self._needed(fact)
            definitions = {id: self.rulebook.facts[id].expression for id in needed}
            read = {name for each in definitions.values() for name in each.names} - definitions.keys()
            self._partial[fact] = compile_program(definitions, self.rulebook.types, sorted(read))
        program = self._partial[fact]
        values = {name: value_of(name) for name in program.inputs}
        found = program.columns(values) if many else program.row(values)  # type: ignore[arg-type]
        return found[fact]

    def parameters_behind(self, name: str) -> tuple[str, ...]:
        """The parameters from which a fact follows; none for a question."""
        facts, known = self.rulebook.facts, self.rulebook.parameters
        found = {name for id in self._needed(name) for name in facts[id].expression.names if name in known}
        return tuple(sorted(found))

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """By question those whose prior follows from it, also by way of others: what is drawn for them may move."""
        direct: dict[str, list[str]] = {}
        for id, question in self.rulebook.questions.items():
            if isinstance(question.prior, (Multiple, Formula)):
                for behind in self.rests_on(question.prior.base):
                    direct.setdefault(behind, []).append(id)
        return {id: tuple(reached(id, lambda other: direct.get(other, ()))) for id in direct}

    @cached_property
    def behind_rules(self) -> Mapping[str, frozenset[str]]:
        """By decision the questions from which its rules follow."""
        return {
            decision.id: frozenset[str]().union(*(self.behind(rule.when) for rule in decision.rules))
            for decision in self.decisions
        }

    @cached_property
    def read_by(self) -> Mapping[str, frozenset[str]]:
        """The same with those from which the operating points of its options follow."""
        return {
            decision.id: self.behind_rules[decision.id].union(
                *(
                    self.behind(option.ops_points)
                    for option in decision.options.values()
                    if isinstance(option.ops_points, Expression)
                ),
            )
            for decision in self.decisions
        }

    @cached_property
    def shown(self) -> Callable[[str, Code, str], str]:
        """The value of a name inside a sentence. Kept for the values seen last: one answer changes few of them."""
        encoding = self.encoding

        @lru_cache(maxsize=8192)
        def shown(name: str, code: Code, format: str = "") -> str:
            value = encoding.decode(name, code)
            words = encoding.phrases(name) if format == "choice" else encoding.labels(name)
            return format_value(value, format, unit=encoding.unit(name), labels=words)

        return shown

    @cached_property
    def measured(self) -> Callable[[str, Code], str]:
        """The value of a name by itself, with its unit. Kept like `shown`."""
        encoding = self.encoding

        @lru_cache(maxsize=8192)
        def measured(name: str, code: Code) -> str:
            return with_unit(encoding.decode(name, code), encoding.unit(name), labels=encoding.labels(name))

        return measured

    def named(self, chosen: Iterable[int]) -> dict[str, str]:
        """By decision the id of the option that is chosen."""
        pairs = zip(self.decisions, chosen, strict=True)
        return {decision.id: list(decision.options)[option] for decision, option in pairs}

    def value(self, name: str, codes: Mapping[str, Code]) -> object:
        """A value as people write it, from codes."""
        return self.encoding.decode(name, codes[name])

    def _needed(self, fact: str) -> list[str]:
        """A fact and all facts from which it follows; none for a question."""
        facts = self.rulebook.facts
        if fact not in facts:
            return []
        return [fact, *reached(fact, lambda id: facts[id].expression.names & facts.keys())]

    def _definitions(self) -> dict[str, Expression]:
        rulebook = self.rulebook
        found = {id: rulebook.facts[id].expression for id in rulebook.fact_order}
        found |= {f"phase {id}": phase.when for id, phase in rulebook.phases.items()}
        found |= {f"limit {id}": limit.when for id, limit in rulebook.limits.items()}
        for decision in self.decisions:
            found |= {f"rule {rule.id}": rule.when for rule in decision.rules}
            for option in decision.options.values():
                if isinstance(option.ops_points, Expression):
                    found[f"points {option.full_id}"] = option.ops_points
                if option.in_place is not None:
                    found[f"in place {option.full_id}"] = option.in_place
        for id, practice in rulebook.practices.items():
            found[f"practice {id}"] = practice.when
            if practice.done_if is not None:
                found[f"done {id}"] = practice.done_if
        return found

    def _slate(self, decision: Decision, places: Mapping[str, int]) -> Slate:
        options = list(decision.options.values())
        default = list(decision.options).index(decision.default) if decision.default else 0
        return Slate(len(options), default, tuple(self._pulls(each.requires, places) for each in options))

    def _pulls(self, requires: Iterable[str], places: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
        """Floors in other decisions; what is required of decisions the pack does not have is left out."""
        found = []
        for full_id in requires:
            decision, option = full_id.split(".", 1)
            if decision in places and option in self.rulebook.decisions[decision].options:
                found.append(
                    (places[decision], list(self.rulebook.decisions[decision].options).index(option))
                )
        return tuple(found)
