"""What a team records in passing, from the command palette: priorities, accepted risks, events, capacity."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from archassist.session.forms import read_day, read_factor, read_month, read_share, read_whole
from archassist.tui.prompts import TextPrompt

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.tui.app import ArchassistApp


def rank(app: ArchassistApp) -> None:
    """Asks for the qualities that matter most, and says what the ranking tips."""
    model = app.model
    known = model.rulebook.attributes

    def done(text: str | None) -> None:
        if text is None:
            return
        ranked = [each for each in re.split(r"[,;>\s]+", text.strip()) if each]
        if app.attempt(lambda: model.change(lambda review: review.prioritise(ranked))):
            from archassist.session.tradeoffs import priorities_view

            tipped = [each["title"] for each in priorities_view(model.review)["changes"]]
            app.say(
                f"The ranking tips: {'; '.join(tipped)}."
                if tipped
                else "The ranking tips nothing: nothing is close."
            )

    hint = f"The most important first: {', '.join(known)}. Empty: no ranking."
    app.push_screen(TextPrompt("What matters most?", ", ".join(model.review.priorities), hint=hint), done)


def accept_risk(app: ArchassistApp) -> None:
    """Asks what risk is accepted, by whom, why and until when."""
    _ask_all(
        app,
        (
            ("Which risk is accepted?", "one sentence"),
            ("Who answers for it?", "a name"),
            ("Why is it accepted?", ""),
            ("Until when?", "a day such as 2027-06-30; empty: without an end"),
        ),
        lambda title, owner, because, expires: app.model.change(
            lambda review: review.accept_risk(
                _slug(title), title, owner, because, expires and read_day(expires)
            )
        ),
    )


def expect(app: ArchassistApp) -> None:
    """Asks for an event that multiplies users."""
    _ask_all(
        app,
        (
            ("What happens?", "such as Black Friday"),
            ("In which month?", "2027-11"),
            ("By how much are users multiplied?", "such as 3"),
            ("For how many months?", "0: for good"),
        ),
        lambda name, month, factor, months: app.model.change(
            lambda review: review.expect(
                name,
                read_month(month),
                read_factor(factor, "The factor"),
                read_whole(months or "0", "The number of months", "months"),
            )
        ),
    )


def staff(app: ArchassistApp) -> None:
    """Asks how much of the engineers' time the plan has, and how many things at once."""

    def keep(share: str, at_once: str) -> None:
        def both(review: Review) -> None:
            if share:
                review.staff("share", read_share(share, "The share of time"))
            if at_once:
                review.staff("at_once", read_whole(at_once, "At once", "things"))

        app.model.change(both)

    _ask_all(
        app,
        (
            ("Which share of the engineers' time does the plan have?", "such as 20%"),
            ("How many things may be in progress at once?", "a number; empty: as it is"),
        ),
        keep,
    )


def _ask_all(app: ArchassistApp, asked: tuple[tuple[str, str], ...], keep: Callable[..., object]) -> None:
    """Asks one after the other; leaving one of them leaves all as it was."""
    said: list[str] = []

    def answered(text: str | None) -> None:
        if text is None:
            return
        said.append(text.strip())
        if len(said) < len(asked):
            following()
        elif app.attempt(lambda: keep(*said)):
            app.say("Recorded.")

    def following() -> None:
        question, hint = asked[len(said)]
        app.push_screen(TextPrompt(question, "", hint=hint), answered)

    following()


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:40] or "risk"
