"""`archassist prioritise` and `archassist risk`: what matters most, and what was accepted."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archassist.cli.output import opened, say, say_head, say_json, say_table, say_wrapped, wrapped

if TYPE_CHECKING:
    from archassist.views.records.tradeoffs import RiskView


def prioritise(chosen: Namespace) -> int:
    """Ranks quality attributes, or shows the ranking and what it changes."""
    from archassist.views.tradeoffs import priorities_view

    review = opened(chosen.session)
    if chosen.none:
        review.prioritise(())
    elif chosen.attributes:
        review.prioritise(chosen.attributes)
    view = priorities_view(review)
    if chosen.json:
        say_json(view)
        return 0
    if not view.ranking:
        say("No ranking yet. Attributes: " + ", ".join(each.id for each in view.attributes))
        return 0
    say("Priorities: " + ", then ".join(each.title for each in view.ranking))
    if not view.changes:
        say("They change nothing: no decision is close enough to be tipped by them.")
    for change in view.changes:
        say_head(f"{change.title} [{change.decision}]")
        say_wrapped(f"{change.with_title}; without the ranking {change.without_title}.", "  ")
        say_wrapped(f"{change.because}", "  ")
    return 0


def risk(chosen: Namespace) -> int:
    """Records an accepted risk, lists them, or takes one off the list."""
    from archassist.answers.form_fields import read_day
    from archassist.views.tradeoffs import risks_view

    review = opened(chosen.session)
    if chosen.name and chosen.drop:
        review.drop_risk(chosen.name)
        say(f"{chosen.name}: removed from the list")
        return 0
    if chosen.name:
        review.accept_risk(
            chosen.name,
            chosen.title or chosen.name,
            chosen.owner,
            chosen.because,
            chosen.expires and read_day(chosen.expires),
            chosen.decision,
        )
    risks = risks_view(review)
    if chosen.json:
        say_json(risks)
        return 0
    if not risks:
        say("No accepted risks.")
    else:
        heads = [(head, False) for head in ("Risk", "Owner", "Until", "Because")]
        rows = [(f"{risk.title} [{risk.id}]", *_owned(risk), risk.because) for risk in risks]
        say_table(heads, rows, (line for risk in risks for line in _lines(risk)))
    return 0


def _owned(risk: RiskView) -> tuple[str, str]:
    """Whose a risk is, and until when it is accepted."""
    until = f"until {risk.expires}" if risk.expires else "without an end"
    return risk.owner or "no owner", f"{until}{' (expired)' if risk.expired else ''}"


def _lines(risk: RiskView) -> Iterator[str]:
    yield f"{risk.title} [{risk.id}]  {', '.join(_owned(risk))}"
    if risk.because:
        yield from wrapped(risk.because, "  ").splitlines()
