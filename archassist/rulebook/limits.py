"""Limits that growth may meet, and the signals by which a team sees them come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.expressions import Expression
    from archassist.rulebook.models import Place, Value


@dataclass(frozen=True)
class Limit:
    """Something that ends: a machine that is full, a budget that is spent. It is crossed while `when` holds.

    `metric` is the question or fact to show beside it; `decisions` those that move the limit away, and `practices` the
    items of the checklist that do, whatever is decided; `users` says what follows for users and money, empty where the
    pack does not tell. What follows of a `lasting` one cannot be made good again; one `of_surges` is met only while a surge
    goes on, and not before the first that is expected.
    """

    id: str
    title: str
    metric: str
    when: Expression
    then: str
    decisions: tuple[str, ...]
    practices: tuple[str, ...]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    fires: Mapping[str, Value]
    silent: Mapping[str, Value]
    place: Place
    users: str = ""
    lasting: bool = False
    of_surges: bool = False


@dataclass(frozen=True)
class Signal:
    """How Prometheus sees a question or fact (the signal's id): a query for it, and the exporter that feeds it."""

    id: str
    promql: str
    exporter: str
    note: str
    source: tuple[str, ...]
    place: Place
