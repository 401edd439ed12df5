"""`archassist forecast`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from archassist.cli.arguments import date_flag, json_flag, session_argument
from archassist.cli.output import given_date, opened, say, say_head, say_json, say_wrapped
from archassist.words import capital, counted


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist forecast`."""
    session_argument(command)
    date_flag(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Prints when limits are crossed and phases reached, and how users may grow."""
    from archassist.engine.reason_text import three_digits
    from archassist.views.months import spelled, spoken
    from archassist.views.outlook import growth_text, outlook_view

    review = opened(chosen.session)
    view = outlook_view(review, given_date(chosen.date))
    if chosen.json:
        say_json(view)
        return 0
    say(f"{review.title}: the next three years in 2,048 simulated futures")
    if missing := growth_text(review.rulebook):
        say_wrapped(missing, "  ")
    if review.history:
        say(f"  based on {counted(len(review.history), 'month')} of history as well")
    for name, event in review.events.items():
        say(f"  with {name}: {event.told(spelled(event.month))}")
    for band in view.bands.values():
        unit = "" if band.unit in ("share", "1") else f" {band.unit}"
        say_head(band.title)
        for at in (0, 12, 24, 36):
            ends = (three_digits(values[at], band.unit) for values in (band.low, band.middle, band.high))
            low, middle, high = ends
            say(f"  {band.months[at]}  {middle}{unit}, eight in ten futures between {low} and {high}")
        for surge in band.surges:
            ends = (three_digits(each, band.unit) for each in (surge.low, surge.middle, surge.high))
            low, middle, high = ends
            say(
                f"  {surge.month}, {surge.lasts}: {middle}{unit}, eight in ten futures between {low} and {high}"
            )
    say_head("Limits")
    for limit in view.limits:
        say_head(f"  {limit.title}: {limit.today}")
        say_wrapped(f"{capital(limit.text)}. {limit.then}.", "    ")
    if view.reached:
        say_head("Phases to come")
    for each in view.reached:
        say_wrapped(f"{review.rulebook.phases[each.phase].title}: {spoken(each)}", "  ")
    return 0
