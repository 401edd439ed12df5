"""The same rules in the months to come: when limits are met, when phases and options come within reach.

Growth is a band of curves through the answers for now and for a year from now; whatever grows with users, people or
data moves along, and the whole rule base is evaluated again in every month.
"""

from archassist.forecast.growth import MODELS, users_by_month
from archassist.forecast.months import HORIZON, Forecast, forecast
from archassist.forecast.outlook import (
    Band,
    Crossing,
    InSurge,
    NotYet,
    Outlook,
    Reached,
    SurgeCrossing,
    When,
    outlook,
)
from archassist.forecast.surges import Launch, Surge
from archassist.forecast.triggers import Trigger

__all__ = [
    "HORIZON",
    "MODELS",
    "Band",
    "Crossing",
    "Forecast",
    "InSurge",
    "Launch",
    "NotYet",
    "Outlook",
    "Reached",
    "Surge",
    "SurgeCrossing",
    "Trigger",
    "When",
    "forecast",
    "outlook",
    "users_by_month",
]
