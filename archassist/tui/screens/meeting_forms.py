"""The forms of a meeting: beginning and closing it, its agenda, the parking lot, actions, and people's own answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from archassist.answers import AnswerError
from archassist.answers.form_fields import read_count, read_day, told_day
from archassist.session.who import read_name, read_names
from archassist.tui.screens.verdict_form import present, said_people
from archassist.tui.widgets.form import FormEntry, FormScreen, Values, needed

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.tui.host import Host

_LONGEST = 1440


def begin(app: Host) -> None:
    """Asks what the meeting is called, how long it takes and who is there, and begins it."""
    focus = app.model.review.focus

    def change(said: Values, review: Review) -> None:
        review.focus.name_present(read_names(said["present"]))
        minutes = read_count(said["minutes"], "The minutes", 10, _LONGEST)
        review.meeting.begin(_now(), minutes, said["title"])

    entries = (
        FormEntry("title", "What is it called", "", "may stay empty"),
        FormEntry("minutes", "How many minutes", "90", "", lambda text: _minutes(text, 10)),
        FormEntry(
            "present", "Who is here", ", ".join(focus.present), "commas between names", said_people, True
        ),
    )
    _show(app, "Begin the meeting", entries, change)


def close(app: Host) -> None:
    """Asks what came out of the meeting, and closes it."""
    from archassist.views.meeting import minutes_view
    from archassist.workflows.meeting import close_meeting

    found = minutes_view(app.model.review, _now())
    about = ""
    if found is not None:
        about = (
            f"{len(found.decided)} decided, {len(found.changed)} changes, {len(found.actions)} actions, "
            f"{len(found.open)} items wait for the next meeting. x exports the minutes."
        )

    def change(said: Values, review: Review) -> None:
        close_meeting(review, _now(), said["summary"])

    entries = (FormEntry("summary", "What came out of it", "", "a sentence or two", prose=True),)
    _show(app, "Close the meeting", entries, change, about)


def add_item(app: Host) -> None:
    """Asks for an item of the agenda: a decision or question by its name, or a topic of the team's own."""
    rulebook = app.model.rulebook
    known = {each.title.casefold(): id for id, each in rulebook.questions.items()}
    known |= {each.title.casefold(): id for id, each in rulebook.decisions.items()}

    def change(said: Values, review: Review) -> None:
        what = known.get(said["what"].strip().casefold(), said["what"])
        review.meeting.add(what, read_count(said["minutes"], "The minutes", 1, _LONGEST))

    entries = (
        FormEntry("what", "What is talked about", "", "a topic, or the title of a decision or question",
              needed("Say what.")),
        FormEntry("minutes", "How many minutes", "10", "", _minutes),
    )  # fmt: skip
    _show(app, "Another item of the agenda", entries, change)


def park(app: Host) -> None:
    """Asks what goes to the parking lot."""

    def change(said: Values, review: Review) -> None:
        review.parking_lot.park(said["text"], said["by"], datetime.date.today())

    entries = (
        FormEntry("text", "What is parked", "", "one sentence", needed("Say what is parked.")),
        FormEntry("by", "Who brought it up", "", "may stay empty"),
    )
    _show(app, "Into the parking lot", entries, change)


def record_action(app: Host, decision: str = "") -> None:
    """Asks what the team does, who, and until when; it follows from `decision` where one is given."""
    here = present(app.model)

    def change(said: Values, review: Review) -> None:
        review.actions.record(said["title"], read_name(said["owner"], here), _day(said["due"]), decision)

    title = app.model.rulebook.decisions[decision].title if decision else ""
    _show(
        app,
        "An action of our own",
        _action_entries(here=here),
        change,
        f"It follows from: {title}." if decision else "",
    )


def change_action(app: Host, name: str) -> None:
    """Asks for changes to an action."""
    action, here = app.model.review.actions.all[name], present(app.model)

    def change(said: Values, review: Review) -> None:
        review.actions.change(name, said["title"], read_name(said["owner"], here), _day(said["due"]))

    _show(app, "The action", _action_entries(action.title, action.owner, action.due, here), change)


def answer_unseen(app: Host, question: str, person: str) -> None:
    """Asks for one person's answer. What is typed is not seen: others look at the same screen."""
    model = app.model
    asked = model.rulebook.questions[question]

    def read(text: str) -> str:
        try:
            model.review.read(question, text)
        except AnswerError:
            # Its own words would quote what was typed.
            raise AnswerError("That is no answer to this question. Nobody knows? Type unknown.") from None
        return "understood, and kept from view"

    def change(said: Values, review: Review) -> None:
        review.rounds.answer_as(person or said["person"], question, said["text"], said["note"] or None)

    who = (
        ()
        if person
        else (FormEntry("person", "Who answers", "", "a name", needed("Say whose answer it is.")),)
    )
    entries = (
        *who,
        FormEntry("text", asked.title, "", "unseen by others",
              read, secret=True),
        FormEntry("note", "What to know of it", "", "shown with the answer, not before; may stay empty", secret=True),
    )  # fmt: skip
    title = f"{person} answers" if person else "Somebody answers"
    choices = "; ".join(f"{place} {each}" for place, each in enumerate(asked.choices.values(), 1))
    _show(app, title, entries, change, "\n".join(part for part in (asked.ask, choices) if part), place=False)


def agree(app: Host, question: str, suggested: str, people: Sequence[str]) -> None:
    """Asks which answer counts from now on, and who agrees on it: of nobody is that said before somebody says it."""
    model = app.model
    here = tuple(dict.fromkeys((*people, *present(model))))

    def change(said: Values, review: Review) -> None:
        review.rounds.agree(question, said["text"], read_names(said["by"], here), said["note"] or None)

    entries = (
        FormEntry("text", "The answer that counts", suggested, "", lambda text: model.read(question, text)),
        FormEntry(
            "by", "Who agrees", "", "numbers or names, commas between them; empty: it is said of nobody",
            partial(said_people, here=here), True, people=here,
        ),
        FormEntry("note", "What to know of it", "", "may stay empty"),
    )  # fmt: skip
    title = f"Agree on: {model.rulebook.questions[question].title}"
    _show(app, title, entries, change, "What each answered stays, with their name; the minutes show both.")


def _action_entries(
    title: str = "", owner: str = "", due: str = "", here: tuple[str, ...] = ()
) -> tuple[FormEntry, ...]:
    return (
        FormEntry(
            "title", "What is to be done", title, "one sentence", needed("Say what is to be done."), True
        ),
        FormEntry(
            "owner", "Who does it", owner, "a number or a name" if here else "a name",
            partial(said_people, here=here), people=here,
        ),
        FormEntry("due", "Until when", due, "such as Friday, in 2 weeks or 2026-12-15; empty: no day", said_day),
    )  # fmt: skip


def _show(
    app: Host,
    title: str,
    entries: Sequence[FormEntry],
    change: Callable[[Values, Review], object],
    about: str = "",
    *,
    place: bool = True,
) -> None:
    def keep(said: Values) -> str:
        return app.trouble_of(lambda: app.model.change(lambda review: change(said, review)))

    app.push_screen(FormScreen(title, entries, about=about, keep=keep, place=title if place else ""))


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _day(text: str) -> str:
    return read_day(text, datetime.date.today()) if text.strip() else ""


def said_day(text: str) -> str:
    """The day that a text means, with the weekday and how far away it is; empty for an empty text. Raises AnswerError."""
    return told_day(text, datetime.date.today()) if text.strip() else ""


def _minutes(text: str, least: int = 1) -> str:
    return f"{read_count(text, 'The minutes', least, _LONGEST)} minutes"
