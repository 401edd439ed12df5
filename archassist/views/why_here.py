"""Why a step of the plan stands where it does: in the team's pains, limits with their months, and what waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from archassist.words import capital, listed
from archassist.working_days import days_text

if TYPE_CHECKING:
    from archassist.roadmap import Ranking, Step
    from archassist.session.review import Review
    from archassist.views.records.outlook import LimitView

PAINS = 2
"""Pains that are named at most."""


def reasons(
    review: Review, steps: Mapping[str, Step], ranking: Ranking, limits: Sequence[LimitView] = ()
) -> dict[str, str]:
    """By step why it stands where it does, in a sentence or two. `limits` are those that press, the nearest first."""
    from archassist.session.schedule import limit_moved_by

    moved: dict[str, list[LimitView]] = {}
    for limit in limits:
        for id in limit_moved_by(review, limit.id, steps):
            moved.setdefault(id, []).append(limit)
    waiting = _waiting(steps, ranking)
    return {
        id: _sentence([*_told(review, step, moved.get(id, ()), waiting.get(id, ()), id in ranking.vital)])
        for id, step in steps.items()
    }


def _sentence(clauses: Sequence[str]) -> str:
    return f"{capital('; '.join(clauses))}."


def _told(
    review: Review, step: Step, limits: Sequence[LimitView], waiting: Sequence[str], vital: bool
) -> Iterator[str]:
    rulebook = review.rulebook
    if step.pains:
        yield f"it relieves {listed(_quoted(rulebook.pains[id].title for id in step.pains[:PAINS]))}"
    if limits:
        first = limits[0]
        yield f"the limit “{first.title}” {'is' if first.crossed else 'comes'} {first.text}"
    if waiting:
        more = f" and {len(waiting) - 1} more wait" if len(waiting) > 1 else " waits"
        yield f"“{waiting[0]}”{more} for it"
    elif step.kind == "practice" and step.asked_by:
        yield f"“{_option(review, step.asked_by[0])}” asks for it"
    if vital:
        yield "the longest work begins with it"
    if step.kind == "practice" and not (step.pains or limits):
        stages = list(rulebook.stages.values())
        if step.stage:
            yield f"stage {step.stage} of {len(stages)}, “{stages[step.stage - 1].title}”"
        yield f"impact {rulebook.practices[step.id].impact} of 3"
    if not step.milestone:
        places = f" for {step.places}" if step.places else ""
        yield f"{days_text(step.days)} of work{places}"


def _waiting(steps: Mapping[str, Step], ranking: Ranking) -> dict[str, list[str]]:
    """By step the titles of what waits for it, those that are first in the order first."""
    found: dict[str, list[str]] = {}
    for id in ranking.order:
        if id in steps and steps[id].kind != "coming" and steps[id].status not in ("done", "dropped"):
            for each in steps[id].needs:
                found.setdefault(each, []).append(steps[id].title)
    return found


def _option(review: Review, full_id: str) -> str:
    decision, _, option = full_id.partition(".")
    return review.rulebook.decisions[decision].options[option].title


def _quoted(texts: Iterator[str] | Sequence[str]) -> Iterator[str]:
    return (f"“{each}”" for each in texts)
