"""The whole pack as one program: facts, conditions and operating points, with what each of them rests on."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from archassist.engine.alone import Alone, value_alone
from archassist.engine.compared import Comparisons
from archassist.engine.definitions import definitions_of
from archassist.engine.encoding import Code, Encoding
from archassist.engine.lookups import Lookups
from archassist.engine.preferences import NONE, preferences
from archassist.engine.program_names import Names, names_of
from archassist.engine.reachable import reached
from archassist.engine.reason_text import format_value, with_unit
from archassist.engine.requirements import Test, definitions, tests_of
from archassist.engine.resolution import Agenda, agenda, among
from archassist.engine.slates import slates
from archassist.engine.strengths import strengths
from archassist.engine.tallies import Tally
from archassist.engine.telling import Telling
from archassist.expressions import Expression, Kept, Program, compile_program
from archassist.rulebook import Calibration, Decision, Formula, Multiple, Rulebook

MOST_DRAWN = 3
"""Sets of futures (2,048 for an assessment, 512 for a forecast) of which columns are kept: about 3 MB for each 2,048."""


class Compiled:
    """What of a rulebook does not change from one assessment to the next."""

    def __init__(self, rulebook: Rulebook, kept: Kept | None = None) -> None:
        self.rulebook = rulebook
        self._kept = kept
        self.encoding = Encoding(rulebook)
        self.decisions: tuple[Decision, ...] = tuple(rulebook.decisions.values())
        self.preferences = NONE
        self.today: Mapping[str, str] = {}
        self.taken: frozenset[str] = frozenset()
        self.calibration = rulebook.calibration
        self.strengths = strengths(rulebook, rulebook.calibration, self.today)
        self.parameters = {id: float(each.value) for id, each in rulebook.parameters.items()}
        self._inputs = (*rulebook.questions, *rulebook.parameters)
        self._rests: dict[str, frozenset[str]] = {}
        self._behind: dict[str, frozenset[str]] = {}
        self._weights: dict[str, Mapping[str, int]] = {}
        self.alone = Alone(rulebook, self._needed)
        """What is worked out of answers before all questions have their values."""
        self._telling: Telling | None = None
        self._among: tuple[tuple[int, ...], Agenda] | None = None
        self.drawn: Callable[[int, int], dict[str, Any]] = lru_cache(MOST_DRAWN)(lambda seed, rows: {})
        """Where columns that no answer changes are kept, by seed and rows, for the futures that were drawn last."""

    def preferring(self, ranking: Sequence[str]) -> Compiled:
        """The same with a ranking of quality attributes; what is compiled is shared."""
        _ = self.agenda
        other = self._sharing()
        other.preferences = preferences(self.rulebook, ranking)
        return other

    def weighing(self, calibration: Calibration) -> Compiled:
        """The same with other weights, learned of the same terms; what is compiled is shared."""
        other = self._sharing()
        other.calibration, other._weights, other._among = calibration, {}, None
        other.strengths = strengths(self.rulebook, calibration, self.today)
        for name in ("agenda", "behind_rules", "read_by", "tally", "lookups"):
            other.__dict__.pop(name, None)
        return other

    def running(self, today: Mapping[str, str], taken: Collection[str] = ()) -> Compiled:
        """The same for a team that runs these options today, by decision, and has taken these decisions; what is
        compiled is shared."""
        _ = self.agenda
        other = self._sharing()
        other.today, other.taken = dict(today), frozenset(taken)
        other.strengths = strengths(self.rulebook, self.calibration, other.today)
        for name in ("tally", "issues"):
            other.__dict__.pop(name, None)
        return other

    def _sharing(self) -> Compiled:
        """A copy that shares what is worked out of the pack alone."""
        _ = self.program, self.choosing, self.questions_of, self.shown, self.measured, self.in_place
        _ = self.comparisons, self.names, self.tests
        return copy.copy(self)

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
            if name in self.rulebook.facts
            or name.startswith(("rule ", "points ", "lean ", "short ", "told ", "figure ", "at issue "))
        }
        return compile_program(definitions, self.rulebook.types, self._inputs, self._kept)

    @cached_property
    def comparisons(self) -> Comparisons:
        """The comparisons of which practices' conditions are made."""
        return Comparisons(self.rulebook, self._inputs, self.behind, self._kept)

    @cached_property
    def sizing(self) -> Program:
        """Only what the sizes of answers come to, by "lean " and the names of `terms`."""
        needed = {fact for each in self.terms.values() for name in each.names for fact in self._needed(name)}
        facts = {id: self.rulebook.facts[id].expression for id in self.rulebook.fact_order if id in needed}
        leans = {f"lean {name}": term for name, term in self.terms.items()}
        return compile_program(facts | leans, self.rulebook.types, self._inputs, self._kept)

    @cached_property
    def in_place(self) -> Program:
        """Only whether answers show an option (`decision.option`) to be there already."""
        conditions = {
            option.full_id: option.in_place
            for decision in self.decisions
            for option in decision.options.values()
            if option.in_place is not None
        }
        needed = {fact for each in conditions.values() for name in each.names for fact in self._needed(name)}
        facts = {id: self.rulebook.facts[id].expression for id in self.rulebook.fact_order if id in needed}
        return compile_program({**facts, **conditions}, self.rulebook.types, self._inputs, self._kept)

    @cached_property
    def agenda(self) -> Agenda:
        """The decisions and what their options require of each other."""
        return agenda(slates(self.rulebook, self.strengths))

    def agenda_among(self, places: tuple[int, ...]) -> Agenda:
        """The same for the decisions that are at issue. Kept for the last team."""
        last = self._among
        if last is None or last[0] != places:
            last = self._among = places, among(self.agenda, places)
        return last[1]

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

    def fact_alone(self, fact: str, value_of: Callable[[str], object], many: bool) -> object:
        """The value of one fact that is needed before all questions have theirs, which `value_of` tells."""
        return value_alone(self.alone.fact(fact), fact, value_of, many)

    def holds_alone(self, condition: Expression, value_of: Callable[[str], object], many: bool) -> object:
        """Whether a condition holds before all questions have their values; what it asks `known` of is answered."""
        return value_alone(*self.alone.condition(condition), value_of, many)

    def holds_with(self, condition: Expression, values: Mapping[str, Code], answered: frozenset[str]) -> bool:
        """Whether a condition holds with these values of the names in it, for a team that answered these questions."""
        program, name = self.alone.condition_of_values(condition)
        known = {f"known:{each}": each in answered for each in condition.names}
        return bool(program.row({each: values[each] for each in condition.names} | known)[name])

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
            behind = set[str]()
            if isinstance(question.prior, (Multiple, Formula)):
                behind |= self.rests_on(question.prior.base)
            for given in question.prior_if:
                behind |= self.behind(given.when)
            for other in sorted(behind - {id}):
                direct.setdefault(other, []).append(id)
        return {id: tuple(reached(id, lambda other: direct.get(other, ()))) for id in direct}

    @cached_property
    def behind_rules(self) -> Mapping[str, frozenset[str]]:
        """By decision the questions from which its scores follow: by way of its rules, or by their size."""
        return {
            decision.id: frozenset[str]().union(
                *(self.behind(rule.when) for rule in decision.rules),
                self._sized(place),
                self._asked(decision),
                self.behind(decision.when) if decision.when else (),
            )
            for place, decision in enumerate(self.decisions)
        }

    def _sized(self, place: int) -> frozenset[str]:
        """The questions whose size by itself speaks for options of a decision."""
        terms = (self.terms[name] for name in self.strengths[place].leans)
        return frozenset[str]().union(*(self.behind(term) for term in terms))

    def _asked(self, decision: Decision) -> frozenset[str]:
        """The questions from which it follows what is required of a decision, and which options fall short."""
        asked = definitions(decision, self.rulebook.demands.get(decision.id, ()))
        return frozenset[str]().union(*map(self.behind, asked.values()))

    @cached_property
    def names(self) -> tuple[Names, ...]:
        """The names under which the program works out what concerns the options of each decision."""
        return tuple(map(names_of, self.decisions, self.tests))

    @cached_property
    def lookups(self) -> Lookups:
        """What takes many values of a row at once."""
        return Lookups(self.rulebook, self.terms)

    @cached_property
    def told_behind(self) -> Mapping[str, frozenset[str]]:
        """By decision the questions from which its reasons follow: whether rules fire, and what their sentences name."""
        return {
            each.decision.id: frozenset[str]().union(
                *(self.behind(rule.when) for _, rule, _ in each.rules), *map(self.rests_on, each.told)
            )
            for each in self.names
        }

    @cached_property
    def tally(self) -> Tally:
        """What rules and the sizes of answers add to scores."""
        return Tally(self.names, self.strengths)

    @cached_property
    def issues(self) -> tuple[str | None, ...]:
        """By decision the name of the condition under which it is at issue; None where it is, whatever answers say."""
        return tuple(None if self.always_at_issue(each) else f"at issue {each.id}" for each in self.decisions)

    @cached_property
    def tests(self) -> tuple[tuple[Test, ...], ...]:
        """What requirements ask of every decision."""
        return tuple(tests_of(each, self.rulebook.demands.get(each.id, ())) for each in self.decisions)

    def always_at_issue(self, decision: Decision) -> bool:
        """Whether a decision is at issue whatever answers say: it always is, or the team itself spoke of it."""
        return decision.when is None or decision.id in self.today or decision.id in self.taken

    def weights_of(self, decision: str) -> Mapping[str, int]:
        """How strongly each rule of a decision speaks, either way, in hundredths of a point."""
        if decision not in self._weights:
            place = list(self.rulebook.decisions).index(decision)
            self._weights[decision] = {id: abs(each) for id, each in self.strengths[place].rules.items()}
        return self._weights[decision]

    @property
    def terms(self) -> Mapping[str, Expression]:
        """What the sizes of answers come to, by name, as far as anything was learned of them."""
        return self.calibration.terms if self.calibration else {}

    @cached_property
    def read_by(self) -> Mapping[str, frozenset[str]]:
        """By decision all questions from which what it takes follows."""
        return {id: read | self._sized(place) for place, (id, read) in enumerate(self.read_by_rules.items())}

    @cached_property
    def read_by_rules(self) -> Mapping[str, frozenset[str]]:
        """By decision the questions from which its rules and the operating points of its options follow."""
        return {
            decision.id: frozenset[str]().union(
                *(self.behind(rule.when) for rule in decision.rules),
                *(
                    self.behind(option.ops_points)
                    for option in decision.options.values()
                    if isinstance(option.ops_points, Expression)
                ),
                self._asked(decision),
                self.behind(decision.when) if decision.when else (),
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

    def telling(self, answered: frozenset[str], guessed: frozenset[str]) -> Telling:
        """How values are told to a team that answered these questions. Kept for the last team: in a live interview the same
        questions stay answered from key to key, or one more is."""
        last = self._telling
        if last is None or (last.answered, last.guessed) != (answered, guessed):
            last = self._telling = Telling(self, answered, guessed, last)
        return last

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
        return definitions_of(self.rulebook, self.terms)
