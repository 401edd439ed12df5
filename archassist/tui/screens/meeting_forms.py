"""The forms of a meeting: beginning and closing it, its agenda, the parking lot, actions, and people's own answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from archassist.answers import AnswerError
from archassist.answers.form_fields import read_count, read_day, said_day
from archassist.session.rounds import abstained
from archassist.session.who import read_name, read_names
from archassist.terminal_text import one_line
from archassist.tui.content.meeting_clock import now
from archassist.tui.screens.verdict_form import present, said_people
from archassist.tui.widgets.form import FormEntry, FormScreen, Values, needed
from archassist.views.decided import settles
from archassist.views.meeting import too_much
from archassist.words import counted

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.session.meeting_entries import Voice
    from archassist.tui.host import Host
    from archassist.views.records.meeting import MinutesView

_LONGEST = 1440


def begin(app: Host) -> None:
    """Asks what the meeting is called, how long it takes and who is there, and begins it."""
    focus = app.model.review.focus

    def change(said: Values, review: Review) -> None:
        review.focus.name_present(read_names(said["present"]))
        minutes = read_count(said["minutes"], "The minutes", 10, _LONGEST)
        review.meeting.begin(now(), minutes, said["title"])

    def planned(text: str) -> str:
        said = _minutes(text, 10)
        over = too_much(app.model.review, now(), read_count(text, "The minutes", 10, _LONGEST))
        return f"{said}; {over:.0f} minutes more are planned" if over else said

    entries = (
        FormEntry("title", "What is it called", "", "may stay empty"),
        FormEntry("minutes", "How many minutes", "90", "", planned),
        FormEntry(
            "present", "Who is here", ", ".join(focus.present), "commas between names", said_people, True
        ),
    )
    _show(
        app, "Begin the meeting", entries, change,
        done=lambda: app.say("The meeting goes on. space turns to the item under the cursor."),
    )  # fmt: skip


def close(app: Host) -> None:
    """Asks what came out of the meeting, and closes it."""
    from archassist.views.meeting import minutes_view
    from archassist.workflows.meeting import close_meeting

    found = minutes_view(app.model.review, now())
    about = _came_to(found) if found is not None else ""

    def change(said: Values, review: Review) -> None:
        close_meeting(review, now(), said["summary"])

    entries = (FormEntry("summary", "What came out of it", "", "a sentence or two", prose=True),)
    closed = "The meeting is closed. x exports the minutes; ^z takes it up again."
    _show(app, "Close the meeting", entries, change, about, done=lambda: app.say(closed))


def _came_to(found: MinutesView) -> str:
    """What a meeting came to, counted, and which actions nobody has taken on, or have no day."""
    decided = len({each.decision for each in found.decided if settles(each)})
    rejected = sum(each.status == "rejected" for each in found.decided)
    parts = [counted(decided, "decision") if decided else "Nothing decided"]
    parts += [f"{counted(rejected, 'option')} rejected"] * bool(rejected)
    parts += [counted(len(found.agreed), "agreed answer")] * bool(found.agreed)
    parts += [counted(len(found.changed), "change")] * bool(found.changed)
    waits = "1 item waits" if len(found.open) == 1 else f"{len(found.open)} items wait"
    said = f"{', '.join(parts)}, {counted(len(found.actions), 'action')}; {waits} for the next meeting."
    loose = [
        f"{one_line(each.title)} ({' and '.join(missing)})"
        for each in found.actions
        if (missing := ["no owner"] * (not each.owner) + ["no day"] * (not each.due))
    ]
    if loose:
        said += f"\nNot settled yet: {'; '.join(loose)}."
    return f"{said}\nx exports the minutes."


def add_item(app: Host, added: Callable[[str], None] = lambda name: None) -> None:
    """Asks for an item of the agenda: a decision or question by its name, or a topic of the team's own. `added` gets its
    name."""
    from archassist.workflows.meeting import put_on_agenda

    rulebook = app.model.rulebook
    known = {each.title.casefold(): id for id, each in rulebook.questions.items()}
    known |= {each.title.casefold(): id for id, each in rulebook.decisions.items()}

    names: list[str] = []

    def change(said: Values, review: Review) -> None:
        what = known.get(said["what"].strip().casefold(), said["what"])
        due, minutes = _day(said["due"]), read_count(said["minutes"], "The minutes", 1, _LONGEST)
        names.append(put_on_agenda(review, what, minutes, due))

    entries = (
        FormEntry("what", "What is talked about", "", "a topic, or the title of a decision or question",
              needed("Say what.")),
        FormEntry("minutes", "How many minutes", "10", "", _minutes),
        FormEntry("due", "To be settled by", "", "a day, such as end of January; empty: no day", said_day),
    )  # fmt: skip
    _show(app, "Another item of the agenda", entries, change, done=lambda: added(names[-1]))


def change_item(app: Host, name: str) -> None:
    """Asks for changes to a topic of the agenda."""
    item = app.model.review.meeting.agenda[name]

    def change(said: Values, review: Review) -> None:
        review.meeting.word(name, said["what"], _day(said["due"]))
        review.meeting.allow(name, read_count(said["minutes"], "The minutes", 1, _LONGEST))

    entries = (
        FormEntry("what", "What is talked about", item.title, "", needed("Say what."), True),
        FormEntry("minutes", "How many minutes", f"{item.minutes:.0f}", "", _minutes),
        FormEntry("due", "To be settled by", item.due, "a day; empty: no day", said_day),
    )
    _show(app, "A topic of the agenda", entries, change, "space on its line turns to it.")


def park(app: Host) -> None:
    """Asks what goes to the parking lot."""
    here = present(app.model)

    def change(said: Values, review: Review) -> None:
        review.parking_lot.park(said["text"], read_name(said["by"], here), datetime.date.today())

    entries = (
        FormEntry("text", "What is parked", "", "one sentence", needed("Say what is parked.")),
        FormEntry(
            "by",
            "Who brought it up",
            "",
            "a number or a name; may stay empty" if here else "may stay empty",
            partial(said_people, here=here),
            people=here,
        ),
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


def answer_unseen(app: Host, question: str, person: str, done: Callable[[], None] = lambda: None) -> None:
    """Asks for one person's answer. What is typed is not seen: others look at the same screen."""
    model = app.model
    asked = model.rulebook.questions[question]

    unit = f" in {asked.unit}" if asked.unit not in ("", "1", "x") else ""

    def read(text: str) -> str:
        try:
            if abstained(text):
                return "abstains"
            model.review.read(question, text)
        except AnswerError:
            # Its own words would quote what was typed.
            raise AnswerError(
                "That is no answer to this question. Nobody knows: unknown. Rather not: abstain."
            ) from None
        return f"understood{unit}, and kept from view"

    def given(review: Review) -> Voice | None:
        return review.rounds[question].heard_by(person).get(person)

    seen = [given(model.review)]

    def change(said: Values, review: Review) -> None:
        if (now_given := given(review)) != seen[-1]:  # told once; whoever keeps it again means it
            seen.append(now_given)
            raise AnswerError(f"{person} has answered from elsewhere meanwhile. ^s puts this in its place.")
        review.rounds.answer_as(person or said["person"], question, said["text"], said["note"] or None)

    who = (
        ()
        if person
        else (FormEntry("person", "Who answers", "", "a name", needed("Say whose answer it is.")),)
    )
    entries = (
        *who,
        FormEntry("text", asked.title, "", f"a number{unit}, unseen by others" if unit else "unseen by others",
              read, secret=True),
        FormEntry("note", "What to know of it", "", "shown with the answer, not before; may stay empty", secret=True),
    )  # fmt: skip
    title = f"{person} answers" if person else "Somebody answers"
    choices = "; ".join(f"{place} {each}" for place, each in enumerate(asked.choices.values(), 1))
    about = "\n".join(part for part in (asked.ask, choices) if part)
    _show(app, title, entries, change, about, place=False, done=done)


def agree(app: Host, question: str, suggested: str, people: Sequence[str]) -> None:
    """Asks which answer counts from now on, and who agrees on it: of nobody is that said before somebody says it."""
    model = app.model
    here = tuple(dict.fromkeys((*people, *present(model))))

    def change(said: Values, review: Review) -> None:
        review.rounds.agree(question, said["text"], read_names(said["by"], here), said["note"] or None)

    entries = (
        FormEntry("text", "The answer that counts", suggested, "", lambda text: model.read(question, text)),
        FormEntry(
            "by", "Who agrees", "", "numbers or names:" if here else "commas between names",
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
            "owner", "Who does it", owner, "a number or a name:" if here else "a name",
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
    done: Callable[[], None] = lambda: None,
) -> None:
    def keep(said: Values) -> str:
        return app.trouble_of(lambda: app.model.change(lambda review: change(said, review)))

    def dismissed(said: Values | None) -> None:
        if said is not None:
            done()

    app.push_screen(
        FormScreen(title, entries, about=about, keep=keep, place=title if place else ""), dismissed
    )


def _day(text: str) -> str:
    return read_day(text, datetime.date.today()) if text.strip() else ""


def _minutes(text: str, least: int = 1) -> str:
    return f"{read_count(text, 'The minutes', least, _LONGEST)} minutes"
