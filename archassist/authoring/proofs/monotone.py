"""More of a burden never leads to less: the claim that most guards against advice that nobody would follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from archassist.authoring.proofs.choice_formula import Choosing, taken_alone
from archassist.authoring.proofs.report import ProofResult
from archassist.authoring.proofs.survey import Survey
from archassist.authoring.proofs.symbols import Symbols, beyond_solver, satisfied, solver_library
from archassist.engine.requirements import definitions
from archassist.expressions import Expression, Kind, compile_program
from archassist.rulebook import Decision
from archassist.rulebook.reachability import names_behind

Wrong = Literal["lighter", "heavier"]


def monotone(survey: Survey, claim: str) -> Iterator[ProofResult]:
    """More of what a decision is declared to be heavier (lighter) with never leads to a lighter (heavier) option."""
    for decision in survey.compiled.decisions:
        for name in decision.heavier_with:
            yield _grows(survey, claim, decision, name, "lighter")
        for name in decision.lighter_with:
            yield _grows(survey, claim, decision, name, "heavier")


def _grows(survey: Survey, claim: str, decision: Decision, name: str, wrong: Wrong) -> ProofResult:
    """More of one name, everything else that conditions read unchanged, must not lead the wrong way."""
    found = wrong_step(survey, decision, name, wrong)
    id = f"{decision.id} with {name}"
    if found == "none":
        return ProofResult(claim, id, "proved", f"more {name} alone never leads to a {wrong} option")
    if found == "unknown":
        return ProofResult(claim, id, "open", "neither a team nor a proof was found")
    if [taken(survey, decision, name, codes) for codes in (found.before, found.after)] != [
        found.first,
        found.then,
    ]:
        return ProofResult(claim, id, "open", "the solver's team is not one of the program's")
    codes = {**found.before, f"{name} then": found.after[name]}
    witness = {key: _shown(survey, key, code) for key, code in codes.items() if not key.startswith("known:")}
    options = list(decision.options)
    said = f"more {name} alone leads from {options[found.first]} to {options[found.then]}"
    return ProofResult(claim, id, "refuted", said, witness)


@dataclass(frozen=True, slots=True)
class WrongStep:
    """Two teams that differ in one name, of which one has more, and where that leads: options by place."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    first: int
    then: int


def wrong_step(
    survey: Survey, decision: Decision, name: str, wrong: Wrong
) -> WrongStep | Literal["none", "unknown"]:
    """Where more of one name alone leads the wrong way, if it does anywhere."""
    z3 = solver_library()
    read = _read(survey, decision, name) - survey.rulebook.parameters.keys()
    less = Symbols(survey.rulebook, read, " (less)")
    more = Symbols(survey.rulebook, read, " (more)")
    more.share(
        less, sorted(read - {name})
    )  # the solver's teams depend on the order, and weights on its teams
    mine = survey.strengths(decision)
    demands = survey.demands(decision)
    before, after = (Choosing(each, decision, mine, demands=demands) for each in (less, more))
    ranks = decision.ranks

    def rank(chosen: Any) -> Any:
        made: Any = z3.IntVal(ranks[-1])
        for place in reversed(range(len(ranks))):
            made = z3.If(chosen == place, ranks[place], made)
        return made

    one, other = rank(before.chosen), rank(after.chosen)
    if wrong == "heavier":
        one, other = other, one
    grown = less.name(name) < more.name(name)
    answer, model = satisfied(
        (*less.bounds, *more.bounds), grown, before.possible, after.possible, one > other
    )
    if answer != "sat":
        return "none" if answer == "unsat" else "unknown"
    first, then = (
        model.eval(each, model_completion=True).as_long() for each in (before.chosen, after.chosen)
    )
    return WrongStep(less.codes(model), more.codes(model), first, then)


def _read(survey: Survey, decision: Decision, name: str) -> frozenset[str]:
    """What the decision's conditions read, as free as the declared name lets them be.

    Facts that are true or false are read through, and so are facts that have nothing behind them in common with
    the declared name: otherwise the solver would think of teams in which they contradict each other.
    """
    rulebook, behind = survey.rulebook, names_behind(survey.rulebook)
    moved = {name, *behind.get(name, ())} - rulebook.parameters.keys()
    names = set[str]().union(*(each.names for each in _conditions(survey, decision).values()))

    def through(fact: str) -> bool:
        if fact == name or fact not in rulebook.facts or beyond_solver(rulebook.facts[fact].expression):
            return False
        return rulebook.types[fact].kind is Kind.FLAG or not (moved & {fact, *behind[fact]})

    while facts := [each for each in names if through(each)]:
        for fact in facts:
            names.remove(fact)
            names |= rulebook.facts[fact].expression.names
    return frozenset(names)


def _conditions(survey: Survey, decision: Decision) -> Mapping[str, Expression]:
    """Everything from which it follows what a decision takes: its rules, and what options fall short of."""
    rules = {rule.id: rule.when for rule in decision.rules}
    asked = definitions(decision, survey.demands(decision))
    return rules | {name: each for name, each in asked.items() if not name.startswith("needed ")}


def taken(survey: Survey, decision: Decision, name: str, codes: Mapping[str, Any]) -> int:
    """What the decision alone takes when its conditions read these values, facts among them."""
    return taken_alone(
        decision,
        fired_by(survey, decision, name, codes),
        survey.strengths(decision),
        survey.demands(decision),
    )


def fired_by(survey: Survey, decision: Decision, name: str, codes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Which rules fire when conditions read these values."""
    rulebook = survey.rulebook
    read = _read(survey, decision, name)
    conditions = dict(_conditions(survey, decision))
    waiting = [each for condition in conditions.values() for each in condition.names - read]
    while waiting:
        fact = waiting.pop()
        if fact in conditions:
            continue
        conditions[fact] = rulebook.facts[fact].expression
        waiting += conditions[fact].names - read
    names = sorted(read)
    values = {each: survey.compiled.parameters.get(each, codes.get(each, 0.0)) for each in names}
    values |= {f"known:{each}": codes.get(f"known:{each}", True) for each in names}
    return compile_program(conditions, rulebook.types, names).row(values)


def _shown(survey: Survey, key: str, code: Any) -> str:
    name = key.removesuffix(" then")
    value = survey.compiled.encoding.decode(name, code)
    if isinstance(value, float):
        return f"{value:.6g}"
    return "+".join(value) or "none" if isinstance(value, tuple) else str(value)
