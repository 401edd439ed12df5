"""Which answers are still needed before a decision, or the growth phase, can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.views.records.advice import QuestionName

if TYPE_CHECKING:
    from archassist.engine import DecisionResult, PhaseResult
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review

NAMED = 5
"""Questions that are named at most."""

UNKNOWN_PHASE = "Not known yet"


def needs_of(review: Review, result: DecisionResult) -> tuple[QuestionName, ...]:
    """The questions that decide a decision, the most telling first; none where enough is answered.

    By what their answers tell in the futures where that was worked out (`Derived.next_questions`), else by how strongly the
    rules speak that read them.
    """
    if result.enough:
        return ()
    found = review.derived.known.next_questions
    ids = (found.decided_by.get(result.id) if found else ()) or _by_weight(review, result.id)
    return _named(review.rulebook, ids)


def needs_text(needs: Sequence[QuestionName], what: str = "this") -> str:
    """What is needed, in a sentence without its full stop; empty for nothing."""
    if not needs:
        return ""
    count, titles = len(needs), "; ".join(each.title for each in needs)
    more = f"{count} more {'answer decides' if count == 1 else 'answers decide'}"
    return f"{more} {what}: {titles}"


def phase_needs(rulebook: Rulebook, phase: PhaseResult) -> tuple[QuestionName, ...]:
    """The first questions from which the phase follows, while nobody answered any."""
    return _named(rulebook, phase.needs[:NAMED])


def told_phase(rulebook: Rulebook, phase: PhaseResult) -> PhaseResult:
    """The phase as people are told it: none before its answers, but which they are."""
    if not phase.needs:
        return phase
    about = f"{needs_text(phase_needs(rulebook, phase), 'the phase')}."
    return replace(phase, title=UNKNOWN_PHASE, about=about, next=None, next_title="", marks="")


def _by_weight(review: Review, decision: str) -> tuple[str, ...]:
    compiled, answered = review.engine.compiled, review.answers
    weights = compiled.weights_of(decision)
    heard: dict[str, int] = {}
    for rule in review.rulebook.decisions[decision].rules:
        for id in compiled.behind(rule.when):
            if id not in answered or answered[id].kind == "unknown":
                heard[id] = heard.get(id, 0) + weights.get(rule.id, 0)
    order = list(review.rulebook.questions)
    return tuple(sorted(heard, key=lambda id: (-heard[id], order.index(id)))[:NAMED])


def _named(rulebook: Rulebook, ids: Sequence[str]) -> tuple[QuestionName, ...]:
    return tuple(QuestionName(id, rulebook.questions[id].title) for id in ids)
