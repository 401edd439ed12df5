"""Published teams most like the one of a review: what they were, what they chose, how it went, and where this one differs.

Cases are read, once, when somebody looks at a decision: no start and no key waits for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.answers.answer import Answer
from archassist.answers.answer_text import understood
from archassist.engine import Exact, Range
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.shipped import rules_folder
from archassist.views.records.advice import CitedView, PrecedentView

if TYPE_CHECKING:
    from archassist.casebase.precedents import Precedent, Published
    from archassist.engine import Belief
    from archassist.rulebook import Question, Rulebook
    from archassist.session.review import Review

DIFFERENCES = 2
"""Differences that are told of a precedent."""

_WENT = {"worked": "it worked", "mixed": "it worked in part", "regretted": "they regretted it"}

_published: dict[str, tuple[Published, ...]] = {}


def precedents_view(review: Review, decision: str) -> tuple[PrecedentView, ...]:
    """The published teams most like this one that say what was right for them in a decision, at most three.

    Empty before a few answers are given, and for rules that did not ship.
    """
    from archassist.casebase.precedents import of_decision, precedents

    if review.derived.known.precedents is None:
        engine = engine_for(review.rulebook)
        cases = _cases(review.rulebook)
        review.derived.known.precedents = precedents(engine, review.beliefs(), cases, review.title)
    found = of_decision(review.derived.known.precedents, decision)
    return tuple(_precedent(review, decision, each) for each in found)


def _cases(rulebook: Rulebook) -> tuple[Published, ...]:
    from archassist.casebase import load_cases
    from archassist.casebase.precedents import published

    key = rulebook.fingerprint
    if key not in _published:
        theirs = key != shipped_rulebook().fingerprint
        cases = () if theirs else load_cases(rules_folder(), rulebook)
        _published[key] = published(engine_for(rulebook), cases)
    return _published[key]


def _precedent(review: Review, decision: str, found: Precedent) -> PrecedentView:
    case, options = found.case, review.rulebook.decisions[decision].options
    first = next(iter(case.sources.values()))
    return PrecedentView(
        case=case.id,
        title=case.title,
        was=case.product or case.situation,
        chose=tuple(options[id].title for id in case.accepted[decision]),
        verdict=case.verdict,
        went=_WENT.get(case.verdict, "how it went is not known"),
        outcome=case.outcome,
        differs=tuple(
            _difference(review, review.rulebook.questions[id], case.beliefs[id])
            for id in found.differs[:DIFFERENCES]
        ),
        apart=round(found.apart, 2),
        shared=found.shared,
        source=CitedView(first.title, first.publisher, first.year, first.where),
    )


def _difference(review: Review, question: Question, theirs: Belief) -> str:
    here = understood(question, review.answers[question.id])
    return f"{question.title}: {here} here, {understood(question, _answer(theirs))} there"


def _answer(belief: Belief) -> Answer:
    if isinstance(belief, Exact):
        value = belief.value
        return Answer(kind="exact", value=tuple(sorted(value)) if isinstance(value, frozenset) else value)
    assert isinstance(belief, Range)
    return Answer(kind="range", low=belief.low, high=belief.high)
