"""Priorities, options on every attribute, and accepted risks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.engine.preferences import WEIGHTS
from archassist.session.errors import NoSuchThing
from archassist.views.records.tradeoffs import (
    OptionQualities,
    PrioritiesView,
    QualitiesView,
    Quality,
    QualityName,
    RiskView,
    Tipped,
)
from archassist.words import listed, no_such

if TYPE_CHECKING:
    from archassist.session.review import Review


def priorities_view(review: Review) -> PrioritiesView:
    """The team's ranking, all attributes, and what the ranking makes win that would not win without it."""
    rulebook = review.rulebook
    attributes = {id: Quality(id, known.title, known.about) for id, known in rulebook.attributes.items()}
    tipped = []
    without = review.derived.unranked()
    for result in review.assess().decisions:
        if without[result.id] != result.recommended:
            decision = rulebook.decisions[result.id]
            winner, loser = decision.options[result.recommended], decision.options[without[result.id]]
            tipped.append(
                Tipped(
                    decision=result.id,
                    title=decision.title,
                    with_=winner.id,
                    with_title=winner.title,
                    without=loser.id,
                    without_title=loser.title,
                    because=_because(review, winner.effects, loser.effects),
                )
            )
    ranking = tuple(attributes[id] for id in review.priorities if id in attributes)
    return PrioritiesView(ranking, tuple(attributes.values()), tuple(tipped))


def _because(review: Review, winner: Mapping[str, int], loser: Mapping[str, int]) -> str:
    counted = review.priorities[: len(WEIGHTS)]
    titles = review.rulebook.attributes
    better = [titles[id].title.lower() for id in counted if winner.get(id, 0) > loser.get(id, 0)]
    worse = [titles[id].title.lower() for id in counted if winner.get(id, 0) < loser.get(id, 0)]
    if not better:
        return "Another decision that the ranking changed requires it."
    return f"It is better at {listed(better)}" + (f", and worse at {listed(worse)}." if worse else ".")


def pareto_view(review: Review, decision: str) -> QualitiesView:
    """The options of a decision on every attribute, against the simplest. `beaten_by` names options that are at least
    as good at everything and better at something; those without any are the frontier.

    Raises NoSuchThing for a decision that the rules do not have.
    """
    rulebook = review.rulebook
    if decision not in rulebook.decisions:
        raise NoSuchThing(review.path, no_such("decision", decision, rulebook.decisions))
    known, result = rulebook.decisions[decision], review.assess().decision(decision)
    attributes = list(rulebook.attributes)
    open_ = [option for option in known.options.values() if not result.option(option.id).ruled_out]

    def beats(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
        gains = [one.get(id, 0) - other.get(id, 0) for id in attributes]
        return bool(gains) and min(gains) >= 0 and max(gains) > 0

    return QualitiesView(
        decision,
        known.title,
        tuple(QualityName(id, rulebook.attributes[id].title) for id in attributes),
        tuple(
            OptionQualities(
                id=option.id,
                title=option.title,
                effects={id: option.effects.get(id, 0) for id in attributes},
                recommended=option.id == result.recommended,
                ruled_out=result.option(option.id).ruled_out,
                preference=result.option(option.id).preference,
                beaten_by=tuple(
                    other.id
                    for other in open_
                    if other is not option and beats(other.effects, option.effects)
                ),
            )
            for option in known.options.values()
        ),
    )


def sign(effect: int) -> str:
    """An effect as people read it: ++ + · - --."""
    return "·" if not effect else ("+" if effect > 0 else "-") * abs(effect)


def risks_view(review: Review, today: datetime.date | None = None) -> tuple[RiskView, ...]:
    """Accepted risks, the one that ends soonest first; those without an end last."""
    day = (today or datetime.date.today()).isoformat()
    risks = (
        RiskView(
            id=id,
            title=risk.title,
            owner=risk.owner,
            because=risk.because,
            expires=risk.expires or None,
            expired=bool(risk.expires) and risk.expires < day,
            decision=risk.decision or None,
        )
        for id, risk in review.risks.items()
    )
    return tuple(sorted(risks, key=lambda risk: (risk.expires is None, risk.expires or "", risk.id)))
