"""What a pack says of the time ahead and of priorities: limits, signals to watch them by, and quality attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from archassist.rulebook.models import Place, Value

if TYPE_CHECKING:
    from archassist.expressions import Expression
    from archassist.rulebook.table import Table

STRONGEST = 2
"""Effects of an option on a quality attribute go from minus this to plus this."""


@dataclass(frozen=True)
class Limit:
    """Something that ends: a machine that is full, a budget that is spent. It is crossed while `when` holds.

    `metric` is the question or fact to show beside it; `decisions` those that move the limit away.
    """

    id: str
    title: str
    metric: str
    when: Expression
    then: str
    decisions: tuple[str, ...]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    fires: Mapping[str, Value]
    silent: Mapping[str, Value]
    place: Place


@dataclass(frozen=True)
class Signal:
    """How Prometheus sees a question or fact (the signal's id): a query for it, and the exporter that feeds it."""

    id: str
    promql: str
    exporter: str
    note: str
    source: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Attribute:
    """A quality that a team can rank: latency, availability, cost ... Options say what they do to it."""

    id: str
    title: str
    about: str
    source: tuple[str, ...]
    place: Place


def read_limit(table: Table) -> Limit:
    """`[limit.ID]`."""
    from archassist.rulebook.convert import ALWAYS, read_case

    return Limit(
        id=table.id,
        title=table.text("title", required=True),
        metric=table.text("metric", required=True),
        when=table.expression("when", required=True) or ALWAYS,
        then=table.text("then", required=True),
        decisions=table.texts("decisions"),
        source=table.texts("source", required=True),
        covers=table.texts("covers"),
        fires=read_case(table, "fires", required=True) or {},
        silent=read_case(table, "silent", required=True) or {},
        place=table.place,
    )


def read_signal(table: Table) -> Signal:
    """`[signal.ID]`."""
    return Signal(
        id=table.id,
        promql=table.text("promql", required=True),
        exporter=table.text("exporter", required=True),
        note=table.text("note"),
        source=table.texts("source", required=True),
        place=table.place,
    )


def read_attribute(table: Table) -> Attribute:
    """`[attribute.ID]`."""
    return Attribute(
        id=table.id,
        title=table.text("title", required=True),
        about=table.text("about", required=True),
        source=table.texts("source"),
        place=table.place,
    )


def read_effects(table: Table) -> Mapping[str, int]:
    """`effects = { cost = -1, latency = 2 }` of an option."""
    given = table.table("effects", False, "{ cost = -1 }") or {}
    for attribute, effect in given.items():
        if type(effect) is not int or not -STRONGEST <= effect <= STRONGEST or not effect:
            table.fault(
                f"effects.{attribute}",
                f"must be a whole number from -{STRONGEST} to {STRONGEST}, not {effect!r}",
                "Leave out what has no effect.",
            )
    return MappingProxyType({name: effect for name, effect in given.items() if type(effect) is int})
