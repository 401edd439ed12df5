"""Dates of a record that have to agree with each other: when its work ends, what that has to be ready for, the next look,
and when a sign shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.documents.likelihood import plainly
from archassist.engine import noted
from archassist.forecast import HORIZON
from archassist.views.months import month, spelled
from archassist.views.records.outlook import BandView, OutlookView

if TYPE_CHECKING:
    from archassist.documents.bets import Bet
    from archassist.documents.context import DocumentContext
    from archassist.documents.decision_document import DecisionDocument
    from archassist.views.records.outlook import NotYetView


def work_ends(review: DocumentContext, bet: Bet | None) -> str:
    """When work is done, behind "as planned"; empty where there is none."""
    if bet is None or not bet.takes_work:
        return ""
    last = bet.latest or bet.done[: len("2027-03")]
    # Beyond what the forecast looks ahead no month is told: nobody knows it.
    if last > month(review.date, HORIZON):
        return "done only after more than three years"
    rests = f"headcount {review.data.people_mark}" if review.data.people_mark else ""
    return noted(bet.ends, rests)


def in_time(decision: DecisionDocument, bet: Bet | None) -> str:
    """Whether work is ready for the event that it is for, in a sentence; empty where it is for none."""
    event = decision.event
    if event is None or decision.kept or decision.turned_down or decision.needs:
        return ""
    last = (bet.latest or bet.done[: len("2027-03")]) if bet and bet.takes_work else ""
    if last >= event.month:
        when = "Ready only in the month of" if last == event.month else "Not ready by"
        return f"{when} {event.told}: cut the scope or accept the risk."
    return f"To be ready by {event.told}."


def next_look(decision: DecisionDocument, bet: Bet | None) -> str:
    """What is looked at on the day of review where that comes before the work is done, behind that day; else empty."""
    if bet is None or not bet.takes_work or bet.done <= decision.review_by:
        return ""
    return "(its work is not done by then)"


def sign_shows(outlook: OutlookView, metric: str, border: float | None, rises: bool) -> str:
    """When a figure crosses a border, within brackets; empty where nobody charts the figure.

    A decision's option and another's may have the same sign: it shows in the same months, whichever of them is told.
    """
    band = outlook.bands.get(metric)
    if band is None or border is None:
        return ""
    first = _crossing(band, band.high if rises else band.low, border, rises)
    last = _crossing(band, band.low if rises else band.high, border, rises)
    if first is None:
        return "not expected within three years"
    if last is None:
        return f"expected from {spelled(first)} on"
    return f"expected {f'in {spelled(first)}' if first == last else f'between {spelled(first)} and {spelled(last)}'}"


def _crossing(band: BandView, values: tuple[float, ...], border: float, rises: bool) -> str | None:
    crossed = (at for at, value in zip(band.months, values, strict=True) if (value > border) == rises)
    return next(crossed, None)


def foreseen(review: DocumentContext, coming: NotYetView) -> str:
    """When an option becomes right, and what shows it, in a sentence; the months are those of the sign where it is
    charted, as the record of the decision has them."""
    sign = coming.trigger
    if sign is None or not sign.text:
        return f"{plainly(coming)}."
    shows = sign_shows(review.data.outlook, sign.metric, sign.border, sign.rises)
    if not shows:
        return f"{plainly(coming)}. Trigger: {sign.text}."
    return f"Trigger: {sign.text}, {shows}."
