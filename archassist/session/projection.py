"""What a review says of growth, past and to come, handed to the forecast."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.dates import months_ahead, sensible

if TYPE_CHECKING:
    from archassist.forecast import Outlook
    from archassist.session.answered import Answered


def foresee(review: Answered, today: datetime.date) -> Outlook:
    """What becomes right when, by the answers, the history of users and the events that are expected."""
    from archassist.forecast import Launch, Surge, forecast, outlook

    # From a month in which nobody used it nothing can be told: growth is told from the logarithm.
    known = {month: users for month, users in review.history.items() if users > 0 and sensible(month)}
    past = {months_ahead(today, month): users for month, users in known.items()}
    events = [event for event in review.events.values() if sensible(event.month)]
    launches, surges = [], []
    for event in events:
        ahead = months_ahead(today, event.month)
        # Users who came before today are in today's users already; of this month's surge nobody knows whether it is over.
        if event.multiplies == "load" and ahead >= 0:
            surges.append(Surge(ahead, event.factor, event.hours))
        elif event.multiplies == "users" and ahead > 0:
            launches.append(Launch(ahead, event.factor, event.months))
    foreseen = forecast(
        review.engine,
        review.beliefs(),
        history={month: users for month, users in past.items() if month <= 0},
        launches=launches,
        surges=surges,
    )
    return outlook(foreseen, review.assess())
