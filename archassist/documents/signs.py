"""Signs that something is about to change: triggers that a monitoring system can watch, and rules that hold today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archassist.documents.data import Alert
from archassist.views.months import spoken
from archassist.views.records.outlook import NotYetView, OutlookView

if TYPE_CHECKING:
    from archassist.engine.columns.futures import Many
    from archassist.rulebook import Rulebook

MOSTLY = 0.6
"""A condition is named as what a record rests on when it is true in so many futures: others would be broken at once."""


def rules_that_hold(rulebook: Rulebook, futures: Many) -> frozenset[str]:
    """Rules that fire in most of the futures."""
    return frozenset(
        rule.id
        for decision in rulebook.decisions.values()
        for rule in decision.rules
        if futures.columns[f"rule {rule.id}"].mean() >= MOSTLY
    )


def alerts(rulebook: Rulebook, outlook: OutlookView, futures: Many) -> Iterator[Alert]:
    """The signs of options that are not right yet, without those that show today in too many futures."""
    for decision, options in outlook.not_yet.items():
        for coming in options:
            alert = _alert(rulebook, decision, coming)
            if alert is not None and _beyond(alert, futures) <= 1 - MOSTLY:
                yield alert


def _beyond(alert: Alert, futures: Many) -> float:
    """The share of futures in which a sign shows already."""
    values = futures.columns[alert.metric]
    return float((values > alert.border if alert.rises else values < alert.border).mean())


def _alert(rulebook: Rulebook, decision: str, coming: NotYetView) -> Alert | None:
    trigger = coming.trigger
    if trigger is None or trigger.border is None:
        return None
    signal = rulebook.signals.get(trigger.metric)
    return Alert(
        trigger.metric,
        trigger.title,
        trigger.border,
        trigger.rises,
        decision,
        coming.option,
        rulebook.decisions[decision].title,
        coming.title,
        spoken(coming),
        trigger.measure,
        signal.promql if signal else "",
        signal.exporter if signal else "",
        trigger.threshold,
    )
