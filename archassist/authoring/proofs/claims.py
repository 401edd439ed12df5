"""The claims, and how each is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from archassist.authoring.proofs.choice_formula import Choosing
from archassist.authoring.proofs.monotone import monotone
from archassist.authoring.proofs.report import ProofResult, Report
from archassist.authoring.proofs.survey import Survey
from archassist.authoring.proofs.symbols import Symbols, satisfied, solver_library
from archassist.expressions import Expression
from archassist.rulebook import Decision, Rule, Rulebook


class NoSuchClaim(ValueError):
    """There is no claim of this name; the message lists them."""


def prove(
    rulebook: Rulebook,
    *,
    only: Sequence[str] = (),
    teams: int = 40_000,
    steps: Callable[[Iterable[str]], Iterable[str]] = iter,
) -> Report:
    """Settle every claim (or only those named) about a pack.

    `steps` goes through the claims and may tell somebody how far that is.
    Raises MissingProver without z3, NoSuchClaim for a claim that does not exist.
    """
    solver_library()
    for claim in only:
        if claim not in CLAIMS:
            raise NoSuchClaim(f"There is no claim “{claim}”. Claims: {', '.join(CLAIMS)}.")
    survey = Survey(rulebook, teams)
    results = [
        result
        for claim in steps([claim for claim in CLAIMS if not only or claim in only])
        for result in CLAIMS[claim](survey, claim)
    ]
    return Report(tuple(results))


def _conditions(rulebook: Rulebook) -> Iterator[tuple[str, str, Expression]]:
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            yield f"rule {rule.id}", rule.id, rule.when
        if decision.when is not None:
            yield f"at issue {decision.id}", f"{decision.id} at issue", decision.when
    for id, practice in rulebook.practices.items():
        yield f"practice {id}", id, practice.when


def _can_fire(survey: Survey, claim: str) -> Iterator[ProofResult]:
    for column, id, condition in _conditions(survey.rulebook):
        if survey.holds(column) is not None:
            yield ProofResult(claim, id, "proved", "a random team shows it")
        else:
            yield _searched(survey, claim, id, column, condition, True)


def _can_be_silent(survey: Survey, claim: str) -> Iterator[ProofResult]:
    for column, id, condition in _conditions(survey.rulebook):
        if not condition.names:
            continue
        if survey.fails(column) is not None:
            yield ProofResult(claim, id, "proved", "a random team shows it")
        else:
            yield _searched(survey, claim, id, column, condition, False)


def _searched(
    survey: Survey, claim: str, id: str, column: str, condition: Expression, wanted: bool
) -> ProofResult:
    symbols = Symbols(survey.rulebook)
    formula = symbols.formula(condition)
    answer, model = satisfied(symbols.bounds, formula if wanted else solver_library().Not(formula))
    if answer == "unsat":
        never = "make it fire" if wanted else "keep it silent"
        return ProofResult(claim, id, "refuted", f"no answers within the ranges {never}: {condition.text}")
    if answer == "sat":
        codes = symbols.codes(model)
        if bool(survey.run(codes)[column]) == wanted:
            return ProofResult(
                claim, id, "proved", "the solver found a team", survey.written(_questions(survey, codes))
            )
    return ProofResult(claim, id, "open", "neither a team nor a proof was found")


def _can_win(survey: Survey, claim: str) -> Iterator[ProofResult]:
    for place, decision in enumerate(survey.compiled.decisions):
        for number, option in enumerate(decision.options.values()):
            if survey.wins(place, number) is not None:
                yield ProofResult(claim, option.full_id, "proved", "a random team shows it")
                continue
            symbols = Symbols(survey.rulebook)
            choosing = Choosing(
                symbols, decision, survey.strengths(decision), survey.compiled.terms, survey.demands(decision)
            )
            at_issue = [symbols.formula(decision.when)] if decision.when is not None else []
            answer, model = satisfied(symbols.bounds, choosing.takes(number), *at_issue)
            if answer == "unsat":
                said = "no answers make it the simplest of the best options"
                yield ProofResult(claim, option.full_id, "refuted", said)
                continue
            codes = symbols.codes(model) if answer == "sat" else {}
            if codes and survey.settled(codes)[place] == number:
                witness = survey.written(_questions(survey, codes))
                yield ProofResult(claim, option.full_id, "proved", "the solver found a team", witness)
            else:
                yield ProofResult(claim, option.full_id, "open", "neither a team nor a proof was found")


def _never_stuck(survey: Survey, claim: str) -> Iterator[ProofResult]:
    for decision in survey.compiled.decisions:
        out = _ruled_out(decision)
        free = [option for option in decision.options if option not in out]
        if free:
            yield ProofResult(claim, decision.id, "proved", f"nothing ever rules out {free[0]}")
            continue
        yield _all_hold(survey, claim, decision.id, list(out.values()), "every option is ruled out")


def _no_contradiction(survey: Survey, claim: str) -> Iterator[ProofResult]:
    for decision in survey.compiled.decisions:
        out, options = _ruled_out(decision), list(decision.options)
        for rule in decision.rules:
            if rule.says != "requires":
                continue
            id = f"{rule.id} and what rules out {rule.option}"
            if rule.option not in out:
                yield ProofResult(claim, id, "proved", f"nothing ever rules out {rule.option}")
                continue
            heavier = options[options.index(rule.option) :]
            if all(option in out for option in heavier):
                wanted, said = (
                    [[rule], *(out[option] for option in heavier)],
                    "it is required, and all that would do are ruled out",
                )
            else:
                wanted, said = [[rule], out[rule.option]], "it is required and ruled out by the same answers"
            yield _all_hold(survey, claim, id, wanted, said)


def _all_hold(
    survey: Survey, claim: str, id: str, groups: Sequence[Sequence[Rule]], said: str
) -> ProofResult:
    """Whether at least one rule of every group can fire for the same team; that would refute the claim."""
    rows = np.ones(len(survey.chosen), dtype=bool)
    for group in groups:
        rows &= np.any([survey.columns[f"rule {rule.id}"] for rule in group], axis=0)
    names = frozenset().union(*(survey.compiled.behind(rule.when) for group in groups for rule in group))
    team = survey.where(rows)
    if team is not None:
        return ProofResult(claim, id, "refuted", said, survey.witness(team, names))
    symbols, z3 = Symbols(survey.rulebook), solver_library()
    formulas = [z3.Or([symbols.formula(rule.when) for rule in group]) for group in groups]
    answer, model = satisfied(symbols.bounds, *formulas)
    if answer == "unsat":
        return ProofResult(claim, id, "proved", "the solver shows that no answers do this")
    if answer == "sat":
        codes = symbols.codes(model)
        row = survey.run(codes)
        if all(any(row[f"rule {rule.id}"] for rule in group) for group in groups):
            return ProofResult(claim, id, "refuted", said, survey.written(_questions(survey, codes)))
    return ProofResult(claim, id, "open", "neither a team nor a proof was found")


def _chains_hold(survey: Survey, claim: str) -> Iterator[ProofResult]:
    slates = survey.compiled.agenda.slates
    for place, decision in enumerate(survey.compiled.decisions):
        for number, option in enumerate(decision.options.values()):
            pulls = slates[place].pulls[number]
            if not pulls:
                continue
            wins = survey.chosen[:, place] == number
            kept = wins.copy()
            for other, least in pulls:
                kept &= survey.chosen[:, other] >= least
            if survey.where(kept) is not None:
                broken = survey.where(wins & ~kept)
                if broken is None:
                    yield ProofResult(
                        claim, option.full_id, "proved", "whenever it wins, what it requires is chosen"
                    )
                    continue
                names = survey.compiled.behind_rules[decision.id]
                said = "it wins while what it requires cannot be chosen"
                yield ProofResult(claim, option.full_id, "refuted", said, survey.witness(broken, names))
            elif survey.where(wins) is not None:
                yield ProofResult(
                    claim, option.full_id, "refuted", "whatever it requires is never chosen with it"
                )
            else:
                yield ProofResult(claim, option.full_id, "open", "it was never seen to win")


def _ruled_out(decision: Decision) -> Mapping[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in decision.rules:
        if rule.says == "rules_out":
            found.setdefault(rule.option, []).append(rule)
    return found


def _questions(survey: Survey, codes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: code for name, code in codes.items() if name in survey.rulebook.questions}


CLAIMS: Mapping[str, Callable[[Survey, str], Iterable[ProofResult]]] = MappingProxyType(
    {
        "can fire": _can_fire,
        "can be silent": _can_be_silent,
        "can win": _can_win,
        "never without an option": _never_stuck,
        "no contradiction": _no_contradiction,
        "requirements can be met": _chains_hold,
        "monotone as declared": monotone,
    }
)
"""Every claim and what settles it."""
