"""A team's verdict on an option: the form in which it is given, and how it is shown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.answers import AnswerError
from archassist.answers.form_fields import read_day, told_day
from archassist.session.verdicts import said_of
from archassist.session.who import dissents, read_dissent, read_names
from archassist.terminal_text import one_line
from archassist.tui.content.reasons import STATUS_SIGNS
from archassist.tui.legible import content, styled
from archassist.tui.widgets.form import FormEntry, FormScreen, Values, needed
from archassist.words import as_reason

if TYPE_CHECKING:
    from archassist.session import Verdict
    from archassist.tui.host import Host
    from archassist.tui.model import Model

_ASKS = {"accepted": "Accept", "rejected": "Reject", "proposed": "Put forward", "superseded": "Superseded:"}


def judge(app: Host, decision: str, option: str, status: str) -> None:
    """Asks for reason, deciders, dissent and day of a verdict on an option, and records it."""
    model = app.model
    known = model.rulebook.decisions[decision]
    before, today = model.verdict(decision, option), datetime.date.today()
    there = before if before and before.status == status else None
    here = present(model)

    def keep(said: Values) -> str:
        days = ("date", "review_on")
        given: dict[str, object] = {key: read_day(said[key], today) if said[key] else "" for key in days}
        given |= {"by": read_names(said["by"], here), "dissent": read_dissent(said["dissent"], here)}
        return app.trouble_of(lambda: model.decide(decision, option, status, {**said, **given}))

    def done(said: Values | None) -> None:
        if said is not None and model.verdict(decision, option) != before:
            now = said_of(model.verdict(decision, option))
            app.say(one_line(f"{known.options[option].title}: {said_of(before)} → {now}"))

    entries = (
        FormEntry(
            "because",
            "Why",
            there.because if there else "",
            "the team's reason" if status != "rejected" else "the team's reason against it",
            needed("Say why it is rejected: others will ask.") if status == "rejected" else lambda text: "",
            prose=True,
        ),
        FormEntry(
            "by",
            "Who decided",
            ", ".join(there.by) if there else "",
            "numbers or names:" if here else "commas between names",
            partial(said_people, here=here),
            True,
            people=here,
        ),
        FormEntry(
            "dissent",
            "Who was against it, and why",
            there.dissent if there else "",
            "name: why; name: why",
            partial(_against, here=here),
            prose=True,
        ),
        FormEntry(
            "date",
            "Decided on",
            (there.date if there else "") or today.isoformat(),
            "a day; not one that lies ahead",
            lambda text: _past_day(text, today),
        ),
        FormEntry(
            "review_on",
            "To be looked at again",
            there.review_on if there else "",
            "a day; empty: none",
            lambda text: _day(text, today) if text.strip() else "",
        ),
    )
    title = f"{_ASKS.get(status, status)} “{known.options[option].title}”?"
    screen = FormScreen(
        title, entries, about=_about(model, decision, option, status, before), keep=keep,
        place=f"{status} {decision}.{option}",
    )  # fmt: skip
    app.push_screen(screen, done)


def _about(model: Model, decision: str, option: str, status: str, before: Verdict | None) -> str:
    """What else becomes of earlier verdicts."""
    known, taken = model.rulebook.decisions[decision], model.review.decisions.get(decision)
    parts = []
    if before and before.status != status:
        parts.append(f"So far it is {one_line(said_of(before))}.")
    if status == "accepted" and taken and taken.accepted not in ("", option):
        other = known.options[taken.accepted].title if taken.accepted in known.options else taken.accepted
        parts.append(f"“{other}”, accepted before, is then superseded; what was said of it stays.")
    return " ".join(parts)


def shown(verdict: Verdict) -> Content:
    """A verdict in full, for the head of the text about its option."""
    sign = STATUS_SIGNS[verdict.status]
    who = f" by {one_line(', '.join(verdict.by))}" if verdict.by else ""
    when = f" on {verdict.date}" if verdict.date else ""
    lines = [styled(f"{sign} The team: {verdict.status}{who}{when}", "bold $text-accent")]
    if verdict.because:
        lines.append(content(f"  because {as_reason(verdict.because)}"))
    if verdict.dissent:
        lines.append(content(f"  dissent: {verdict.dissent}"))
    if verdict.review_on:
        lines.append(content(f"  to be looked at again on {verdict.review_on}"))
    return content("\n").join(lines)


def present(model: Model) -> tuple[str, ...]:
    """Who is in the room: those of the meeting that goes on, else those who were named."""
    current = model.review.meeting.current
    return (current.present if current else ()) or model.review.focus.present


def said_people(text: str, here: tuple[str, ...] = ()) -> str:
    """Whom a text names, where that is not just what stands there. Raises AnswerError for what is nobody's name."""
    return _told(text, read_names(text, here))


def _told(text: str, found: Sequence[str]) -> str:
    """What was understood of a text, person by person; empty where that is just what stands there."""
    if len(found) > 1:
        return f"{len(found)} people: {'; '.join(found)}"
    return "" if [*found] == [text.strip()] else "".join(found)


def _against(text: str, here: tuple[str, ...] = ()) -> str:
    """Who was against it, where several were or a number stands for one. Raises AnswerError."""
    return _told(text, dissents(read_dissent(text, here)))


def _past_day(text: str, today: datetime.date) -> str:
    """The day of a verdict. Raises AnswerError for one to come: that is meant for another field."""
    said = _day(text, today)
    if text.strip() and read_day(text, today) > today.isoformat():
        raise AnswerError(f"{told_day(text, today)} lies ahead. When it is looked at again is asked below.")
    return said


def _day(text: str, today: datetime.date) -> str:
    if not text.strip():
        return "no day"
    return "" if read_day(text, today) == text.strip() else told_day(text, today)
