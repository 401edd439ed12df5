"""What a team records in passing, from the command palette: priorities, accepted risks, events, capacity."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from archassist.answers import AnswerError
from archassist.answers.form_fields import (
    read_count,
    read_day,
    read_factor,
    read_month,
    read_ranking,
    read_share,
    read_span,
    said_day,
)
from archassist.session.entries import Risk
from archassist.session.events import lasting
from archassist.tui.widgets.form import FormEntry, FormScreen, TextPrompt, Values, needed
from archassist.words import counted

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.tui.host import Host


def rank(app: Host) -> None:
    """Asks for the qualities that matter most, and says what the ranking tips."""
    model = app.model
    known = model.rulebook.attributes

    def take(text: str) -> str:
        return app.trouble_of(
            lambda: model.change(lambda review: review.prioritise(read_ranking(text, known)))
        )

    def done(said: Values | None) -> None:
        if said is not None:
            from archassist.views.tradeoffs import priorities_view

            tipped = [change.title for change in priorities_view(model.review).changes]
            app.say(
                f"The ranking decides: {'; '.join(tipped)}."
                if tipped
                else "The ranking decides nothing: no decision is close enough."
            )

    hint = f"the most important first: {', '.join(known)}; empty: no ranking"
    before = ", ".join(model.review.priorities)
    prompt = TextPrompt(
        "What matters most?", before, hint=hint, take=take, place="ranking",
        read=lambda text: ", then ".join(known[id].title for id in read_ranking(text, known)),
    )  # fmt: skip
    app.push_screen(prompt, done)


def rename(app: Host) -> None:
    """Asks for another title of the review; its file keeps its name."""
    model = app.model

    def change(text: str) -> None:
        needed("Give the review a title.")(text)
        model.change(lambda review: review.retitle(text.strip()))

    def take(text: str) -> str:
        return app.trouble_of(lambda: change(text))

    app.push_screen(
        TextPrompt(
            "Title of this review",
            model.review.title,
            hint="what documents and screens call it",
            take=take,
            place="title",
        )
    )


def accept_risk(app: Host, name: str = "") -> None:
    """Asks what risk is accepted, by whom, why and until when; with a name what it says there is changed."""
    today = datetime.date.today()
    there = app.model.review.risks.get(name) or Risk("")

    def change(said: Values) -> Callable[[Review], object]:
        expires = read_day(said["expires"], today) if said["expires"] else ""
        kept = name or _free(_slug(said["title"]), app.model.review.risks)
        return lambda review: review.accept_risk(
            kept, said["title"], said["owner"], said["because"], expires, there.decision
        )

    _record(
        app,
        f"Change the risk “{there.title}”" if name else "Accept a risk",
        (
            FormEntry("title", "Which risk is accepted", there.title, "one sentence", needed("Say which risk.")),
            FormEntry("owner", "Who answers for it", there.owner, "a name"),
            FormEntry("because", "Why it is accepted", there.because, prose=True),
            FormEntry(
                "expires", "Until when", there.expires, "such as 2027-06-30 or end of June; empty: without an end",
                lambda text: said_day(text, today),
            ),
        ),
        change,
    )  # fmt: skip


def expect(app: Host, name: str = "") -> None:
    """Asks for a surge of load, or users who come; with a name that event is changed, and may get another name."""
    today = datetime.date.today()
    there = app.model.review.events.get(name)

    def named(text: str) -> str:
        if text.strip() != name and text.strip() in app.model.review.events:
            raise AnswerError("There is already an event of that name: choose another one.")
        return needed("Say what happens.")(text)

    def change(said: Values) -> Callable[[Review], object]:
        month, factor = read_month(said["month"], today), read_factor(said["factor"], "The factor")
        hours, months = read_span(said["lasts"], "For how long")

        def both(review: Review) -> None:
            if name and said["name"] != name:
                review.unexpect(name)
            review.expect(said["name"], month, factor, months, hours)

        return both

    _record(
        app,
        f"Change the event “{name}”" if name else "Expect an event: a surge of load, or users who come",
        (
            FormEntry("name", "What happens", name, "such as Black Friday", named),
            FormEntry(
                "month", "In which month", there.month if there else "", "such as 2027-11 or November",
                lambda text: read_month(text, today),
            ),
            FormEntry(
                "factor", "Times what: load in its hours or days, or users in its months",
                f"{there.factor:g}" if there else "", "such as 3",
                lambda text: f"{read_factor(text, 'The factor'):g} times",
            ),
            FormEntry(
                "lasts", "For how long", there.lasts.removeprefix("for ") if there and there.lasts != "for good" else "",
                "2 days: load of the busiest hour; 6 months, or empty for good: users", _said_span,
            ),
        ),
        change,
    )  # fmt: skip


def _said_span(text: str) -> str:
    hours, months = read_span(text, "For how long")
    if hours:
        return f"load of the busiest hour, for {lasting(hours)}; users, data and bill stay"
    lasts = f"for {counted(months, 'month')}" if months else "for good"
    return f"users of a month, {lasts}, with their data and bill"


def staff(app: Host) -> None:
    """Asks how much of the engineers' time the plan has, and how many things at once."""
    team = app.model.review.team

    def change(said: Values) -> Callable[[Review], object]:
        share = read_share(said["share"], "The share") if said["share"] else None
        at_once = read_count(said["at_once"], "At once", 1, 100) if said["at_once"] else None

        def both(review: Review) -> None:
            review.staff("share", share)
            review.staff("at_once", at_once)

        return both

    _record(
        app,
        "How much time the team has for the plan",
        (
            FormEntry(
                "share", "Share of the engineers' time", f"{100 * team.share:g}%" if team.share else "",
                "such as 20%; empty: the usual value",
                lambda text: f"{read_share(text, 'The share'):.0%} of their time" if text.strip() else "",
            ),
            FormEntry(
                "at_once", "Things in progress at once", str(team.at_once or ""), "empty: the usual value",
                lambda text: str(read_count(text, "At once", 1, 100)) if text.strip() else "",
            ),
        ),
        change,
    )  # fmt: skip


def _record(
    app: Host,
    title: str,
    entries: tuple[FormEntry, ...],
    change: Callable[[Values], Callable[[Review], object]],
) -> None:
    def keep(said: Values) -> str:
        return app.trouble_of(lambda: app.model.change(change(said)))

    def done(said: Values | None) -> None:
        if said is not None:
            app.say("Recorded.")

    app.push_screen(FormScreen(title, entries, keep=keep, place=title), done)


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:40] or "risk"


def _free(name: str, taken: Collection[str]) -> str:
    """A name that no other risk has: another risk is not written over."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if each not in taken)
