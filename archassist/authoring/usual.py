"""What is assumed of a question that nobody answers, in words."""

from __future__ import annotations

from collections.abc import Iterator

from archassist.engine import with_unit
from archassist.rulebook import Each, Formula, Multiple, Prior, Question, Rulebook, Spread
from archassist.words import counted


def usual(rulebook: Rulebook, question: Question) -> Iterator[str]:
    """One line for each thing that is usual of a question: first what takes the place of its prior, then the prior.

    Conditions are told in the rule language, with the reason and the number of published cases behind the weights.
    """
    for given in question.prior_if:
        basis = counted(given.cases, "published case") if given.cases else "judgement"
        asked = f", once {' and '.join(sorted(given.answered))} is answered" if given.answered else ""
        yield f"{_prior(rulebook, question, given.prior)} if {given.when.text}{asked} ({basis}): {given.note}"
    yield ("else " if question.prior_if else "") + _prior(rulebook, question, question.prior)


def _prior(rulebook: Rulebook, question: Question, prior: Prior) -> str:
    if isinstance(prior, Spread):
        low, high = (with_unit(each, question.unit) for each in (prior.low, prior.high))
        return f"{low} to {high}, nine times in ten"
    if isinstance(prior, Multiple):
        return f"{prior.low:g} to {prior.high:g} times {prior.of}, nine times in ten"
    if isinstance(prior, Formula):
        fact = rulebook.facts[prior.fact]
        return f"{prior.low:g} to {prior.high:g} times {fact.id} ({fact.title}), nine times in ten"
    if isinstance(prior, Each):
        return f"each is there in {prior.chance:.0%}"
    labels = question.choices or {id: id for id in prior.by_choice}
    return ", ".join(f"{labels[id]} {weight:.0%}" for id, weight in prior.by_choice.items() if weight)


def in_prior_conditions(rulebook: Rulebook) -> set[str]:
    """The names that conditions of priors read."""
    questions = rulebook.questions.values()
    return {name for each in questions for given in each.prior_if for name in given.when.names}
