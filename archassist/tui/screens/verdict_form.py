"""A team's verdict on an option: the form in which it is given, and how it is shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.answers import AnswerError
from archassist.answers.form_fields import read_day, told_day
from archassist.session.verdicts import said_of
from archassist.session.who import read_against, read_names
from archassist.terminal_text import one_line
from archassist.tui.content.reasons import STATUS_SIGNS
from archassist.tui.legible import content, styled
from archassist.tui.widgets.form import FormEntry, FormScreen, Values, needed
from archassist.words import as_reason

if TYPE_CHECKING:
    from archassist.session import Verdict
    from archassist.session.dissent import Dissent
    from archassist.tui.host import Host
    from archassist.tui.model import Model

_FIELDS = [("dissent", "dissent-why"), *((f"dissent-{at}", f"dissent-{at}-why") for at in range(2, 13))]
"""The fields for each who was against it, and for what they said."""

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
        given |= {"because": said["because"], "by": read_names(said["by"], here), "dissent": against(said)}
        return app.trouble_of(lambda: model.decide(decision, option, status, given))

    def against(said: Values) -> tuple[Dissent, ...]:
        pairs = _pairs(said)
        return tuple(one for who, why in pairs for one in read_against(said[who], said.get(why, ""), here))

    def done(said: Values | None) -> None:
        if said is not None and model.verdict(decision, option) != before:
            now = said_of(model.verdict(decision, option))
            app.say(one_line(f"{known.options[option].title}: {said_of(before)} → {now}"))

    stood = there.against if there else ()
    before_it = (
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
    )
    behind_it = (
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

    def entries(said: Values) -> tuple[FormEntry, ...]:
        return (*before_it, *_against(said, _as_values(stood), here), *behind_it)

    title = f"{_ASKS.get(status, status)} “{known.options[option].title}”?"
    screen = FormScreen(
        title, entries(_as_values(stood)), about=_about(model, decision, option, status, before), keep=keep,
        place=f"{status} {decision}.{option}", grown=entries,
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
    lines += [content(f"  dissent: {each.told}") for each in verdict.against]
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


def _as_values(against: Sequence[Dissent]) -> Values:
    """Those who were against it as they stand in the fields."""
    said: Values = {}
    for (who, why), each in zip(_FIELDS, against, strict=False):
        said |= {who: each.who or each.what, why: each.what if each.who else ""}
    return said


def _pairs(said: Values) -> list[tuple[str, str]]:
    """The fields for those who were against it, up to the last one that has something in it."""
    last = max(
        (at for at, pair in enumerate(_FIELDS) if any(said.get(each, "").strip() for each in pair)),
        default=-1,
    )
    return [*_FIELDS[: last + 1]]


def _against(said: Values, stood: Values, here: tuple[str, ...]) -> Iterator[FormEntry]:
    """For each person a field for the name, then one for what they said; and a field for the next one."""
    known = _pairs(said)
    for who, why in _FIELDS[: len(known) + 1]:
        first = (who, why) == _FIELDS[0]
        label = "Who was against it" if first else "Who else was against it"
        hint = (
            ("a number or a name;" if here else "a name;") + " empty: nobody" + (" else" if not first else "")
        )
        yield FormEntry(
            who, label, stood.get(who, ""), hint, partial(_opponent, here=here), True, people=here
        )
        if (who, why) in known and (":" not in said.get(who, "") or said.get(why)):
            yield FormEntry(
                why,
                "Why they were against it",
                stood.get(why, ""),
                "what they said; may stay empty",
                prose=True,
            )


def _opponent(text: str, here: tuple[str, ...] = ()) -> str:
    """Who was against it, where several were or a number stands for one. Raises AnswerError."""
    return _told(text, [each.told for each in read_against(text, "", here)])


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
