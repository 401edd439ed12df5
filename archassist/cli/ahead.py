"""`archassist forecast`, `archassist expect` and `archassist history`: what may come, and what it is told from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from archassist.cli.output import given_date, opened, remark, say, say_head, say_json, say_wrapped
from archassist.words import capital


def forecast(chosen: Namespace) -> int:
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
        say(f"  based on {len(review.history)} months of history as well")
    for name, event in review.events.items():
        lasts = f"for {event.months} months" if event.months else "from then on"
        say(f"  with {name}: {event.factor:g} times the users from {spelled(event.month)} {lasts}")
    for band in view.bands.values():
        unit = "" if band.unit in ("share", "1") else f" {band.unit}"
        say_head(band.title)
        for at in (0, 12, 24, 36):
            ends = (three_digits(values[at], band.unit) for values in (band.low, band.middle, band.high))
            low, middle, high = ends
            say(f"  {band.months[at]}  {middle}{unit}, eight in ten futures between {low} and {high}")
    say_head("Limits")
    for limit in view.limits:
        say_head(f"  {limit.title} (today {limit.today})")
        say_wrapped(f"{capital(limit.text)}. {limit.then}.", "    ")
    if view.reached:
        say_head("Phases to come")
    for each in view.reached:
        say_wrapped(f"{review.rulebook.phases[each.phase].title}: {spoken(each)}", "  ")
    return 0


def expect(chosen: Namespace) -> int:
    """Records an event that multiplies users, or takes it back."""
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_factor, read_month, read_whole
    from archassist.views.months import spelled

    review = opened(chosen.session)
    if chosen.month is None:
        review.unexpect(chosen.name)
        say(f"{chosen.name}: cleared")
        return 0
    if chosen.factor is None:
        raise AnswerError("Say by how much users are multiplied, such as --factor 3.")
    month, factor = read_month(chosen.month), read_factor(chosen.factor, "--factor")
    event = review.expect(chosen.name, month, factor, read_whole(chosen.months, "--months", "months"))
    lasts = f"for {event.months} months" if event.months else "from then on"
    say(f"{chosen.name}: {event.factor:g} times the users from {spelled(event.month)} {lasts}")
    return 0


def history(chosen: Namespace) -> int:
    """Takes a history of users from a CSV file into the session."""
    from archassist.answers.answer_text import readable
    from archassist.answers.history_file import read_growth
    from archassist.views.months import spelled

    review = opened(chosen.session)
    asked = review.counted_users()
    found = read_growth(Path(chosen.file), asked)
    review.remember(found.users)
    for text in found.remarks:
        remark(text)
    months = list(found.users)
    first, last = (readable(asked, found.users[month]) for month in (months[0], months[-1]))
    say(f"{len(months)} months of users: {first} in {spelled(months[0])} to {last} in {spelled(months[-1])}")
    return 0
